import type { Role } from '@ballast/contract/roles.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context, EdgeContext, Grant, UserContext, ZoneContext } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { accountById, createAccount, editAccount, loginTaken, type AccountRow } from '../account/index.ts'
import { endSessions, findUser, findZone, openSession, type Opened } from '../session/index.ts'
import type { IdentityProvider, ProvenIdentity } from './identity-provider.ts'
import { findIdentity, insertIdentity, lockNewAccounts } from './oidc.queries.ts'
import { groupsOf, personOf, rolesOf } from './person-of-claims.ts'

const ACTION = 'oidc.finish'

/** He acts for himself, also while his account is only being made. */
const himself = (
  edge: EdgeContext,
  zone: ZoneContext,
  { login, nameZh, nameEn }: { login: string; nameZh: string; nameEn: string },
): Context => {
  const nobody = { userId: newId(), grants: [], bureauCode: null, enterpriseId: null, mustChangePassword: false }
  return { ...edge, zone, user: { ...nobody, login, nameZh, nameEn } satisfies UserContext }
}

/** An administrator may have held a role to a bureau; it stays so. */
const grantsOf = (roles: readonly Role[], earlier: readonly Grant[]): Grant[] =>
  roles.map((role) => earlier.find((grant) => grant.role === role) ?? { role, bureauOnly: false })

const isSame = (a: readonly Grant[], b: readonly Grant[]): boolean =>
  a.length === b.length && a.every(({ role }) => b.some((grant) => grant.role === role))

/** Makes the account of somebody who comes for the first time. The account of another with the same name is never his. */
async function makeAccount(
  tx: WriteTx,
  edge: EdgeContext,
  zone: ZoneContext,
  identity: ProvenIdentity,
  roles: readonly Role[],
): Promise<AccountRow> {
  const { login, ...facts } = personOf(identity.claims, identity)
  if (await loginTaken(tx, zone.zoneId, login)) throw new Refusal('oidc.login-taken')
  const account = await createAccount(
    tx,
    himself(edge, zone, { login, ...facts }),
    login,
    { ...facts, grants: grantsOf(roles, []) },
    ACTION,
  )
  await insertIdentity(tx, zone.zoneId, identity, account.userId, edge.clock.now())
  return account
}

/** Gives an account the roles that its groups have now. */
async function withRoles(tx: WriteTx, ctx: Context, account: AccountRow, roles: readonly Role[]): Promise<AccountRow> {
  const grants = grantsOf(roles, account.grants)
  if (isSame(grants, account.grants)) return account
  return editAccount(tx, ctx, account.userId, account.version, { grants }, ACTION)
}

/**
 * Signs in whom the provider has proved: his account is the one of his issuer and subject, made when there is none; his groups there
 * give him his roles here, each time anew. Whoever has lost all of them is signed out everywhere.
 */
export async function signInByIdentity(
  database: Database,
  edge: EdgeContext,
  provider: IdentityProvider,
  given: { identity: ProvenIdentity; earlierSession: string | undefined },
): Promise<{ zone: ZoneContext; opened: Opened }> {
  const { identity, earlierSession } = given
  const { settings } = provider
  const zone = await database.system((tx) => findZone(tx, settings.zone))
  if (!zone) throw new Refusal('session.no-zone')
  const { zoneId } = zone
  const roles = rolesOf(groupsOf(identity.claims, settings.groupsClaim) ?? [], settings.roles)
  const opened = await database.write(zoneId, async (tx) => {
    await lockNewAccounts(tx, zoneId)
    const known = await findIdentity(tx, zoneId, identity)
    if (known === undefined && roles.length === 0) return undefined
    const before = known && (await accountById(tx, { ...edge, zone }, known.userId))
    if (before?.isActive === false) throw new Refusal('oidc.inactive')
    const account = before
      ? await withRoles(tx, himself(edge, zone, before), before, roles)
      : await makeAccount(tx, edge, zone, identity, roles)
    if (roles.length === 0) {
      await endSessions(tx, zoneId, account.userId, { reason: 'no_role', at: edge.clock.now() })
      return undefined
    }
    const user = (await findUser(tx, zoneId, account.login)) as UserContext
    const { issuer, providerSession } = identity
    return openSession(
      tx,
      edge,
      { zone, user },
      { method: 'oidc', earlierSession, proof: { issuer }, provider: { issuer, providerSession } },
    )
  })
  if (opened === undefined) throw new Refusal('oidc.no-role')
  return { zone, opened }
}
