import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface IdentityKey {
  readonly issuer: string
  readonly subject: string
}

/** Whose account it is, active or not. */
export const findIdentity = (
  tx: ReadTx,
  zoneId: Uuid,
  { issuer, subject }: IdentityKey,
): Promise<{ userId: Uuid; login: string } | undefined> =>
  tx
    .selectFrom('user_identity as i')
    .innerJoin('app_user as u', (join) => join.onRef('u.zone_id', '=', 'i.zone_id').onRef('u.user_id', '=', 'i.user_id'))
    .select(['u.user_id as userId', 'u.login'])
    .where('i.zone_id', '=', zoneId)
    .where('i.issuer', '=', issuer)
    .where('i.subject', '=', subject)
    .executeTakeFirst()

export async function insertIdentity(
  tx: WriteTx,
  zoneId: Uuid,
  { issuer, subject }: IdentityKey,
  userId: Uuid,
  at: Instant,
): Promise<void> {
  await tx.insertInto('user_identity').values({ zone_id: zoneId, issuer, subject, user_id: userId, created_at: at }).execute()
}

/** One account at a time is made in a zone: two first sign-ins at once must not both find the login free. */
export async function lockNewAccounts(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`identity ${zoneId}`}, 0))`.execute(tx)
}

/** @returns false when the token was used before */
export async function spendLogoutToken(
  tx: WriteTx,
  zoneId: Uuid,
  token: { issuer: string; tokenId: string },
  at: { now: Instant; forgetBefore: Instant },
): Promise<boolean> {
  await tx.deleteFrom('spent_logout_token').where('zone_id', '=', zoneId).where('spent_at', '<', at.forgetBefore).execute()
  const result = await tx
    .insertInto('spent_logout_token')
    .values({ zone_id: zoneId, issuer: token.issuer, token_id: token.tokenId, spent_at: at.now })
    .onConflict((conflict) => conflict.columns(['zone_id', 'issuer', 'token_id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export interface EndedSession {
  readonly sessionId: Uuid
  readonly userId: Uuid
  readonly login: string
  readonly nameZh: string
}

/** Ends the open sessions that stand on a session at the provider, or on any of a person there. */
export async function endProviderSessions(
  tx: WriteTx,
  zoneId: Uuid,
  of: { issuer: string; subject: string | undefined; providerSession: string | undefined },
  now: Instant,
): Promise<EndedSession[]> {
  const { rows } = await sql<EndedSession>`
    update user_session s set ended_at = ${now}, ended_reason = 'provider'
    from app_user u
    where u.zone_id = s.zone_id and u.user_id = s.user_id and s.zone_id = ${zoneId} and s.issuer = ${of.issuer} and s.ended_at is null
      and (${of.providerSession ?? null}::text is null or s.provider_session = ${of.providerSession ?? null}::text)
      and (${of.subject ?? null}::text is null or exists (select from user_identity i where i.zone_id = s.zone_id and i.user_id = s.user_id
        and i.issuer = ${of.issuer} and i.subject = ${of.subject ?? null}::text))
    returning s.session_id as "sessionId", u.user_id as "userId", u.login, u.name_zh as "nameZh"`.execute(tx)
  return rows
}
