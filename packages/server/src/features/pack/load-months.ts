import type { MonthlyForm } from '@ballast/domain/report/form.ts'
import { INVESTMENT_ITEMS, totalOf } from '@ballast/domain/report/form.ts'
import { FUNDING_SOURCES } from '@ballast/domain/project/project-row.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import { gatherStatisticsOf, type WriteTx } from '../../platform/database.ts'
import { tellFigures } from '../dispatch/index.ts'
import { projectIdsByNumber } from '../project/index.ts'
import { answerDifferences } from '../reconciliation/index.ts'
import {
  casesByProject,
  closePeriod,
  correctMonth,
  editCalendar,
  enterOpenings,
  findPeriod,
  initialForm,
  openPeriod,
  saveReturns,
  stepReturns,
  submitReturns,
  verifyMany,
  type CaseRecord,
  type PeriodRecord,
} from '../report/index.ts'
import { asChecker, onDay } from './load-days.ts'
import { answersOf, openingsOf, periodsOf, toldOf, type PackReturn } from './pack-months.ts'
import type { Pack } from './read-pack.ts'

/**
 * Loads the months of a pack as people would have worked them off: each period opened, reported, sent back and mended, verified and
 * closed by the use cases of the monthly figures, on days on which that was allowed.
 */
export async function loadMonths(tx: WriteTx, ctx: Context, pack: Pack): Promise<void> {
  const ids = await projectIdsByNumber(tx, ctx.zone.zoneId)
  const withId = <Row extends { readonly projectNo: string }>({ projectNo, ...row }: Row) => ({
    ...row,
    projectId: ids.get(projectNo) as Uuid,
  })
  const openings = openingsOf(pack)
  if (openings.length > 0) await enterOpenings(tx, ctx, openings.map(withId))
  await gatherStatisticsOf(tx, ['enterprise', 'project', 'gate_progress', 'gate_fulfilment', 'report_opening', 'plan_month'])
  for (const [index, period] of periodsOf(pack).entries()) {
    // Once a period has its returns the database knows how to look for them.
    if (index === 1) await gatherStatisticsOf(tx, ['report_return', 'report_period'])
    await loadPeriod(tx, ctx, { ...period, returns: period.returns.map(withId), corrections: period.corrections.map(withId) })
  }
  for (const told of inTurns(toldOf(pack).map(withId))) await tellFigures(tx, ctx, told)
  const answers = answersOf(pack)
  if (answers.length > 0) await answerDifferences(tx, ctx, answers.map(withId))
}

/** On which days the zone reports; the queue of the library follows it too. */
export async function loadCalendar(tx: WriteTx, ctx: Context, { zone: { reporting } }: Pack): Promise<void> {
  if (reporting === undefined) return
  const { citation = null, ...rule } = reporting
  await editCalendar(tx, ctx, { ...rule, citation, version: 0n })
}

type Given = Omit<PackReturn, 'projectNo'> & { readonly projectId: Uuid }
interface GivenPeriod extends Omit<ReturnType<typeof periodsOf>[number], 'returns' | 'corrections'> {
  readonly returns: readonly Given[]
  readonly corrections: readonly (Parameters<typeof correctMonth>[2] & { readonly projectId: Uuid })[]
}

async function loadPeriod(
  tx: WriteTx,
  given: Context,
  { month, isClosed, missingReason, returns, corrections }: GivenPeriod,
): Promise<void> {
  await openPeriod(tx, given, month)
  const period = await findPeriod(tx, given, month)
  const ctx = onDay(given, period.dueOn)
  const checker = asChecker(onDay(given, period.closesOn))
  for (const correction of corrections) await correctMonth(tx, ctx, correction)
  const ids = returns.map(({ projectId }) => projectId)
  const known = await casesByProject(tx, ctx, period, ids)
  const filled = returns.map((one) => ({ one, form: formOf(one, known.get(one.projectId) as CaseRecord, month) }))
  const first = filled.map(({ one, form }) => ({ one, form: one.returned === null ? form : without(form, one.returned.field) }))
  await save(tx, ctx, period, first, SAVED - 1n, known)
  const handedIn = filled.filter(({ one }) => one.state !== 'draft')
  await submit(tx, ctx, period, handedIn, SAVED)
  const sentBack = handedIn.filter(({ one }) => one.returned !== null)
  await sendBack(tx, checker, period, sentBack)
  const mended = sentBack.filter(({ one }) => one.state !== 'returned')
  await save(tx, ctx, period, mended, SENT_BACK)
  await submit(tx, ctx, period, mended, SENT_BACK + 1n)
  const at = (state: PackReturn['state']) =>
    handedIn
      .filter(({ one }) => one.state === state)
      .map(({ one: { projectId, returned } }) => ({ projectId, version: returned === null ? SUBMITTED : SENT_BACK + 2n }))
  const inReview = at('in_review')
  if (inReview.length > 0) await stepReturns(tx, checker, period, 'review', inReview)
  const { refused } = await verifyMany(tx, checker, month, at(isClosed ? 'closed' : 'verified'))
  refuseIfAny(
    'pack.row-refused',
    refused.map(({ projectNo, message }) => ({ code: 'pack.return-refused', params: { project: projectNo, month, message } })),
  )
  if (isClosed) await closePeriod(tx, checker, { month, version: period.version, missingReason })
}

