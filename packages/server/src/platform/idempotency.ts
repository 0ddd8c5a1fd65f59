import { createHash } from 'node:crypto'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { canonicalJson } from './audit.ts'
import type { Clock } from './clock.ts'
import type { Context } from './context.ts'
import type { Database, WriteTx } from './database.ts'

export interface KeyedRequest {
  readonly key: string
  readonly action: string
  /** Of everything that makes it this request and no other. */
  readonly requestHash: string
}

export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

/** Runs the work once for a key: a repeat of the same request gets the first answer, in the same transaction as the change. */
export async function once(tx: WriteTx, ctx: Context, request: KeyedRequest, work: () => Promise<unknown>): Promise<unknown> {
  const earlier = await claim(tx, ctx, request)
  if (earlier !== undefined) return earlier.response
  const answer = await work()
  await remember(tx, ctx, request, answer)
  return answer
}

/**
 * The same for work that opens its own transactions. A key stays claimed while the work runs, so a repeat in the meantime
 * is refused rather than done twice; work that fails gives its key back.
 */
export async function onceAround(database: Database, ctx: Context, request: KeyedRequest, work: () => Promise<unknown>): Promise<unknown> {
  const { zoneId } = ctx.zone
  const earlier = await database.write(zoneId, (tx) => claim(tx, ctx, request))
  if (earlier !== undefined) {
    if (earlier.response === null) throw new Refusal('request.idempotency-key-conflict')
    return earlier.response
  }
  try {
    const answer = await work()
    await database.write(zoneId, (tx) => remember(tx, ctx, request, answer))
    return answer
  } catch (error) {
    await database.write(zoneId, async (tx) => void (await rowOf(tx, ctx, request).execute()))
    throw error
  }
}

const rowOf = (tx: WriteTx, ctx: Context, { key }: KeyedRequest) =>
  tx.deleteFrom('idempotency_key').where('zone_id', '=', ctx.zone.zoneId).where('idempotency_key', '=', key)

/** @returns the earlier request's answer, or undefined when the key is now ours */
async function claim(tx: WriteTx, ctx: Context, request: KeyedRequest): Promise<{ response: unknown } | undefined> {
  const zoneId = ctx.zone.zoneId
  const inserted = await tx
    .insertInto('idempotency_key')
    .values({
      zone_id: zoneId,
      user_id: ctx.user.userId,
      idempotency_key: request.key,
      action: request.action,
      request_hash: request.requestHash,
      status: 200,
      response: null,
      created_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.columns(['zone_id', 'idempotency_key']).doNothing())
    .returning('idempotency_key')
    .executeTakeFirst()
  if (inserted) return undefined
  const earlier = await tx
    .selectFrom('idempotency_key')
    .select(['request_hash', 'response'])
    .where('zone_id', '=', zoneId)
    .where('idempotency_key', '=', request.key)
    .executeTakeFirstOrThrow()
  if (earlier.request_hash !== request.requestHash) throw new Refusal('request.idempotency-key-reused')
  return { response: earlier.response }
}

async function remember(tx: WriteTx, ctx: Context, { key }: KeyedRequest, answer: unknown): Promise<void> {
  await tx
    .updateTable('idempotency_key')
    .set({ response: JSON.stringify(answer) })
    .where('zone_id', '=', ctx.zone.zoneId)
    .where('idempotency_key', '=', key)
    .execute()
}

/** Nobody repeats a request after a day. */
const KEPT_MS = 24 * 3600_000

/** Deletes the keys that nobody will ask for again. */
export const forgetOldKeys = (database: Database, clock: Clock): Promise<void> =>
  database.system(async (tx) => {
    const until = instantAt(clock.milliseconds() - KEPT_MS)
    await tx.deleteFrom('idempotency_key').where('created_at', '<', until).execute()
  })
