import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { planVersionOf } from '../project/index.ts'
import { isOneOfProjects, readCases, type CaseRecord } from './case.view.ts'
import { holdPeriod, readPeriods, type PeriodRecord } from './period.queries.ts'

export async function findPeriod(tx: ReadTx, ctx: Context, month: YearMonth): Promise<PeriodRecord> {
  const [period] = await readPeriods(tx, ctx.zone.zoneId, month)
  if (period === undefined) throw new Refusal('period.not-found', [{ code: 'period.not-found', params: { month } }])
  return period
}

/** The period as it stands once it is held: what was read of it before may have been closed while this waited. */
export async function heldPeriod(tx: WriteTx, ctx: Context, month: YearMonth, hold: 'shared' | 'alone'): Promise<PeriodRecord> {
  await holdPeriod(tx, ctx.zone.zoneId, hold)
  return findPeriod(tx, ctx, month)
}

/** Projects of a period that the action reaches, with their returns. */
export async function casesOf(
  tx: ReadTx,
  ctx: Context,
  period: Pick<PeriodRecord, 'month' | 'firstMonth'>,
  action: RouteId,
  { projectIds, where }: { projectIds?: readonly Uuid[]; where?: Condition | undefined } = {},
): Promise<CaseRecord[]> {
  const { zoneId } = ctx.zone
  const versionId = await planVersionOf(tx, zoneId, yearOf(period.month))
  const conditions = allOf([projectsInReach(ctx, action), isOneOfProjects(projectIds), where])
  return readCases(tx, zoneId, { ...period, versionId }, conditions)
}

export async function caseOf(
  tx: ReadTx,
  ctx: Context,
  period: Pick<PeriodRecord, 'month' | 'firstMonth'>,
  action: RouteId,
  projectId: Uuid,
): Promise<CaseRecord> {
  const [record] = await casesOf(tx, ctx, period, action, { projectIds: [projectId] })
  if (record === undefined) throw new Refusal('project.not-found')
  return record
}
