import type { RECONCILIATION_GROUPS, ReconciliationRow } from '@ballast/contract/reconciliation.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { allocate, fen, formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { planVersionOf } from '../project/index.ts'
import { meetsFigures, planShares, projectFigures, type FiguresFilter, type ProjectFigures, type Share } from './figures.view.ts'
import { throughMonth } from './through-month.ts'

type Group = (typeof RECONCILIATION_GROUPS)[number]
interface Query extends FiguresFilter {
  readonly through?: string | undefined
  readonly group: Group
}

/** What one row adds up. */
interface Sum {
  key: string
  projectNo: string | null
  nameZh: string
  nameEn: string | null
  serviceManager: string | null
  clusterCode: string | null
  projects: number
  planFen: bigint
  dispatchedFen: bigint
  reportedFen: bigint
  monthsReported: number
  monthsProven: number
  unexplained: number
}

const figuresOf = ({ planFen, dispatchedFen, reportedFen }: Pick<Sum, 'planFen' | 'dispatchedFen' | 'reportedFen'>) => ({
  planYuan: formatYuan(planFen),
  dispatchedYuan: formatYuan(dispatchedFen),
  reportedYuan: formatYuan(reportedFen),
  toPlanYuan: formatYuan(reportedFen - planFen),
  toDispatchedYuan: formatYuan(reportedFen - dispatchedFen),
  done: ratioText(reportedFen, planFen),
})

export async function readReconciliation(tx: ReadTx, ctx: Context, year: number, { through: asked, group, ...filter }: Query) {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const versionId = await planVersionOf(tx, zoneId, year)
  const through = (asked as YearMonth | undefined) ?? (await throughMonth(tx, ctx, year)).through
  const where = allOf([projectsInReach(ctx, 'reconciliation.read'), meetsFigures(filter)])
  const projects = await projectFigures(tx, zoneId, { year, through, versionId }, where)
  const sums = group === 'parcel' ? byParcel(projects, await planShares(tx, zoneId, versionId)) : byGroup(projects, group)
  const total = projects.reduce(
    (sum, project) => ({
      planFen: sum.planFen + project.planFen,
      dispatchedFen: sum.dispatchedFen + project.dispatchedFen,
      reportedFen: sum.reportedFen + project.reportedFen,
    }),
    { planFen: 0n, dispatchedFen: 0n, reportedFen: 0n },
  )
  return {
    businessOn: today,
    year,
    through,
    isSimulated: projects.some(({ isSimulated }) => isSimulated),
    rows: sums.toSorted(byDifference).map(rowOf),
    totals: { ...figuresOf(total), projects: projects.length },
  }
}

const absolute = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
function byDifference(a: Sum, b: Sum): number {
  const [left, right] = [absolute(a.reportedFen - a.dispatchedFen), absolute(b.reportedFen - b.dispatchedFen)]
  return left === right ? 0 : left > right ? -1 : 1
}

function rowOf({ planFen, dispatchedFen, reportedFen, ...row }: Sum): ReconciliationRow {
  return { ...row, ...figuresOf({ planFen, dispatchedFen, reportedFen }) }
}

const empty = (key: string, nameZh: string, nameEn: string | null): Sum => ({
  key,
  projectNo: null,
  nameZh,
  nameEn,
  serviceManager: null,
  clusterCode: null,
  projects: 0,
  planFen: 0n,
  dispatchedFen: 0n,
  reportedFen: 0n,
  monthsReported: 0,
  monthsProven: 0,
  unexplained: 0,
})

function add(sum: Sum, project: ProjectFigures, part: { planFen: bigint; dispatchedFen: bigint; reportedFen: bigint }): void {
  sum.projects += 1
  sum.planFen += part.planFen
  sum.dispatchedFen += part.dispatchedFen
  sum.reportedFen += part.reportedFen
  sum.monthsReported += Number(project.monthsReported)
  sum.monthsProven += Number(project.monthsProven)
  sum.unexplained += Number(project.unexplained)
}

function byGroup(projects: readonly ProjectFigures[], group: Exclude<Group, 'parcel'>): Sum[] {
  const sums = new Map<string, Sum>()
  for (const project of projects) {
    const { projectId, projectNo, nameZh, nameEn, serviceManager, categoryCode, clusterCode } = project
    const key = { project: projectId, cluster: clusterCode, category: categoryCode, manager: serviceManager }[group] ?? ''
    let sum = sums.get(key)
    if (sum === undefined) {
      sum = group === 'project' ? { ...empty(key, nameZh, nameEn), projectNo, serviceManager, clusterCode } : empty(key, key, null)
      sums.set(key, sum)
    }
    add(sum, project, project)
  }
  return [...sums.values()]
}

/** Each project's amounts go to its parcels by their shares, to the fen; what stands on none is a row of its own. */
function byParcel(projects: readonly ProjectFigures[], shares: readonly Share[]): Sum[] {
  const sharesOf = Map.groupBy(shares, ({ projectId }): Uuid => projectId)
  const sums = new Map<string, Sum>()
  for (const project of projects) {
    const own = sharesOf.get(project.projectId) ?? []
    const placed = own.reduce((sum, { ppm }) => sum + ppm, 0n)
    const parts = [...own, ...(placed < WHOLE_PPM ? [{ parcelId: '', nameZh: '', nameEn: null, ppm: WHOLE_PPM - placed }] : [])]
    const split = (amount: Fen): Fen[] =>
      allocate(
        fen(amount),
        parts.map(({ ppm }) => ppm),
      )
    const [plan, dispatched, reported] = [split(project.planFen), split(project.dispatchedFen), split(project.reportedFen)]
    for (const [at, { parcelId, nameZh, nameEn }] of parts.entries()) {
      let sum = sums.get(parcelId)
      if (sum === undefined) sums.set(parcelId, (sum = empty(parcelId, nameZh, nameEn)))
      add(sum, project, { planFen: plan[at] ?? 0n, dispatchedFen: dispatched[at] ?? 0n, reportedFen: reported[at] ?? 0n })
    }
  }
  return [...sums.values()]
}
