import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface TokenRow {
  readonly tokenId: Uuid
  readonly name: string
  readonly actions: readonly string[] | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly lastUsedAt: Instant | null
  readonly lastAddress: string | null
  readonly isRevoked: boolean
}

/** Of a user, the latest first, or one of them. */
export const readTokens = (tx: ReadTx, zoneId: Uuid, userId: Uuid, only?: Uuid): Promise<TokenRow[]> =>
  tx
    .selectFrom('api_token as t')
    .select([
      't.token_id as tokenId',
      't.name',
      't.actions',
      't.created_at as createdAt',
      't.expires_at as expiresAt',
      't.last_used_at as lastUsedAt',
      't.last_address as lastAddress',
      sql<boolean>`t.revoked_at is not null`.as('isRevoked'),
    ])
    .where('t.zone_id', '=', zoneId)
    .where('t.user_id', '=', userId)
    .$if(only !== undefined, (query) => query.where('t.token_id', '=', only as Uuid))
    .orderBy('t.token_id', 'desc')
    .execute()

export interface NewToken {
  readonly tokenId: Uuid
  readonly userId: Uuid
  readonly name: string
  readonly hash: string
  readonly actions: readonly string[] | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
}

export async function insertToken(tx: WriteTx, zoneId: Uuid, token: NewToken): Promise<void> {
  await tx
    .insertInto('api_token')
    .values({
      zone_id: zoneId,
      token_id: token.tokenId,
      user_id: token.userId,
      name: token.name,
      token_hash: token.hash,
      actions: token.actions === null ? null : [...token.actions],
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute()
}

/** @returns false when it was revoked before */
export async function markTokenRevoked(tx: WriteTx, zoneId: Uuid, tokenId: Uuid, by: string, at: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('api_token')
    .set({ revoked_by: by, revoked_at: at })
    .where('zone_id', '=', zoneId)
    .where('token_id', '=', tokenId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
