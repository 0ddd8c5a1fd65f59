import { monthItems, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { mayStep } from '@ballast/domain/report/return-state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import type { CaseRecord } from './case.view.ts'
import { formChanges } from './form-record.ts'
import { casesOf, heldPeriod } from './load-period.ts'
import type { PeriodRecord } from './period.queries.ts'
import { lockOf, lockReason } from './report-case.ts'
import { replaceAsides, writeReturns, type NotCountable, type Reasons } from './return.queries.ts'
import { showReturn } from './show-return.ts'

export interface GivenReturn {
  readonly projectId: Uuid
  /** The version that was seen; 0: nobody had begun it. */
  readonly version: bigint
  readonly form: MonthlyForm
  readonly reasons: Reasons
  readonly notCountable: readonly NotCountable[]
  readonly note: string | null
}

export const subjectOf = (projectId: Uuid, month: string): string => `${projectId} ${month}`

/**
 * Saves what was filled in, right or wrong: a draft may be anything. The items of the month are worked out against the books of the
 * moment; handing in does so again.
 * @param known cases that were read in this transaction while nobody else could close or correct the period
 */
export async function saveReturns(
  tx: WriteTx,
  ctx: Context,
  { month }: Pick<PeriodRecord, 'month'>,
  given: readonly GivenReturn[],
  { sourceKind = 'entered', known }: { sourceKind?: 'entered' | 'simulated'; known?: ReadonlyMap<Uuid, CaseRecord> } = {},
): Promise<void> {
  const { zoneId } = ctx.zone
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const ids = given.map(({ projectId }) => projectId)
  const records = known ?? (await casesByProject(tx, ctx, period, ids))
  for (const { projectId, version } of given) {
    const record = records.get(projectId)
    if (record === undefined) throw new Refusal('project.not-found')
    if ((record.version ?? 0n) !== version) throw await changedMeanwhile(tx, ctx, projectId, period)
    const lock = lockOf(record, period, businessDate(ctx))
    refuseIfAny('report.locked', lock === null ? [] : [lockReason(lock, period)])
    if (record.state !== null && !mayStep(record.state, 'save')) throw new Refusal('report.locked')
  }
  const at = { by: ctx.user.login, at: ctx.clock.now() }
  const returns = given.map(({ projectId, version, form, note }) => {
    const record = records.get(projectId) as CaseRecord
    const state = record.state === 'returned' ? ('returned' as const) : ('draft' as const)
    return { projectId, version, state, form, items: monthItems(form, record.books), note, sourceKind }
  })
  const written = await writeReturns(tx, zoneId, month, returns, at)
  const missed = given.find(({ projectId }) => !written.has(projectId))
  if (missed !== undefined) throw await changedMeanwhile(tx, ctx, missed.projectId, period)
  await replaceAsides(tx, zoneId, month, given, at)
  await recordAudits(
    tx,
    ctx,
    given.map(({ projectId, form }) => ({
      action: 'report.save',
      subjectType: 'return',
      subjectId: subjectOf(projectId, month),
      ...formChanges(records.get(projectId)?.form ?? null, form),
    })),
  )
}

export async function casesByProject(
  tx: WriteTx,
  ctx: Context,
  period: PeriodRecord,
  projectIds: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, CaseRecord>> {
  const records = await casesOf(tx, ctx, period, 'report.save', { projectIds })
  return new Map(records.map((record) => [record.projectId, record]))
}

export const changedMeanwhile = async (tx: WriteTx, ctx: Context, projectId: Uuid, { month }: PeriodRecord): Promise<Refusal> =>
  new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showReturn(tx, ctx, projectId, month) })
