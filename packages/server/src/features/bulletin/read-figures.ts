import { NONE } from '@ballast/contract/cockpit.ts'
import type { BulletinFigures, BulletinGate } from '@ballast/contract/bulletin-figures.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import { ESCALATION_STEPS } from '@ballast/domain/light/escalation.ts'
import { STUCK_LISTS } from '@ballast/domain/light/light-rule.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { addMonths, firstDayOf, monthOfDate, yearMonthOf, yearOf, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { monthGroups, monthSumsOf, readCockpit, type MonthSums } from '../cockpit/index.ts'
import { listEscalations } from '../escalation/index.ts'
import { gatesPassed, gatesPlanned, type MonthGate } from '../gate/index.ts'
import { stuckOf, summaryOf, sumsOf, watchProjects } from '../light/index.ts'
import { versionsOfYear } from '../plan/index.ts'
import { readDoneFigures, type DoneFigures, type DoneGroup } from './done-figures.view.ts'

/** As many rows as a printed list holds. */
const LONGEST = 30
const COUNTED: readonly LifeGate[] = LIFE_GATES.filter((gate) => gate !== 'full_capacity')

/** Everything that the bulletin of a month says in numbers, from the readers that the screens use. */
export async function readBulletinFigures(tx: ReadTx, ctx: Context, month: YearMonth): Promise<BulletinFigures> {
  const { zoneId } = ctx.zone
  const year = yearOf(month)
  const key = await inForce(tx, zoneId, year)
  if (key === undefined) throw new Refusal('bulletin.cannot-draft', [{ code: 'bulletin.no-plan', params: { year } }])
  const cockpit = await readCockpit(tx, ctx, { year, versionId: key.versionId })
  const groups = await monthGroups(tx, key, month)
  const done = await readDoneFigures(tx, zoneId, month)
  const january = yearMonthOf(year, 1)
  const passedToDate = await gatesPassed(tx, key, january, month)
  const planned = await gatesPlanned(tx, key, month)
  const top = await monthSumsOf(
    tx,
    key,
    month,
    cockpit.topProjects.map(({ projectId }) => projectId as Uuid),
  )
  const passed = passedToDate.filter(({ actualOn }) => actualOn !== null && monthOfDate(actualOn) === month)
  const yearTargets = cockpit.gates.find(({ period }) => period === 'year')
  const targets: Partial<Record<LifeGate, number | null>> = {
    construction_start: yearTargets?.startsTarget ?? null,
    completion: yearTargets?.completionsTarget ?? null,
    production: yearTargets?.productionsTarget ?? null,
  }
  const countOf = (rows: readonly MonthGate[], gate: LifeGate) => rows.filter((row) => row.gate === gate).length
  const sums = (rows: readonly MonthSums[]) => ({
    yearYuan: formatYuan(sumFen(rows.map(({ yearFen }) => yearFen))),
    monthYuan: formatYuan(sumFen(rows.map(({ monthFen }) => monthFen))),
    cumulativeYuan: formatYuan(sumFen(rows.map(({ cumulativeFen }) => cumulativeFen))),
  })
  const codeOf = (code: string): string | null => (code === NONE ? null : code)
  return {
    year,
    month,
    businessOn: businessDate(ctx),
    plan: { versionId: key.versionId, number: key.number, title: key.title },
    target:
      cockpit.targetYuan === null || cockpit.targetSource === null
        ? null
        : { yuan: cockpit.targetYuan, sourceKind: cockpit.targetSource, citation: cockpit.targetCitation },
    plannedYuan: cockpit.plannedYuan,
    simulatedYuan: cockpit.simulatedYuan,
    monthYuan: sums(groups).monthYuan,
    cumulativeYuan: sums(groups).cumulativeYuan,
    projects: cockpit.projects,
    ...doneIn(done, month, () => true),
    isDoneSimulated: [...done.dispatched, ...done.reported].some(({ isSimulated }) => isSimulated),
    months: cockpit.byMonth.map((row) => ({
      month: row.month,
      plannedYuan: row.yuan,
      cumulativeYuan: row.cumulativeYuan,
      dispatchedYuan: doneOf(done.dispatched, row.month as YearMonth),
      reportedYuan: doneOf(done.reported, row.month as YearMonth),
    })),
    categories: cockpit.byCategory.map(({ code, nameZh, nameEn, projects }) => ({
      code,
      nameZh,
      nameEn,
      projects,
      ...sums(groups.filter((group) => group.categoryCode === codeOf(code))),
      ...doneIn(done, month, (group) => group.categoryCode === codeOf(code)),
    })),
    clusters: cockpit.byCluster.map(({ code, categoryCode, nameZh, nameEn, projects }) => {
      const isInside = (group: Pick<DoneGroup, 'categoryCode' | 'clusterCode'>) =>
        group.clusterCode === codeOf(code) && group.categoryCode === codeOf(categoryCode)
      return { code, categoryCode, nameZh, nameEn, projects, ...sums(groups.filter(isInside)), ...doneIn(done, month, isInside) }
    }),
    topProjects: cockpit.topProjects.map(({ projectId, projectNo, nameZh, nameEn, clusterCode, sourceKind }) => ({
      projectId,
      projectNo,
      nameZh,
      nameEn,
      isSimulated: sourceKind === 'simulated',
      clusterCode,
      ...sums([top.get(projectId as Uuid)].filter((row) => row !== undefined)),
    })),
    gates: {
      passed: passed.map(gateOf),
      counts: COUNTED.map((gate) => ({
        gate,
        passed: countOf(passed, gate),
        planned: countOf(planned, gate),
        passedToDate: countOf(passedToDate, gate),
        target: targets[gate] ?? null,
      })),
    },
    ...(await warnings(tx, ctx)),
    next: await nextMonth(tx, ctx, month),
  }
}

