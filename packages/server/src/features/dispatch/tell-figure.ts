import type { DispatchEntry } from '@ballast/contract/dispatch.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { monthOfDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { findStanding, insertEntries, lockDispatch, readEntries, type DispatchFacts, type DispatchRecord } from './dispatch.queries.ts'

async function standingOf(tx: ReadTx, ctx: Context, action: RouteId, projectId: Uuid): Promise<string> {
  const standing = await findStanding(tx, ctx.zone.zoneId, projectId, projectsInReach(ctx, action))
  if (standing === undefined) throw new Refusal('project.not-found')
  return standing
}

function shown({
  constructionFen,
  installationFen,
  equipmentFen,
  otherFen,
  landFen,
  totalFen,
  progressPpm,
  ...entry
}: DispatchRecord): DispatchEntry {
  return {
    ...entry,
    constructionYuan: formatYuan(constructionFen),
    installationYuan: formatYuan(installationFen),
    equipmentYuan: formatYuan(equipmentFen),
    otherYuan: formatYuan(otherFen),
    landYuan: formatYuan(landFen),
    totalYuan: formatYuan(totalFen),
    progress: progressPpm === null ? null : ratioText(progressPpm, WHOLE_PPM),
  }
}

export async function listEntries(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<{ entries: DispatchEntry[] }> {
  await standingOf(tx, ctx, 'dispatch.list', projectId)
  return { entries: (await readEntries(tx, ctx.zone.zoneId, projectId)).map(shown) }
}

/** Tells what a month came to on the site, on any day; the last word about a month counts, the earlier ones stay to be seen. */
export async function tellFigure(
  tx: WriteTx,
  ctx: Context,
  projectId: Uuid,
  facts: Omit<DispatchFacts, 'sourceKind'>,
): Promise<DispatchEntry> {
  const { zoneId } = ctx.zone
  const standing = await standingOf(tx, ctx, 'dispatch.tell', projectId)
  await lockDispatch(tx, [projectId])
  const today = businessDate(ctx)
  const { month, constructionFen, installationFen, equipmentFen, otherFen, landFen } = facts
  const named = { constructionFen, installationFen, equipmentFen, otherFen, landFen }
  refuseIfAny('dispatch.refused', [
    ...(month > monthOfDate(today) ? [{ code: 'dispatch.month-ahead', at: 'month', params: { month, today } }] : []),
    ...(standing === 'withdrawn' ? [{ code: 'dispatch.withdrawn' }] : []),
    ...Object.entries(named).flatMap(([field, amount]) =>
      amount < 0n ? [{ code: 'report.negative', at: field.replace('Fen', 'Yuan') }] : [],
    ),
    ...(landFen > otherFen ? [{ code: 'dispatch.land-in-other', at: 'landYuan' }] : []),
  ])
  const before = (await readEntries(tx, zoneId, projectId)).find((entry) => entry.month === month && entry.isCurrent)
  const moment = { by: ctx.user.login, byName: ctx.user.nameZh, on: today, at: ctx.clock.now() }
  await insertEntries(tx, zoneId, [{ projectId, ...facts, sourceKind: 'entered' }], moment)
  const after = (await readEntries(tx, zoneId, projectId)).find((entry) => entry.month === month && entry.isCurrent) as DispatchRecord
  const side = (entry: DispatchRecord) => ({
    month,
    totalYuan: formatYuan(entry.totalFen),
    constructionYuan: formatYuan(entry.constructionFen),
  })
  await recordAudit(tx, ctx, {
    action: 'dispatch.tell',
    subjectType: 'project',
    subjectId: projectId,
    before: before === undefined ? null : side(before),
    after: side(after),
  })
  return shown(after)
}
