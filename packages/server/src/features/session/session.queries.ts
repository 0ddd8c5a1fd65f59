import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { Grant, Identity, TokenScope, UserContext, ZoneContext } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { SessionToken } from './session-token.ts'

const zoneColumns = [
  'zone.zone_id as zoneId',
  'zone.code',
  'zone.name_zh as nameZh',
  'zone.name_en as nameEn',
  'zone.business_on as businessOn',
  'zone.projected_epsg as projectedEpsg',
] as const

/** The zone with this code; without a code, the one that was loaded first. */
export const findZone = (tx: ReadTx, code: string | undefined): Promise<ZoneContext | undefined> =>
  tx
    .selectFrom('zone')
    .select(zoneColumns)
    .$if(code !== undefined, (query) => query.where('zone.code', '=', code as string))
    .orderBy('zone.zone_id')
    .limit(1)
    .executeTakeFirst()

export const listZones = (tx: ReadTx): Promise<ZoneContext[]> => tx.selectFrom('zone').select(zoneColumns).orderBy('zone.zone_id').execute()

const GRANTS = sql<
  Grant[]
>`(select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'bureauOnly', r.bureau_only) order by r.role), '[]')
  from user_role r where r.zone_id = app_user.zone_id and r.user_id = app_user.user_id)`
const MUST_CHANGE = sql<boolean>`coalesce((select p.must_change from user_password p
  where p.zone_id = app_user.zone_id and p.user_id = app_user.user_id), false)`

const usersOf = (tx: ReadTx, zoneId: Uuid) =>
  tx
    .selectFrom('app_user')
    .select([
      'app_user.user_id as userId',
      'app_user.login',
      'app_user.name_zh as nameZh',
      'app_user.name_en as nameEn',
      'app_user.bureau_code as bureauCode',
      'app_user.enterprise_id as enterpriseId',
      GRANTS.as('grants'),
      MUST_CHANGE.as('mustChangePassword'),
    ])
    .where('app_user.zone_id', '=', zoneId)
    .where('app_user.is_active', '=', true)

export const findUser = (tx: ReadTx, zoneId: Uuid, login: string): Promise<UserContext | undefined> =>
  usersOf(tx, zoneId).where('app_user.login', '=', login).executeTakeFirst()

/** Who acts for a command that names nobody. */
export const firstWithRole = (tx: ReadTx, zoneId: Uuid, role: string): Promise<UserContext | undefined> =>
  usersOf(tx, zoneId)
    .where(
      sql<boolean>`exists (select from user_role r where r.zone_id = app_user.zone_id and r.user_id = app_user.user_id and r.role = ${role})`,
    )
    .orderBy('app_user.user_id')
    .limit(1)
    .executeTakeFirst()

/** Everybody who has or had an account. */
export const listPeople = (tx: ReadTx, zoneId: Uuid) =>
  tx
    .selectFrom('app_user')
    .select(['app_user.login', 'app_user.name_zh as nameZh', 'app_user.name_en as nameEn'])
    .where('app_user.zone_id', '=', zoneId)
    .orderBy('app_user.user_id')
    .execute()

/** The password of the zone pack's accounts, when the pack is a demonstration. */
export async function demonstrationPassword(tx: ReadTx, zoneId: Uuid): Promise<string | undefined> {
  const { rows } = await sql<{ password: string | null }>`
    select z.pack ->> 'demonstrationPassword' as password from zone z where z.zone_id = ${zoneId}`.execute(tx)
  return rows[0]?.password ?? undefined
}

/** Accounts that still have the password of the zone pack. */
export const demonstrationUsers = (tx: ReadTx, zoneId: Uuid): Promise<UserContext[]> =>
  usersOf(tx, zoneId)
    .where(
      sql<boolean>`exists (select from user_password p where p.zone_id = app_user.zone_id and p.user_id = app_user.user_id and p.is_demonstration)`,
    )
    .orderBy('app_user.user_id')
    .execute()

