import { judge } from '@ballast/domain/report/rules.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import {
  casesOf,
  findPeriod,
  holdPeriod,
  lockOf,
  lockReason,
  readReasons,
  readSeverities,
  reportCase,
  saveReturns,
  submitReturns,
  type CaseRecord,
  type PeriodRecord,
} from '../report/index.ts'
import { blankReturn, changesBetween, overlaid, shapeFaults, type FilledReturn, type ReturnRow } from './filled-return.ts'
import { isOneOfNumbers, readNotCountableOf } from './return-asides.queries.ts'

interface Judged {
  readonly outcome: RowOutcome
  /** Of a row that speaks of a return: what it is, and what it would be. */
  readonly record?: CaseRecord
  readonly after?: FilledReturn
}

/**
 * Saves rows of a month's sheet as returns, or says what saving them would do. A row that the rules refuse is not saved; one that
 * waits for a reason is saved, and not handed in.
 */
export async function saveReturnRows(
  tx: WriteTx,
  ctx: Context,
  month: YearMonth,
  rows: readonly ReturnRow[],
  { dryRun, handIn }: { readonly dryRun: boolean; readonly handIn: boolean },
): Promise<RowOutcome[]> {
  // What is judged is what is then written: nobody closes the period in between.
  if (!dryRun) await holdPeriod(tx, ctx.zone.zoneId, 'shared')
  const period = await findPeriod(tx, ctx, month)
  const judged = await judgeRows(tx, ctx, period, rows)
  if (!dryRun) await write(tx, ctx, period, judged, handIn)
  return judged.map(({ outcome }) => outcome)
}

async function judgeRows(tx: WriteTx, ctx: Context, period: PeriodRecord, rows: readonly ReturnRow[]): Promise<Judged[]> {
  const { zoneId } = ctx.zone
  const { month } = period
  const where = isOneOfNumbers(rows.map(({ projectNo }) => projectNo))
  const records = await casesOf(tx, ctx, period, 'report.save', { where })
  const ids = records.map(({ projectId }) => projectId)
  const severities = await readSeverities(tx, zoneId)
  const reasons = await readReasons(tx, zoneId, month, ids)
  const notCountable = await readNotCountableOf(tx, zoneId, month, ids)
  const byNumber = new Map(records.map((record) => [record.projectNo, record]))
  const today = businessDate(ctx)
  const asKept = (record: CaseRecord): FilledReturn =>
    record.form === null
      ? blankReturn(record, month)
      : {
          form: record.form,
          reasons: reasons.get(record.projectId) ?? {},
          notCountable: notCountable.get(record.projectId) ?? [],
          note: record.note,
        }
  return rows.map((row): Judged => {
    const key = row.projectNo
    const record = byNumber.get(key)
    const refused = (told: readonly Reason[]): Judged => ({ outcome: { key, outcome: 'refused', changes: [], reasons: told } })
    if (record === undefined) return refused([{ code: 'report.project-unknown', params: { projectNo: key } }])
    const before = asKept(record)
    const after = overlaid(before, row)
    const changes = changesBetween(before, after)
    const isBegun = record.form !== null
    if (changes.length === 0 && !isBegun) return { outcome: { key, outcome: 'unchanged', changes, reasons: [] } }
    const lock = lockOf(record, period, today)
    const faults = changes.length === 0 ? [] : shapeFaults(after)
    const verdict = judge(after.form, reportCase(record, period), severities, after.reasons)
    const open = verdict.warnings.filter(({ reason }) => reason === null).map(({ rule, code, params }) => warning(rule, code, params))
    const passes = lock === null && verdict.refusals.length === 0 && open.length === 0
    const told = (outcome: 'new' | 'changed' | 'unchanged', stillOpen: readonly Reason[]): Judged => ({
      outcome: { key, outcome, changes, reasons: stillOpen, passes },
      record,
      after,
    })
    if (changes.length === 0) return told('unchanged', lock === null ? open : [])
    const against = [...(lock === null ? [] : [lockReason(lock, period)]), ...faults, ...verdict.refusals]
    if (against.length > 0) return refused([...against, ...open])
    return told(isBegun ? 'changed' : 'new', open)
  })
}

/** What a soft rule finds stands in the cell that waits for its reason. */
const warning = (rule: string, code: string, params: Reason['params']): Reason => ({
  code,
  at: `reasons.${rule}`,
  ...(params === undefined ? {} : { params }),
})

async function write(tx: WriteTx, ctx: Context, period: PeriodRecord, judged: readonly Judged[], handIn: boolean): Promise<void> {
  const written = judged.filter(({ outcome: { outcome } }) => outcome === 'new' || outcome === 'changed')
  const handedIn = handIn ? judged.filter(({ outcome }) => outcome.passes === true) : []
  const versionOf = ({ record }: Judged) => record?.version ?? 0n
  const projectOf = ({ record }: Judged) => (record as CaseRecord).projectId
  const saved = new Set<Uuid>(written.map(projectOf))
  try {
    if (written.length > 0) {
      await saveReturns(
        tx,
        ctx,
        period,
        written.map((one) => ({ projectId: projectOf(one), version: versionOf(one), ...(one.after as FilledReturn) })),
      )
    }
    if (handedIn.length > 0) {
      const seen = handedIn.map((one) => ({
        projectId: projectOf(one),
        version: versionOf(one) + (saved.has(projectOf(one)) ? 1n : 0n),
      }))
      await submitReturns(tx, ctx, period, seen)
    }
  } catch (error) {
    // Somebody was faster between the judgement and the writing: the preview no longer holds.
    if (error instanceof Refusal && ['changed-meanwhile', 'report.locked', 'report.wrong-state'].includes(error.code)) {
      throw new Refusal('exchange.preview-conflict', [{ code: 'exchange.preview-conflict', params: { count: 1 } }])
    }
    throw error
  }
}
