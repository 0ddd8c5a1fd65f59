import type { QuarterBoard, QuarterProject } from '@ballast/contract/quarter-board.ts'
import { daysFrom, paceAmount, paceOf } from '@ballast/domain/plan/pace.ts'
import { QUARTER_LIST_TAGS, QUARTER_LISTS } from '@ballast/domain/plan/quarter-list.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import { fen, formatYuan, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { addMonths, firstDayOf, monthOfDate, yearMonthOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { cockpitTargets } from '../cockpit/index.ts'
import { fundsReleasedInQuarter } from '../fund/index.ts'
import { planVersionOf } from '../project/index.ts'
import { isOpenPromise, isOverdue, isVisitedBetween, readVisits } from '../visit/index.ts'
import { projectsInQuarter, stepsOfQuarter, type ProjectInQuarter, type QuarterSpan, type Step } from './quarter.view.ts'

const BEHIND_SHOWN = 20

/** A quarter of a year as its drive is led: pace by day, starts, the three lists, funds, visits, who is behind and why. */
export async function readQuarter(tx: ReadTx, ctx: Context, { year, quarter }: { year: number; quarter: number }): Promise<QuarterBoard> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const versionId = await planVersionOf(tx, zoneId, year)
  const span = spanOf({ year, quarter }, today, versionId)
  const rows = await projectsInQuarter(tx, zoneId, span, Object.values(QUARTER_LIST_TAGS))
  const steps = await stepsOfQuarter(tx, zoneId, span)
  const targets = versionId === null ? [] : await cockpitTargets(tx, { zoneId, versionId })
  const target = targets.find(
    ({ indicator, scopeKind, period }) => indicator === 'total-investment' && scopeKind === 'zone' && period === `Q${quarter}`,
  )?.valueFen
  const funds = await fundsReleasedInQuarter(tx, zoneId, { year, quarter }, today)
  const visited = await readVisits(tx, zoneId, [isVisitedBetween(span.firstOn, span.asOf)])
  const promises = await readVisits(tx, zoneId, [isOpenPromise])

  const planFen = sumFen(rows.map((row) => row.planFen))
  const goal = fen(target ?? planFen)
  const pace = paceOf(span.first, span.last, span.asOf)
  const starts = startsOf(rows, span)
  const lists = QUARTER_LISTS.map((list) => listOf(list, rows))
  const behind = rows
    .filter((row) => behindOf(row) > 0n)
    .toSorted((a, b) => compare(behindOf(b), behindOf(a)) || a.projectNo.localeCompare(b.projectNo))
  const worst = behind.slice(0, BEHIND_SHOWN).map(({ projectId }) => projectId)
  const named = new Set([...worst, ...starts.overdue, ...starts.pulled, ...lists.flatMap(({ projects }) => projects)])
  return {
    businessOn: today,
    year,
    quarter,
    firstOn: span.firstOn,
    lastOn: span.lastOn,
    asOf: span.asOf,
    isSimulated: rows.some(({ isSimulated }) => isSimulated),
    targetYuan: target === undefined || target === null ? null : formatYuan(fen(target)),
    planYuan: formatYuan(planFen),
    dispatchedYuan: formatYuan(sumFen(rows.map((row) => row.dispatchedFen))),
    reportedYuan: formatYuan(sumFen(rows.map((row) => row.reportedFen))),
    pace: ratioText(pace.passed, pace.whole) as string,
    paceYuan: formatYuan(paceAmount(goal, pace)),
    days: daysOf(span, steps, goal, today),
    starts,
    lists,
    funds: { releasedYuan: formatYuan(funds.releasedFen), projects: funds.projects, idleYuan: formatYuan(funds.idleFen) },
    visits: {
      made: visited.length,
      projects: new Set(visited.map(({ projectId }) => projectId)).size,
      promises: visited.filter(({ promised }) => promised !== null).length,
      openPromises: promises.length,
      overduePromises: promises.filter((visit) => isOverdue(visit, today)).length,
    },
    behind: worst,
    behindCount: behind.length,
    projects: rows.filter(({ projectId }) => named.has(projectId)).map(shown),
  }
}

type Span = QuarterSpan & { readonly asOf: PlainDate }