export interface FoundSession extends Identity {
  readonly sessionId: Uuid
  readonly lastSeenAt: Instant
}

/** Whose session it is, unless it is over: ended, past its absolute end, idle too long, or of an account that is no longer active. */
export async function findSession(
  tx: ReadTx,
  { zoneId, hash }: SessionToken,
  at: { now: Instant; idleSince: Instant; today: PlainDate },
): Promise<FoundSession | undefined> {
  const row = await usersOf(tx, zoneId)
    .innerJoin('user_session', (join) =>
      join.onRef('user_session.zone_id', '=', 'app_user.zone_id').onRef('user_session.user_id', '=', 'app_user.user_id'),
    )
    .select(['user_session.session_id as sessionId', 'user_session.last_seen_at as lastSeenAt', 'user_session.acting_for as actingFor'])
    .where('user_session.token_hash', '=', hash)
    .where('user_session.ended_at', 'is', null)
    .where('user_session.expires_at', '>', at.now)
    .where('user_session.last_seen_at', '>', at.idleSince)
    .executeTakeFirst()
  if (!row) return undefined
  const { sessionId, lastSeenAt, actingFor, ...user } = row
  const zone = await tx.selectFrom('zone').select(zoneColumns).where('zone.zone_id', '=', zoneId).executeTakeFirstOrThrow()
  const acting = actingFor === null ? user : await inPlaceOf(tx, zone, user, actingFor, at.today)
  return { zone, user: acting, sessionId, lastSeenAt }
}

export interface FoundToken extends Identity {
  readonly token: TokenScope
  readonly lastUsedAt: Instant | null
}

