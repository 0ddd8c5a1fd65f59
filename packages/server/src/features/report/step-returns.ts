import { INVESTMENT_ITEMS, monthItems, type Items } from '@ballast/domain/report/form.ts'
import { afterStep, type ReturnStep } from '@ballast/domain/report/return-state.ts'
import { judge, REPORT_RULES, type ReportRule } from '@ballast/domain/report/rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import type { CaseRecord } from './case.view.ts'
import { heldPeriod } from './load-period.ts'
import { countRules, readSeverities, type PeriodRecord } from './period.queries.ts'
import { lockOf, lockReason, onWire, reportCase } from './report-case.ts'
import { insertEvents, moveReturns, readReasons, writeReturns, type Moved, type Reasons } from './return.queries.ts'
import { casesByProject, changedMeanwhile, subjectOf } from './save-returns.ts'

export interface Seen {
  readonly projectId: Uuid
  readonly version: bigint
}
export interface Said {
  readonly fields?: readonly { readonly field: string; readonly reason: string }[]
  readonly note?: string | null
}
type RuleCounts = Map<ReportRule, { refused: number; accepted: number }>

/** Which rules a refusal names. */
export const rulesRefused = (reasons: readonly Reason[]): RuleCounts =>
  new Map(
    REPORT_RULES.filter((rule) => reasons.some(({ code }) => code === `report.${rule}`)).map((rule) => [rule, { refused: 1, accepted: 0 }]),
  )

const verdictOf = (record: CaseRecord, period: PeriodRecord, severities: Parameters<typeof judge>[2], reasons: Reasons) => {
  if (record.form === null) throw new Refusal('report.not-begun')
  return judge(record.form, reportCase(record, period), severities, reasons)
}

/** Reasons for which a return cannot be handed in as it stands. */
function againstSubmitting(verdict: ReturnType<typeof judge>): Reason[] {
  const unanswered = verdict.warnings.filter(({ reason }) => reason === null)
  return [...verdict.refusals, ...unanswered.map(({ rule, at, params }) => ({ code: `report.${rule}`, at, params: params ?? {} }))].map(
    onWire,
  )
}

/**
 * Hands returns in. Each is judged against the books of this moment; all of them, or none.
 * @returns how often rules were answered with a reason is counted with it
 */
export async function submitReturns(
  tx: WriteTx,
  ctx: Context,
  { month }: Pick<PeriodRecord, 'month'>,
  seen: readonly Seen[],
): Promise<void> {
  const { zoneId } = ctx.zone
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const ids = seen.map(({ projectId }) => projectId)
  const records = await casesByProject(tx, ctx, period, ids)
  const severities = await readSeverities(tx, zoneId)
  const reasons = await readReasons(tx, zoneId, month, ids)
  const counts: RuleCounts = new Map()
  const ready: CaseRecord[] = []
  for (const { projectId, version } of seen) {
    const record = records.get(projectId)
    if (record === undefined) throw new Refusal('project.not-found')
    if ((record.version ?? 0n) !== version) throw await changedMeanwhile(tx, ctx, projectId, period)
    const lock = lockOf(record, period, businessDate(ctx))
    refuseIfAny('report.locked', lock === null ? [] : [lockReason(lock, period)])
    const verdict = verdictOf(record, period, severities, reasons.get(projectId) ?? {})
    refuseIfAny('report.refused', againstSubmitting(verdict))
    for (const { rule } of verdict.warnings) {
      counts.set(rule, { refused: 0, accepted: (counts.get(rule)?.accepted ?? 0) + 1 })
    }
    ready.push(record)
  }
  await countRules(tx, zoneId, month, counts)
  // The books may have moved since the draft was saved: what is handed in is worked out anew.
  const moved = ready.filter((record) => INVESTMENT_ITEMS.some((item) => itemsNow(record)[item] !== record.items[item]))
  const at = { by: ctx.user.login, at: ctx.clock.now() }
  const written = await writeReturns(
    tx,
    zoneId,
    month,
    moved.map((record) => ({
      projectId: record.projectId,
      version: record.version as bigint,
      state: record.state as 'draft' | 'returned',
      form: record.form as NonNullable<CaseRecord['form']>,
      items: itemsNow(record),
      note: record.note,
      sourceKind: record.sourceKind ?? 'entered',
    })),
    at,
  )
  for (const { projectId } of moved) if (!written.has(projectId)) throw await changedMeanwhile(tx, ctx, projectId, period)
  const found = ready.map((record) => ({ record, version: (record.version as bigint) + (written.has(record.projectId) ? 1n : 0n) }))
  await move(tx, ctx, period, 'submit', found, {})
}

