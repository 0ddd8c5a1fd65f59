import type { DispatchEntry } from '@ballast/contract/dispatch.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { monthOfDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import {
  findStanding,
  findStandings,
  insertEntries,
  lockDispatch,
  readCurrent,
  readEntries,
  type DispatchFacts,
  type DispatchRecord,
} from './dispatch.queries.ts'

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
  if ((await findStanding(tx, ctx.zone.zoneId, projectId, projectsInReach(ctx, 'dispatch.list'))) === undefined) {
    throw new Refusal('project.not-found')
  }
  return { entries: (await readEntries(tx, ctx.zone.zoneId, projectId)).map(shown) }
}

type Told = DispatchFacts & { readonly projectId: Uuid }

/**
 * Tells what months came to on their sites; the last word about a month counts, the earlier ones stay to be seen. All of it or nothing;
 * each month of a project is named once.
 */
export async function tellFigures(tx: WriteTx, ctx: Context, told: readonly Told[]): Promise<void> {
  const { zoneId } = ctx.zone
  const projectIds = [...new Set(told.map(({ projectId }) => projectId))]
  const standings = await findStandings(tx, zoneId, projectIds, projectsInReach(ctx, 'dispatch.tell'))
  await lockDispatch(tx, projectIds)
  for (const one of told) refuseIfAny('dispatch.refused', reasonsAgainst(one, standings.get(one.projectId)))
  const before = await readCurrent(tx, zoneId, projectIds)
  await insertEntries(tx, zoneId, told, { by: ctx.user.login, byName: ctx.user.nameZh, at: ctx.clock.now() })
  const side = (month: YearMonth, { totalFen, constructionFen }: Pick<DispatchRecord, 'totalFen' | 'constructionFen'>) => ({
    month,
    totalYuan: formatYuan(totalFen),
    constructionYuan: formatYuan(constructionFen),
  })
  await recordAudits(
    tx,
    ctx,
    told.map((one) => {
      const { projectId, month, constructionFen, installationFen, equipmentFen, otherFen } = one
      const earlier = before.get(`${projectId} ${month}`)
      const totalFen = sumFen([constructionFen, installationFen, equipmentFen, otherFen])
      return {
        action: 'dispatch.tell',
        subjectType: 'project',
        subjectId: projectId,
        before: earlier === undefined ? null : side(month, earlier),
        after: side(month, { totalFen, constructionFen }),
      }
    }),
  )
}

function reasonsAgainst({ month, toldOn, ...facts }: Told, standing: string | undefined): Reason[] {
  if (standing === undefined) throw new Refusal('project.not-found')
  const { constructionFen, installationFen, equipmentFen, otherFen, landFen } = facts
  const named = { constructionFen, installationFen, equipmentFen, otherFen, landFen }
  return [
    ...(month > monthOfDate(toldOn) ? [{ code: 'dispatch.month-ahead', at: 'month', params: { month, today: toldOn } }] : []),
    ...(standing === 'withdrawn' ? [{ code: 'dispatch.withdrawn' }] : []),
    ...Object.entries(named).flatMap(([field, amount]) =>
      amount < 0n ? [{ code: 'report.negative', at: field.replace('Fen', 'Yuan') }] : [],
    ),
    ...(landFen > otherFen ? [{ code: 'dispatch.land-in-other', at: 'landYuan' }] : []),
  ]
}

/** Tells today what a month came to on the site. */
export async function tellFigure(
  tx: WriteTx,
  ctx: Context,
  projectId: Uuid,
  facts: Omit<DispatchFacts, 'sourceKind' | 'toldOn'>,
): Promise<DispatchEntry> {
  await tellFigures(tx, ctx, [{ ...facts, projectId, toldOn: businessDate(ctx), sourceKind: 'entered' }])
  const entries = await readEntries(tx, ctx.zone.zoneId, projectId)
  return shown(entries.find((entry) => entry.month === facts.month && entry.isCurrent) as DispatchRecord)
}