function spanOf({ year, quarter }: { year: number; quarter: number }, today: PlainDate, versionId: QuarterSpan['versionId']): Span {
  const [first, last] = [yearMonthOf(year, quarter * 3 - 2), yearMonthOf(year, quarter * 3)]
  const [firstOn, lastOn] = [firstDayOf(first), lastDayOf(last)]
  const asOf = today > lastOn ? lastOn : today
  // The plan of a month is due when the month is over: on its last day, not before.
  const monthOfNow = monthOfDate(asOf)
  const over = asOf === lastDayOf(monthOfNow) ? monthOfNow : addMonthsTo(monthOfNow, -1)
  return { versionId, first, last, firstOn, lastOn, asOf, through: over }
}
const addMonthsTo = (month: ReturnType<typeof yearMonthOf>, count: number) => monthOfDate(addMonths(firstDayOf(month), count))

const compare = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1)
const larger = (a: Fen, b: Fen): Fen => (a > b ? a : b)
/** What is known of a project: sites tell sooner, reports are surer. */
const knownOf = ({ dispatchedFen, reportedFen }: ProjectInQuarter): Fen => larger(dispatchedFen, reportedFen)
const behindOf = (row: ProjectInQuarter): Fen => larger(fen(row.dueFen - knownOf(row)), ZERO_FEN)

const shown = (row: ProjectInQuarter): QuarterProject => ({
  projectId: row.projectId,
  projectNo: row.projectNo,
  nameZh: row.nameZh,
  nameEn: row.nameEn,
  serviceManager: row.serviceManager,
  planYuan: formatYuan(row.planFen),
  dispatchedYuan: formatYuan(row.dispatchedFen),
  reportedYuan: formatYuan(row.reportedFen),
  done: ratioText(knownOf(row), row.planFen),
  behindYuan: formatYuan(behindOf(row)),
  reasonCode: row.reasonCode,
  slipCode: row.slipCode,
  startPlannedOn: row.startPlannedOn,
  startedOn: row.startedOn,
})

function startsOf(rows: readonly ProjectInQuarter[], { firstOn, lastOn, asOf }: Span): QuarterBoard['starts'] {
  const isIn = (on: PlainDate | null): boolean => on !== null && on >= firstOn && on <= lastOn
  const made = rows.filter(({ startedOn }) => isIn(startedOn) && (startedOn as PlainDate) <= asOf)
  const planned = rows.filter(({ startPlannedOn }) => isIn(startPlannedOn))
  const pulled = made.filter(({ startPlannedOn }) => startPlannedOn !== null && startPlannedOn > lastOn)
  const overdue = planned.filter(
    ({ startPlannedOn, startedOn }) => (startPlannedOn as PlainDate) <= asOf && (startedOn === null || startedOn > asOf),
  )
  return {
    planned: planned.length,
    made: made.length,
    pulledForward: pulled.length,
    overdue: overdue.map(({ projectId }) => projectId),
    pulled: pulled.map(({ projectId }) => projectId),
  }
}

function listOf(list: (typeof QUARTER_LISTS)[number], rows: readonly ProjectInQuarter[]): QuarterBoard['lists'][number] {
  const own = rows.filter(({ tags }) => tags.includes(QUARTER_LIST_TAGS[list])).toSorted((a, b) => compare(b.planFen, a.planFen))
  const planFen = sumFen(own.map((row) => row.planFen))
  return {
    list,
    planYuan: formatYuan(planFen),
    dispatchedYuan: formatYuan(sumFen(own.map((row) => row.dispatchedFen))),
    reportedYuan: formatYuan(sumFen(own.map((row) => row.reportedFen))),
    done: ratioText(sumFen(own.map(knownOf)), planFen),
    projects: own.map(({ projectId }) => projectId),
  }
}

/** Day by day; what was told before the quarter began stands on its first day, what came after its last day follows while it is being closed. */
function daysOf(span: Span, steps: readonly Step[], goal: Fen, today: PlainDate): QuarterBoard['days'] {
  const lastKnown = steps.reduce((last, { on }) => (on > last ? on : last), span.lastOn)
  const end = today > span.lastOn ? (lastKnown < today ? lastKnown : today) : span.lastOn
  const upTo = (figure: Step['figure'], on: PlainDate): Fen | null => {
    const sofar = steps.filter((step) => step.figure === figure && step.on <= on)
    if (on > today || (figure === 'reported' && sofar.length === 0)) return null
    return sumFen(sofar.map((step) => step.fen))
  }
  const text = (amount: Fen | null) => (amount === null ? null : formatYuan(amount))
  return daysFrom(span.firstOn, end).map((on) => ({
    on,
    paceYuan: formatYuan(paceAmount(goal, paceOf(span.first, span.last, on))),
    dispatchedYuan: text(upTo('dispatched', on)),
    reportedYuan: text(upTo('reported', on)),
  }))
}