const itemsNow = ({ form, books }: CaseRecord): Items => monthItems(form as NonNullable<CaseRecord['form']>, books)

/** Takes one step with returns; all of them, or none. */
export async function stepReturns(
  tx: WriteTx,
  ctx: Context,
  { month }: Pick<PeriodRecord, 'month'>,
  step: Exclude<ReturnStep, 'save' | 'submit' | 'close'>,
  seen: readonly Seen[],
  said: Said = {},
): Promise<void> {
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const records = await casesByProject(
    tx,
    ctx,
    period,
    seen.map(({ projectId }) => projectId),
  )
  await stepCases(tx, ctx, period, step, records, seen, said)
}

/** The same with cases that were read while the period was held. */
export async function stepCases(
  tx: WriteTx,
  ctx: Context,
  period: PeriodRecord,
  step: Exclude<ReturnStep, 'save' | 'submit' | 'close'>,
  records: ReadonlyMap<Uuid, CaseRecord>,
  seen: readonly Seen[],
  said: Said = {},
): Promise<void> {
  refuseIfAny('report.locked', period.closedAt === null ? [] : [lockReason('period-closed', period)])
  const found: { record: CaseRecord; version: bigint }[] = []
  for (const { projectId, version } of seen) {
    const record = records.get(projectId)
    if (record === undefined) throw new Refusal('project.not-found')
    if (record.version !== version) throw await changedMeanwhile(tx, ctx, projectId, period)
    found.push({ record, version })
  }
  await move(tx, ctx, period, step, found, said)
}

/** What stands against verifying a return: whoever handed it in does not verify it, and the rules still hold on the books of today. */
export async function againstVerifying(
  tx: WriteTx,
  ctx: Context,
  period: PeriodRecord,
  records: readonly CaseRecord[],
): Promise<Map<Uuid, Reason[]>> {
  const { zoneId } = ctx.zone
  const severities = await readSeverities(tx, zoneId)
  const reasons = await readReasons(
    tx,
    zoneId,
    period.month,
    records.map(({ projectId }) => projectId),
  )
  return new Map(
    records.map((record) => {
      const { state, submittedBy, projectId } = record
      if (state === null || afterStep(state, 'verify') === undefined) return [projectId, [{ code: 'report.not-handed-in' }]]
      const own = submittedBy === ctx.user.login ? [{ code: 'report.own-return' }] : []
      return [projectId, [...own, ...againstSubmitting(verdictOf(record, period, severities, reasons.get(projectId) ?? {}))]]
    }),
  )
}

async function move(
  tx: WriteTx,
  ctx: Context,
  period: PeriodRecord,
  step: Exclude<ReturnStep, 'save' | 'close'>,
  found: readonly { record: CaseRecord; version: bigint }[],
  { fields = [], note = null }: Said,
): Promise<void> {
  const { zoneId } = ctx.zone
  const { month } = period
  const moves = found.map(({ record: { projectId, state }, version }): Moved => {
    const to = state === null ? undefined : afterStep(state, step)
    if (state === null || to === undefined) throw new Refusal('report.wrong-state', [{ code: `report.cannot-${step}` }])
    return { projectId, version, from: state, to }
  })
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  const moved = await moveReturns(tx, zoneId, month, moves, moment)
  for (const { projectId } of moves) if (!moved.has(projectId)) throw await changedMeanwhile(tx, ctx, projectId, period)
  const event = { step, fields, note: note ?? null, byName: ctx.user.nameZh, ...moment }
  await insertEvents(
    tx,
    zoneId,
    month,
    moves.map(({ projectId }) => ({ projectId, ...event })),
  )
  await recordAudits(
    tx,
    ctx,
    moves.map(({ projectId, from, to }) => ({
      action: `report.${step}`,
      subjectType: 'return',
      subjectId: subjectOf(projectId, month),
      before: { state: from },
      after: { state: to, ...(fields.length === 0 ? {} : { fields }), ...(note === null ? {} : { note }) },
    })),
  )
}
