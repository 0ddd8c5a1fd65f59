import { TOKEN_DAYS } from '@ballast/contract/token.ts'
import { isAction } from '@ballast/contract/routes.ts'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { byToken, mayDo } from '../../platform/scope.ts'
import { newApiToken } from '../session/index.ts'
import { insertToken, readTokens, type TokenRow } from './token.queries.ts'

/** Enough for every program of an office; a runaway script must not fill the table. */
export const MOST_TOKENS = 50
const DAY_MS = 24 * 3600 * 1000

/** Why these actions cannot be given to a token of this user: all reasons. */
function actionFaults({ user }: Context, actions: readonly string[]): Reason[] {
  return actions.flatMap((action): Reason[] => {
    const at = 'actions'
    if (!isAction(action)) return [{ code: 'token.unknown-action', params: { action }, at }]
    if (byToken(action) === 'never') return [{ code: 'token.action-never', params: { action }, at }]
    return mayDo(user, action) ? [] : [{ code: 'token.action-not-yours', params: { action }, at }]
  })
}

/** Makes a token for whoever is signed in. Its secret is in the answer and nowhere else. */
export async function makeToken(
  tx: WriteTx,
  ctx: Context,
  given: { name: string; days: number; actions: readonly string[] | null },
): Promise<{ row: TokenRow; secret: string }> {
  const { zoneId } = ctx.zone
  const { userId } = ctx.user
  const now = ctx.clock.milliseconds()
  const reasons = actionFaults(ctx, given.actions ?? [])
  if (ctx.user.actsFor) reasons.push({ code: 'token.while-acting' })
  const inForce = (await readTokens(tx, zoneId, userId)).filter((token) => !token.isRevoked && Date.parse(token.expiresAt) > now)
  if (inForce.length >= MOST_TOKENS) reasons.push({ code: 'token.too-many', params: { most: MOST_TOKENS } })
  refuseIfAny('token.invalid', reasons)
  const { text, hash } = newApiToken(zoneId)
  const tokenId = newId()
  const expiresAt = instantAt(now + Math.min(given.days, TOKEN_DAYS) * DAY_MS)
  const actions = given.actions === null ? null : [...new Set(given.actions)].toSorted((a, b) => (a < b ? -1 : 1))
  await insertToken(tx, zoneId, { tokenId, userId, name: given.name, hash, actions, createdAt: ctx.clock.now(), expiresAt })
  const after = { name: given.name, actions: actions ?? 'read', expiresAt }
  await recordAudit(tx, ctx, { action: 'token.create', subjectType: 'api_token', subjectId: tokenId, after })
  const [row] = await readTokens(tx, zoneId, userId, tokenId)
  return { row: row as TokenRow, secret: text }
}
