import type { SuspenseRow } from '@ballast/contract/metering.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { findHolds, findVouchers, recordUses, releaseHold } from '../voucher/index.ts'
import { cardTypeAt, markAssigned, readSuspense, useOf, type SuspenseRecord } from './suspense.queries.ts'
import { suspenseOut } from './show-metering.ts'

/** Charges use that nobody was charged for to an enterprise, at the price of its centre on the day on which it began. */
export async function assignSuspense(
  tx: WriteTx,
  ctx: Context,
  { suspenseId, version, enterpriseId, reason }: { suspenseId: Uuid; version: bigint; enterpriseId: Uuid; reason: string },
): Promise<SuspenseRow> {
  const { zoneId } = ctx.zone
  const found = await find(tx, zoneId, suspenseId)
  const { assignedByName } = found
  refuseIfAny(
    'metering.refused',
    found.assignedAt === null ? [] : [{ code: 'metering.is-assigned', params: { name: assignedByName ?? '' } }],
  )
  if (found.version !== version) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: suspenseOut(found) })
  const cardType = await cardOf(tx, zoneId, found)
  const run = { centre: found.centreCode, engineJob: found.engineJob, submittedAt: found.submittedAt, restart: found.restart }
  const { cards, elapsedSeconds, startedAt, endedAt, endState } = found
  const jobId = await holdOf(tx, ctx, found, enterpriseId)
  await recordUses(tx, ctx, [{ ...run, jobId, enterpriseId, cardType, cards, elapsedSeconds, startedAt, endedAt, endState, isLast: true }])
  const useId = (await useOf(tx, zoneId, { ...run, jobId })) as Uuid
  const { login: by, nameZh: byName } = ctx.user
  await markAssigned(tx, zoneId, { suspenseId, version, useId, enterpriseId, reason, at: ctx.clock.now(), by, byName })
  const after = await find(tx, zoneId, suspenseId)
  await recordAudit(tx, ctx, {
    action: 'metering.assign',
    subjectType: 'compute_suspense',
    subjectId: suspenseId,
    before: { run: `${found.centreCode}/${found.engineJob}`, enterprise: found.enterpriseNameZh, amount: found.amount.toString() },
    after: { enterprise: after.enterpriseNameZh, useId, reason },
  })
  return suspenseOut(after)
}

/** The hold of the voucher whose envelope it used up, under which it is recorded; of another's voucher it is given back. */
async function holdOf(tx: WriteTx, ctx: Context, { suspenseId, voucherId }: SuspenseRecord, enterpriseId: Uuid): Promise<Uuid | null> {
  const { zoneId } = ctx.zone
  const [hold] = await findHolds(tx, zoneId, [suspenseId])
  if (hold === undefined) return null
  const [voucher] = await findVouchers(tx, zoneId, voucherId === null ? [] : [voucherId])
  if (voucher?.enterpriseId === enterpriseId) return suspenseId
  await releaseHold(tx, ctx, suspenseId)
  return null
}

async function find(tx: ReadTx, zoneId: Uuid, suspenseId: Uuid): Promise<SuspenseRecord> {
  const [found] = (await readSuspense(tx, zoneId, { suspenseId }, { limit: 1 })).rows
  if (found === undefined) throw new Refusal('metering.not-found')
  return found
}

/** The register may know by now a card that it did not know when the use was found. */
async function cardOf(tx: ReadTx, zoneId: Uuid, { centreId, engineCards }: SuspenseRecord): Promise<string> {
  const [card = '', ...others] = Object.entries(engineCards).flatMap(([name, count]) => (count > 0 ? [name] : []))
  const cardType = others.length > 0 ? undefined : await cardTypeAt(tx, zoneId, centreId, card)
  if (cardType !== undefined) return cardType
  const code = others.length > 0 ? 'metering.mixed-cards' : 'metering.unknown-card'
  throw new Refusal('metering.refused', [{ code, params: { card } }])
}