interface Filled {
  readonly one: Given
  readonly form: MonthlyForm
}
/** The versions of a return on its way: saved, handed in, and sent back where it was. */
const [SAVED, SUBMITTED, SENT_BACK] = [1n, 2n, 3n]

async function submit(tx: WriteTx, ctx: Context, period: PeriodRecord, rows: readonly Filled[], version: bigint): Promise<void> {
  if (rows.length === 0) return
  const seen = rows.map(({ one: { projectId } }) => ({ projectId, version }))
  await submitReturns(tx, ctx, period, seen)
}

async function sendBack(tx: WriteTx, ctx: Context, period: PeriodRecord, rows: readonly Filled[]): Promise<void> {
  for (const alike of Map.groupBy(rows, ({ one }) => one.returned?.reason).values()) {
    const seen = alike.map(({ one: { projectId } }) => ({ projectId, version: SUBMITTED }))
    await stepReturns(tx, ctx, period, 'return', seen, { fields: alike.slice(0, 1).flatMap(({ one }) => one.returned ?? []) })
  }
}

async function save(
  tx: WriteTx,
  ctx: Context,
  period: PeriodRecord,
  rows: readonly Filled[],
  version: bigint,
  known?: ReadonlyMap<Uuid, CaseRecord>,
): Promise<void> {
  for (const [sourceKind, ofKind] of Map.groupBy(rows, ({ one }) => one.sourceKind)) {
    const returns = ofKind.map(({ one: { projectId, notCountable, note, overTotalReason }, form }) => ({
      projectId,
      version,
      form,
      notCountable,
      note,
      reasons: overTotalReason === null ? {} : { R6: overTotalReason },
    }))
    await saveReturns(tx, ctx, period, returns, { sourceKind, ...(known ? { known } : {}) })
  }
}

/** The form of a return: the books carried forward, and on them what the period brought. */
function formOf(one: Given, record: CaseRecord, month: YearMonth): MonthlyForm {
  const carried = initialForm(record, month)
  const { items, funds, method, otherMethodFen } = one
  const total = totalOf(items)
  const yearFen = fen((carried.yearFen ?? 0n) + total)
  const other = method === 'progress' ? 'monthByFinanceFen' : 'monthByProgressFen'
  return {
    ...carried,
    cumulativeFen: fen((carried.cumulativeFen ?? 0n) + total),
    yearFen,
    monthFen: total,
    year: Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, fen((carried.year[item] ?? 0n) + items[item])])) as MonthlyForm['year'],
    funds: Object.fromEntries(
      FUNDING_SOURCES.map((source) => [source, fen((carried.funds[source] ?? 0n) + funds[source])]),
    ) as MonthlyForm['funds'],
    payablesFen: one.payablesFen ?? carried.payablesFen,
    newFixedAssetsFen: one.newFixedAssetsFen ?? carried.newFixedAssetsFen,
    floorAreaUnderConstructionM2: one.floorAreaUnderConstructionM2 ?? carried.floorAreaUnderConstructionM2,
    floorAreaCompletedM2: one.floorAreaCompletedM2 ?? carried.floorAreaCompletedM2,
    holding: one.holding ?? carried.holding,
    method,
    monthByProgressFen: total,
    monthByFinanceFen: total,
    [other]: otherMethodFen,
  }
}

const without = (form: MonthlyForm, field: NonNullable<PackReturn['returned']>['field']): MonthlyForm => ({ ...form, [field]: null })

/** Words in turns, so that in each turn every month of a project is named once. */
function inTurns<Row extends { readonly projectId: Uuid; readonly month: YearMonth }>(rows: readonly Row[]): Row[][] {
  const turns: Row[][] = []
  const counts = new Map<string, number>()
  for (const row of rows) {
    const key = `${row.projectId} ${row.month}`
    const turn = counts.get(key) ?? 0
    counts.set(key, turn + 1)
    ;(turns[turn] ??= []).push(row)
  }
  return turns
}
