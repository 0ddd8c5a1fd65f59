import type { Account } from '@ballast/contract/account.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context, Grant } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { endSessions, sessionMoment } from '../session/index.ts'
import {
  findEnterprise,
  hasBureau,
  insertAccount,
  loginTaken,
  managerNameTaken,
  otherAdministrators,
  readAccounts,
  replaceGrants,
  updateAccount,
  type AccountFacts,
  type AccountRow,
} from './account.queries.ts'

export interface AccountPatch {
  readonly nameZh?: string | undefined
  readonly nameEn?: string | undefined
  readonly email?: string | null | undefined
  readonly bureauCode?: string | null | undefined
  /** Name or credit code of an enterprise of the register. */
  readonly enterprise?: string | null | undefined
  readonly grants?: readonly Grant[] | undefined
  readonly isActive?: boolean | undefined
}

export const shownAccount = ({ enterpriseId, enterpriseNameZh, enterpriseNameEn, version, grants, ...row }: AccountRow): Account => ({
  ...row,
  grants: [...grants],
  enterprise: enterpriseId === null ? null : { enterpriseId, nameZh: enterpriseNameZh ?? '', nameEn: enterpriseNameEn },
  version: version.toString(),
})

export async function accountById(tx: ReadTx, ctx: Pick<Context, 'zone' | 'clock'>, userId: Uuid): Promise<AccountRow> {
  const [row] = await readAccounts(tx, ctx.zone.zoneId, sessionMoment(ctx.clock), userId)
  if (!row) throw new Refusal('account.not-found')
  return row
}

/** What an account would be after the patch, or every reason why it cannot be. */
async function decide(
  tx: WriteTx,
  ctx: Context,
  userId: Uuid,
  before: AccountRow | undefined,
  patch: AccountPatch,
): Promise<{ facts: AccountFacts; grants: readonly Grant[] }> {
  const { zoneId } = ctx.zone
  const reasons: Reason[] = []
  const enterpriseId =
    patch.enterprise === undefined
      ? (before?.enterpriseId ?? null)
      : patch.enterprise === null
        ? null
        : ((await findEnterprise(tx, zoneId, patch.enterprise)) ?? null)
  if (typeof patch.enterprise === 'string' && enterpriseId === null) {
    reasons.push({ code: 'account.enterprise-unknown', params: { enterprise: patch.enterprise }, at: 'enterprise' })
  }
  const facts: AccountFacts = {
    nameZh: patch.nameZh ?? before?.nameZh ?? '',
    nameEn: patch.nameEn ?? before?.nameEn ?? '',
    email: patch.email === undefined ? (before?.email ?? null) : patch.email,
    bureauCode: patch.bureauCode === undefined ? (before?.bureauCode ?? null) : patch.bureauCode,
    enterpriseId,
    isActive: patch.isActive ?? before?.isActive ?? true,
  }
  const grants = patch.grants ?? before?.grants ?? []
  const roles = grants.map((grant) => grant.role)
  if (new Set(roles).size < roles.length) reasons.push({ code: 'account.role-twice', at: 'grants' })
  if (facts.bureauCode !== null && !(await hasBureau(tx, zoneId, facts.bureauCode))) {
    reasons.push({ code: 'account.bureau-unknown', params: { bureau: facts.bureauCode }, at: 'bureauCode' })
  }
  if (grants.some((grant) => grant.bureauOnly) && facts.bureauCode === null)
    reasons.push({ code: 'account.bureau-missing', at: 'bureauCode' })
  if (roles.includes('enterprise_reporter')) {
    if (facts.enterpriseId === null) reasons.push({ code: 'account.enterprise-missing', at: 'enterprise' })
    // Whoever speaks for a firm must not also see the others.
    if (roles.length > 1) reasons.push({ code: 'account.reporter-alone', at: 'grants' })
  }
  if (roles.includes('service_manager') && (await managerNameTaken(tx, zoneId, userId, facts.nameZh))) {
    reasons.push({ code: 'account.manager-name-taken', params: { name: facts.nameZh }, at: 'nameZh' })
  }
  const wasAdministrator = before?.isActive === true && before.grants.some((grant) => grant.role === 'administrator')
  const staysAdministrator = facts.isActive && roles.includes('administrator')
  if (wasAdministrator && !staysAdministrator && (await otherAdministrators(tx, zoneId, userId)) === 0) {
    reasons.push({ code: 'account.last-administrator', at: 'grants' })
  }
  refuseIfAny('account.invalid', reasons)
  return { facts, grants }
}

const auditSide = (row: AccountRow) => ({
  login: row.login,
  nameZh: row.nameZh,
  nameEn: row.nameEn,
  email: row.email,
  bureauCode: row.bureauCode,
  enterprise: row.enterpriseNameZh,
  roles: row.grants.map((grant) => (grant.bureauOnly ? `${grant.role} (bureau)` : grant.role)),
  isActive: row.isActive,
})

export async function createAccount(
  tx: WriteTx,
  ctx: Context,
  login: string,
  patch: AccountPatch,
  action: RouteId = 'account.create',
): Promise<AccountRow> {
  const { zoneId } = ctx.zone
  if (await loginTaken(tx, zoneId, login)) {
    throw new Refusal('account.invalid', [{ code: 'account.login-taken', params: { login }, at: 'login' }])
  }
  const userId = newId()
  const { facts, grants } = await decide(tx, ctx, userId, undefined, patch)
  await insertAccount(tx, zoneId, userId, login, facts)
  await replaceGrants(tx, zoneId, userId, grants)
  const account = await accountById(tx, ctx, userId)
  await recordAudit(tx, ctx, { action, subjectType: 'account', subjectId: userId, after: auditSide(account) })
  return account
}

/** A change of rights holds from the next request on; an account that is no longer active is signed out everywhere. */
export async function editAccount(
  tx: WriteTx,
  ctx: Context,
  userId: Uuid,
  version: bigint,
  patch: AccountPatch,
  action: RouteId = 'account.edit',
): Promise<AccountRow> {
  const { zoneId } = ctx.zone
  const before = await accountById(tx, ctx, userId)
  const { facts, grants } = await decide(tx, ctx, userId, before, patch)
  if (before.version !== version || !(await updateAccount(tx, zoneId, userId, version, facts))) {
    throw new Refusal('changed-meanwhile', [], { current: shownAccount(before) })
  }
  await replaceGrants(tx, zoneId, userId, grants)
  if (!facts.isActive) await endSessions(tx, zoneId, userId, { reason: 'deactivated', at: ctx.clock.now() })
  const after = await accountById(tx, ctx, userId)
  const sides = { before: auditSide(before), after: auditSide(after) }
  await recordAudit(tx, ctx, { action, subjectType: 'account', subjectId: userId, ...sides })
  return after
}