/** Whose API token it is, unless it is revoked, has expired, or is of an account that is no longer active. */
export async function findApiToken(tx: ReadTx, { zoneId, hash }: SessionToken, now: Instant): Promise<FoundToken | undefined> {
  const row = await usersOf(tx, zoneId)
    .innerJoin('api_token', (join) =>
      join.onRef('api_token.zone_id', '=', 'app_user.zone_id').onRef('api_token.user_id', '=', 'app_user.user_id'),
    )
    .select(['api_token.token_id as tokenId', 'api_token.actions', 'api_token.last_used_at as lastUsedAt'])
    .where('api_token.token_hash', '=', hash)
    .where('api_token.revoked_at', 'is', null)
    .where('api_token.expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return undefined
  const { tokenId, actions, lastUsedAt, ...user } = row
  const zone = await tx.selectFrom('zone').select(zoneColumns).where('zone.zone_id', '=', zoneId).executeTakeFirstOrThrow()
  return { zone, user, sessionId: null, token: { tokenId, actions }, lastUsedAt }
}

export async function markTokenUsed(tx: WriteTx, zoneId: Uuid, tokenId: Uuid, at: { now: Instant; address: string }): Promise<void> {
  await tx
    .updateTable('api_token')
    .set({ last_used_at: at.now, last_address: at.address })
    .where('zone_id', '=', zoneId)
    .where('token_id', '=', tokenId)
    .execute()
}

/** A deputy with the rights of whom he stands in for, on the days for which he was appointed; on others he is himself. */
async function inPlaceOf(tx: ReadTx, zone: ZoneContext, user: UserContext, absentId: Uuid, today: PlainDate): Promise<UserContext> {
  const absent = await usersOf(tx, zone.zoneId)
    .where('app_user.user_id', '=', absentId)
    .where(
      sql<boolean>`exists (select from deputy d where d.zone_id = app_user.zone_id and d.absent_user_id = app_user.user_id
        and d.deputy_user_id = ${user.userId} and d.revoked_at is null and ${zone.businessOn ?? today} between d.from_on and d.until_on)`,
    )
    .executeTakeFirst()
  if (!absent) return user
  const { userId, login, nameZh, nameEn, grants, bureauCode, enterpriseId } = absent
  return { ...user, grants, bureauCode, enterpriseId, actsFor: { userId, login, nameZh, nameEn } }
}

export async function actFor(tx: WriteTx, zoneId: Uuid, sessionId: Uuid, userId: Uuid | undefined): Promise<void> {
  await tx
    .updateTable('user_session')
    .set({ acting_for: userId ?? null })
    .where('zone_id', '=', zoneId)
    .where('session_id', '=', sessionId)
    .execute()
}

export async function markSeen(tx: WriteTx, zoneId: Uuid, sessionId: Uuid, now: Instant): Promise<void> {
  await tx
    .updateTable('user_session')
    .set({ last_seen_at: now })
    .where('zone_id', '=', zoneId)
    .where('session_id', '=', sessionId)
    .where('last_seen_at', '<', now)
    .execute()
}

export interface NewSession {
  readonly sessionId: Uuid
  readonly userId: Uuid
  readonly tokenHash: string
  readonly method: 'password' | 'oidc'
  readonly address: string
  readonly userAgent: string
  readonly now: Instant
  readonly expiresAt: Instant
  /** The sign-in at the identity provider that it stands on. */
  readonly provider: { readonly issuer: string; readonly providerSession: string | undefined } | undefined
}

export async function insertSession(tx: WriteTx, zoneId: Uuid, session: NewSession): Promise<void> {
  await tx
    .insertInto('user_session')
    .values({
      zone_id: zoneId,
      session_id: session.sessionId,
      user_id: session.userId,
      token_hash: session.tokenHash,
      method: session.method,
      address: session.address,
      user_agent: session.userAgent.slice(0, 400),
      created_at: session.now,
      last_seen_at: session.now,
      expires_at: session.expiresAt,
      issuer: session.provider?.issuer ?? null,
      provider_session: session.provider?.providerSession ?? null,
    })
    .execute()
}

export type EndedReason = 'signed_out' | 'revoked' | 'replaced' | 'password_changed' | 'reset' | 'deactivated' | 'no_role'

/** Ends open sessions of a user: all of them, one, or all but one. @returns how many there were */
export async function endSessions(
  tx: WriteTx,
  zoneId: Uuid,
  userId: Uuid,
  end: { reason: EndedReason; at: Instant; only?: Uuid; except?: Uuid | null | undefined },
): Promise<number> {
  const result = await tx
    .updateTable('user_session')
    .set({ ended_at: end.at, ended_reason: end.reason })
    .where('zone_id', '=', zoneId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .$if(end.only !== undefined, (query) => query.where('session_id', '=', end.only as Uuid))
    .$if(end.except !== undefined && end.except !== null, (query) => query.where('session_id', '<>', end.except as Uuid))
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export const openSessions = (tx: ReadTx, zoneId: Uuid, userId: Uuid, at: { now: Instant; idleSince: Instant }) =>
  tx
    .selectFrom('user_session as s')
    .select([
      's.session_id as sessionId',
      's.method',
      's.address',
      's.user_agent as userAgent',
      's.created_at as createdAt',
      's.last_seen_at as lastSeenAt',
      's.expires_at as expiresAt',
    ])
    .where('s.zone_id', '=', zoneId)
    .where('s.user_id', '=', userId)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', at.now)
    .where('s.last_seen_at', '>', at.idleSince)
    .orderBy('s.last_seen_at', 'desc')
    .execute()

export const planYears = async (tx: ReadTx, zoneId: Uuid): Promise<number[]> =>
  (await tx.selectFrom('year_plan').select('year').where('zone_id', '=', zoneId).orderBy('year').execute()).map((row) => row.year)

export const zoneMap = async (tx: ReadTx, zoneId: Uuid): Promise<Record<string, unknown>> =>
  (await tx.selectFrom('zone').select('map').where('zone_id', '=', zoneId).executeTakeFirstOrThrow()).map as Record<string, unknown>
