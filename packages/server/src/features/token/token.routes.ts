import type { ApiToken } from '@ballast/contract/token.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { accountById } from '../account/index.ts'
import { makeToken } from './make-token.ts'
import { markTokenRevoked, readTokens, type TokenRow } from './token.queries.ts'

function shown({ isRevoked, actions, ...row }: TokenRow, ctx: Context): ApiToken {
  const state = isRevoked ? 'revoked' : Date.parse(row.expiresAt) > ctx.clock.milliseconds() ? 'active' : 'expired'
  return { ...row, actions: actions === null ? null : [...actions], state }
}

async function revoke(
  tx: WriteTx,
  ctx: Context,
  userId: Uuid,
  tokenId: Uuid,
  action: 'token.revoke' | 'account.revoke-token',
): Promise<ApiToken> {
  const { zoneId } = ctx.zone
  const [row] = await readTokens(tx, zoneId, userId, tokenId)
  if (!row) throw new Refusal('token.not-found')
  if (await markTokenRevoked(tx, zoneId, tokenId, ctx.user.login, ctx.clock.now())) {
    await recordAudit(tx, ctx, {
      action,
      subjectType: 'api_token',
      subjectId: tokenId,
      before: { name: row.name, actions: row.actions ?? 'read' },
    })
  }
  return shown({ ...row, isRevoked: true }, ctx)
}

const listed = async (tx: Parameters<typeof readTokens>[0], ctx: Context, userId: Uuid) => ({
  tokens: (await readTokens(tx, ctx.zone.zoneId, userId)).map((row) => shown(row, ctx)),
})

export const tokenHandlers = defineHandlers({
  'token.list': (tx, ctx) => listed(tx, ctx, ctx.user.userId),
  'token.create': async (tx, ctx, { body }) => {
    const { row, secret } = await makeToken(tx, ctx, body)
    return { token: shown(row, ctx), secret }
  },
  'token.revoke': (tx, ctx, { params }) => revoke(tx, ctx, ctx.user.userId, params.tokenId as Uuid, 'token.revoke'),
  'account.tokens': async (tx, ctx, { params }) => {
    const { userId } = await accountById(tx, ctx, params.userId as Uuid)
    return listed(tx, ctx, userId)
  },
  'account.revoke-token': (tx, ctx, { params }) => revoke(tx, ctx, params.userId as Uuid, params.tokenId as Uuid, 'account.revoke-token'),
})