/** The plan in force of a year; a year may have none. */
async function inForce(tx: ReadTx, zoneId: Uuid, year: number) {
  const version = (await versionsOfYear(tx, zoneId, year)).find(({ isInForce }) => isInForce)
  return version && { zoneId, versionId: version.versionId, number: version.number, title: version.title }
}

/** The sum of a month; null: nothing was reported for it. */
function doneOf(groups: readonly DoneGroup[], month: YearMonth): string | null {
  const inMonth = groups.filter((group) => group.month === month)
  return inMonth.length === 0 ? null : formatYuan(sumFen(inMonth.map(({ fen }) => fen)))
}

function doneIn(
  { dispatched, reported, reportedSince }: DoneFigures,
  month: YearMonth,
  isInside: (group: DoneGroup) => boolean,
): Pick<BulletinFigures, 'dispatched' | 'reported'> {
  const of = (groups: readonly DoneGroup[]) => {
    // Nothing was reported for the month as a whole: then a group has not reported nothing, it has not reported.
    if (!groups.some((group) => group.month === month)) return null
    const inside = groups.filter(isInside)
    return {
      monthYuan: formatYuan(sumFen(inside.filter((group) => group.month === month).map(({ fen }) => fen))),
      cumulativeYuan: formatYuan(sumFen(inside.map(({ fen }) => fen))),
    }
  }
  const sums = of(reported)
  return { dispatched: of(dispatched), reported: sums && { ...sums, since: reportedSince } }
}

const yuanOrNull = (fen: bigint | null): string | null => (fen === null ? null : formatYuan(fen))

const gateOf = ({ actualOn, plannedOn, totalFen, planFen, ...gate }: MonthGate): BulletinGate => ({
  ...gate,
  on: (actualOn ?? plannedOn) as PlainDate,
  plannedOn,
  isPassed: actualOn !== null,
  totalYuan: yuanOrNull(totalFen),
  planYuan: yuanOrNull(planFen),
})

async function warnings(tx: ReadTx, ctx: Context): Promise<Pick<BulletinFigures, 'lights' | 'stuck' | 'longestStuck' | 'escalations'>> {
  const watched = await watchProjects(tx, ctx, 'light.summary')
  const { lights, projects, stake, isSimulated } = summaryOf(watched)
  const lists = STUCK_LISTS.map((list) => ({ list, rows: stuckOf(watched.watch, watched.projects, list) }))
  const escalations = await listEscalations(tx, ctx, {})
  return {
    lights: {
      ...lights,
      redProjects: projects.red,
      yellowProjects: projects.yellow,
      redYuan: stake.redYuan,
      yellowYuan: stake.yellowYuan,
      isSimulated,
    },
    stuck: lists.map(({ list, rows }) => ({
      list,
      count: rows.length,
      ...sumsOf(rows.map(({ project }) => project)),
      longestDays: rows[0]?.row.days ?? null,
    })),
    longestStuck: lists
      .flatMap(({ list, rows }) => rows.map(({ row }) => ({ list, row })))
      .toSorted((a, b) => b.row.days - a.row.days)
      .slice(0, LONGEST)
      .map(({ list, row }) => ({
        projectId: row.projectId,
        projectNo: row.projectNo,
        nameZh: row.nameZh,
        nameEn: row.nameEn,
        isSimulated: isRowSimulated(row),
        list,
        since: row.since,
        days: row.days,
        totalYuan: row.totalYuan,
        planYuan: row.planYuan,
        serviceManager: row.serviceManager,
      })),
    escalations: {
      steps: ESCALATION_STEPS.map((step) => ({ step, count: escalations.rows.filter((row) => row.step === step).length })),
      count: escalations.totals.count,
      projects: escalations.totals.projects,
      planYuan: escalations.totals.planYuan,
      rows: escalations.rows
        .filter(({ step }) => step !== 'reminder')
        .slice(0, LONGEST)
        .map((row) => ({
          projectId: row.projectId,
          projectNo: row.projectNo,
          nameZh: row.nameZh,
          nameEn: row.nameEn,
          isSimulated: isRowSimulated(row),
          step: row.step,
          ruleZh: row.ruleZh,
          ruleEn: row.ruleEn,
          redSince: row.redSince,
          stepOn: row.stepOn,
          planYuan: row.planYuan,
        })),
    },
  }
}

const isRowSimulated = (row: { sourceKind: string; simulated: readonly string[] }): boolean =>
  row.sourceKind === 'simulated' || row.simulated.length > 0

async function nextMonth(tx: ReadTx, ctx: Context, month: YearMonth): Promise<BulletinFigures['next']> {
  const next = monthOfDate(addMonths(firstDayOf(month), 1))
  const { zoneId } = ctx.zone
  const key = await inForce(tx, zoneId, yearOf(next))
  const groups = key && (await monthGroups(tx, key, next))
  const gates = (await gatesPlanned(tx, key ?? { zoneId, versionId: null }, next)).filter(({ actualOn }) => actualOn === null)
  return {
    month: next,
    plannedYuan: groups === undefined ? null : formatYuan(sumFen(groups.map(({ monthFen }) => monthFen))),
    gates: gates.map(gateOf),
    counts: COUNTED.map((gate) => ({ gate, planned: gates.filter((row) => row.gate === gate).length })),
  }
}
