import { itemsOnWire } from '@ballast/contract/report-form.ts'
import { INVESTMENT_ITEMS, itemsOf, plus, totalOf, type Items } from '@ballast/domain/report/form.ts'
import { periodAfter } from '@ballast/domain/report/period.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { hasCode } from '../code-list/index.ts'
import { caseOf, heldPeriod } from './load-period.ts'
import { readCalendarRule, readPeriods } from './period.queries.ts'
import { insertCorrections, readCorrections } from './return.queries.ts'
import { subjectOf } from './save-returns.ts'
import { stepReturns } from './step-returns.ts'

/**
 * Adds a correction to a closed month. The month itself stays as it was reported; the correction appears in the first report that is
 * not closed, and a return of that report that was already handed in goes back, because its books have moved.
 */
export async function correctMonth(
  tx: WriteTx,
  ctx: Context,
  given: { projectId: Uuid; month: YearMonth; items: Items; reasonCode: string; note: string; sourceKind?: 'entered' | 'simulated' },
): Promise<void> {
  const { zoneId } = ctx.zone
  const { projectId, month, items, reasonCode, note, sourceKind = 'entered' } = given
  // A closing at the same moment would decide in which report it appears.
  const period = await heldPeriod(tx, ctx, month, 'alone')
  const record = await caseOf(tx, ctx, period, 'report.correct', projectId)
  const earlier = (await readCorrections(tx, zoneId, projectId, month)).map((correction) => correction.items)
  const corrected = [...earlier, items].reduce(plus, record.state === 'closed' ? record.items : itemsOf(() => 0n))
  refuseIfAny('report.correction-refused', [
    ...(period.closedAt === null ? [{ code: 'report.month-open', params: { month } }] : []),
    ...(INVESTMENT_ITEMS.every((item) => items[item] === 0n) ? [{ code: 'report.nothing-corrected' }] : []),
    ...((await hasCode(tx, zoneId, 'correction-reason', reasonCode))
      ? []
      : [{ code: 'report.no-such-reason', params: { code: reasonCode }, at: 'reasonCode' }]),
    ...unsound(corrected),
  ])
  const periods = await readPeriods(tx, zoneId)
  const open = periods.findLast(({ closedAt }) => closedAt === null)
  const newest = periods[0] ?? period
  const appearsIn = open?.month ?? periodAfter(newest.month, await readCalendarRule(tx, zoneId))
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  await insertCorrections(tx, zoneId, [{ projectId, month, appearsIn, items, reasonCode, note, sourceKind }], moment)
  await recordAudit(tx, ctx, {
    action: 'report.correct',
    subjectType: 'return',
    subjectId: subjectOf(projectId, month),
    before: null,
    after: { appearsIn, items: itemsOnWire(items), totalYuan: formatYuan(totalOf(items)), reasonCode, note },
  })
  if (open === undefined) return
  const next = await caseOf(tx, ctx, open, 'report.correct', projectId)
  if (next.state === null || !['submitted', 'in_review', 'verified'].includes(next.state)) return
  const words = ctx.locale === 'en' ? `Month ${month} was corrected: ${note}` : `${month} 月报已更正：${note}`
  await stepReturns(tx, ctx, open, 'return', [{ projectId, version: next.version as bigint }], { note: words })
}

/** What a month cannot be after a correction: below zero, or with parts larger than the whole. */
function unsound(items: Items): Reason[] {
  const reasons: Reason[] = INVESTMENT_ITEMS.filter((item) => items[item] < 0n).map((item) => ({
    code: 'report.below-zero',
    at: `items.${item}`,
    params: { amount: formatYuan(items[item]) },
  }))
  if (items.equipment < items.usedEquipment + items.renewalEquipment)
    reasons.push({ code: 'report.equipment-parts', at: 'items.equipment' })
  if (items.other < items.oldBuildings + items.land) reasons.push({ code: 'report.other-parts', at: 'items.other' })
  return reasons
}
