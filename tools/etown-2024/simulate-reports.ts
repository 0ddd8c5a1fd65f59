import type { PlainDate } from '../../packages/domain/src/shared/time.ts'
import { monthIndex } from './dates.ts'
import { randomOf, split, type Random } from './random.ts'
import { FEN_PER_WAN, YEAR_2022, YEAR_2024, type DoneMonth, type DoneParts } from './simulate-done.ts'
import { totalOf } from './simulate-truth.ts'

/** A project as the statistics know it. */
export interface Reporter {
  readonly projectNo: string
  readonly isReal: boolean
  readonly isRenewal: boolean
  readonly hasFloors: boolean
  readonly totalWan: number
  readonly constructionWan: number
  /** In the order of the funding sources. */
  readonly funding: readonly number[]
  readonly holding: string | undefined
  readonly registered: PlainDate
  readonly completed: PlainDate | undefined
  readonly demolitionWan: number
  readonly done: readonly DoneMonth[]
  readonly seed: number
}

export const RETURN_STATES = ['draft', 'submitted', 'in_review', 'returned', 'verified', 'closed'] as const
/** A return of one period; amounts in fen. The items are this report's own, not the year to date. */
export interface Return {
  readonly projectNo: string
  readonly at: number
  readonly state: (typeof RETURN_STATES)[number]
  readonly parts: DoneParts
  /** Since the beginning, as far as the project knew when it reported. */
  readonly cumulative: number
  readonly renewal: number
  /** Received since the last report, by source; undefined: the field is left empty. */
  readonly funds: readonly number[]
  readonly payables: number
  readonly newAssets: number | undefined
  readonly floorsUnder: number | undefined
  readonly floorsDone: number | undefined
  readonly isByLedger: boolean
  readonly otherMethod: number
  readonly holding: string | undefined
  readonly demolition: number
  readonly reason: string | undefined
  readonly returned: Sent | undefined
}
interface Sent {
  readonly field: string
  readonly reason: string
}
export interface Correction {
  readonly projectNo: string
  readonly at: number
  readonly appears: number
  readonly parts: DoneParts
  readonly code: string
  readonly note: string
}
export interface Opening {
  readonly projectNo: string
  readonly year: number
  readonly fen: number
}
export interface Reported {
  readonly openings: Opening[]
  readonly returns: Return[]
  readonly corrections: Correction[]
  /** Periods in which a project that had to report did not. */
  readonly missed: ReadonlySet<number>
}

export const OPEN_PERIOD = YEAR_2024 + 2
/** January is reported with February. */
export const PERIODS: readonly number[] = Array.from({ length: OPEN_PERIOD - YEAR_2022 + 1 }, (_, index) => YEAR_2022 + index).filter(
  (at) => at % 12 !== 0,
)

const NOTHING: DoneParts = [0, 0, 0, 0, 0]
const plus = (a: DoneParts, b: DoneParts, sign = 1): DoneParts => a.map((fen, part) => fen + sign * (b[part] as number)) as DoneParts

/** What the projects report of what was done: in lumps, all of it at the end of a quarter, a few wrong and corrected later. */
export function simulateReports(reporters: readonly Reporter[]): Reported {
  const all = reporters.map(reportsOf)
  const returns = all.flatMap((one) => one.returns)
  const corrections = corrected(returns, reporters)
  return { openings: all.flatMap((one) => one.opening ?? []), returns, corrections, missed: new Set(all.flatMap((one) => one.missed)) }
}

function reportsOf(reporter: Reporter): { opening: Opening | undefined; returns: Return[]; missed: number[] } {
  const { projectNo, registered, completed, done } = reporter
  const random = randomOf(reporter.seed)
  const lastDue = completed === undefined ? OPEN_PERIOD : Math.floor(monthIndex(completed) / 12) * 12 + 11
  const periods = PERIODS.filter((at) => at >= monthIndex(registered) && at <= lastDue)
  const [first] = periods
  if (first === undefined) return { opening: undefined, returns: [], missed: [] }
  const january = first - (first % 12)
  const before = done.filter(({ at }) => at < january).reduce((sum, { parts }) => sum + totalOf(parts), 0)
  const state = {
    cumulative: before,
    yearToDate: 0,
    year: january / 12,
    isByLedger: random.next() < 0.25,
    fundsShare: random.between(0.82, 1.12),
    payables: random.between(0.04, 0.16),
  }
  const [returns, missed]: [Return[], number[]] = [[], []]
  let waiting = NOTHING
  let seen = january
  for (const at of periods) {
    for (const { parts } of done.filter((month) => month.at >= seen && month.at <= at)) waiting = plus(waiting, parts)
    seen = at + 1
    const told = howMuch(random, at, completed !== undefined && at >= monthIndex(completed), reporter.isReal)
    if (told === undefined) {
      missed.push(at)
      continue
    }
    const parts = told === 1 ? waiting : rounded(waiting, told)
    waiting = plus(waiting, parts, -1)
    returns.push(returnOf(reporter, random, at, parts, state))
  }
  return { opening: before === 0 ? undefined : { projectNo, year: january / 12, fen: before }, returns, missed }
}

/** The share of what is known that a report tells; undefined: no report came. */
function howMuch(random: Random, at: number, isComplete: boolean, isReal: boolean): number | undefined {
  const [draw, share, isMissing] = [random.next(), random.between(0.35, 0.9), random.next() < 0.025]
  const isYearEnd = at % 12 === 11
  if (isYearEnd || at === OPEN_PERIOD) return 1
  if (at % 3 === 2) return draw < 0.9 ? 1 : share
  if (isMissing && !isReal) return undefined
  if (isComplete || draw < 0.56) return 1
  return draw < 0.8 ? share : 0
}

/** Whole 万元 of a share of each part. */
const rounded = (parts: DoneParts, share: number): DoneParts => {
  const [construction, installation, equipment, other, land] = parts.map(
    (fen) => Math.floor((fen * share) / FEN_PER_WAN) * FEN_PER_WAN,
  ) as DoneParts
  return [construction, installation, equipment, Math.max(other, land), land]
}

interface Standing {
  cumulative: number
  yearToDate: number
  year: number
  readonly isByLedger: boolean
  readonly fundsShare: number
  readonly payables: number
}

const SENT_BACK: readonly Sent[] = [
  { field: 'payablesFen', reason: '未填各项应付款，请按往来账补填' },
  { field: 'floorAreaUnderConstructionM2', reason: '房屋施工面积漏填，请与施工许可核对' },
  { field: 'monthByFinanceFen', reason: '请补财务支出法数据，以便两法对照' },
]

function returnOf(reporter: Reporter, random: Random, at: number, parts: DoneParts, standing: Standing): Return {
  const { projectNo, completed, totalWan, constructionWan, funding, hasFloors, isReal, isRenewal, holding, demolitionWan } = reporter
  const year = Math.floor(at / 12)
  if (year !== standing.year) Object.assign(standing, { year, yearToDate: 0 })
  const total = totalOf(parts)
  standing.cumulative += total
  standing.yearToDate += total
  const [spread, noise, ofReturned, ofField, ofState] = [
    random.between(0.7, 1.25),
    random.normal(),
    random.next(),
    random.whole(0, SENT_BACK.length - 1),
    random.next(),
  ]
  const received = Math.round((total * standing.fundsShare * spread) / FEN_PER_WAN)
  const isComplete = completed !== undefined && at >= monthIndex(completed)
  const floors = hasFloors ? Math.round(constructionWan / 0.42) : undefined
  const state = at < OPEN_PERIOD ? 'closed' : openState(projectNo, ofState, isReal)
  const isSentBack = !isReal && (state === 'returned' || (ofReturned < 0.02 && (state === 'closed' || state === 'verified')))
  const isOver = standing.cumulative > totalWan * FEN_PER_WAN
  return {
    projectNo,
    at,
    state,
    parts,
    cumulative: standing.cumulative,
    renewal: isRenewal ? Math.floor((parts[2] * 0.7) / FEN_PER_WAN) * FEN_PER_WAN : 0,
    funds: split(received, funding).map((wan) => wan * FEN_PER_WAN),
    payables: Math.round((standing.yearToDate * standing.payables * (isComplete ? 0.4 : 1)) / FEN_PER_WAN) * FEN_PER_WAN,
    newAssets: isComplete ? Math.round((standing.cumulative * 0.96) / FEN_PER_WAN) * FEN_PER_WAN : undefined,
    floorsUnder: floors,
    floorsDone: floors === undefined ? undefined : isComplete ? floors : 0,
    isByLedger: standing.isByLedger,
    otherMethod: standing.isByLedger
      ? Math.round((total * (1 + 0.06 * noise)) / FEN_PER_WAN) * FEN_PER_WAN
      : Math.max(0, Math.round(total * (1 + 0.05 * noise))),
    holding,
    demolition: at >= YEAR_2024 ? Math.round(demolitionWan / 12) * FEN_PER_WAN : 0,
    reason: isOver ? '结算超出原计划总投资，调整概算正在报批' : undefined,
    returned: isSentBack ? SENT_BACK[ofField] : undefined,
  }
}

/** The first project's owner has an account in the demonstration: his return is his to hand in. */
function openState(projectNo: string, draw: number, isReal: boolean): Return['state'] {
  if (projectNo === 'ET24-001') return 'draft'
  if (draw < 0.2) return 'draft'
  if (draw < 0.5) return 'submitted'
  if (draw < 0.58) return 'in_review'
  return draw < 0.64 && !isReal ? 'returned' : 'verified'
}

const CORRECTIONS: readonly { readonly code: string; readonly note: string; readonly sign: 1 | -1 }[] = [
  { code: 'ahead', note: '监理核减当月形象进度，多报部分核减', sign: 1 },
  { code: 'voucher', note: '凭证复核：重复入账一笔设备款', sign: 1 },
  { code: 'omitted', note: '漏报安装工程进度款，予以补记', sign: -1 },
  { code: 'not-countable', note: '扣除不纳入统计的场地平整费用', sign: 1 },
]
/** One return in so many is wrong by some per cent, and put right one to three reports later. */
const ONE_IN = 70

/** Makes some returns wrong and says by how much, so that return and correction together are what was done. */
function corrected(returns: Return[], reporters: readonly Reporter[]): Correction[] {
  const wanOf = new Map(reporters.filter(({ isReal }) => !isReal).map(({ projectNo, totalWan }) => [projectNo, totalWan]))
  const random = randomOf((reporters[0] as Reporter).seed - 1)
  const corrections: Correction[] = []
  const taken = new Set<string>()
  for (const [index, one] of returns.entries()) {
    const { projectNo, at, parts, state, cumulative } = one
    const [isChosen, kind, share, later] = [
      random.next() < 1 / ONE_IN,
      random.pick(CORRECTIONS),
      random.between(0.03, 0.12),
      random.whole(1, 3),
    ]
    const part = kind.code === 'voucher' ? 2 : kind.code === 'omitted' ? 1 : 0
    const error = Math.round((parts[part] * share) / FEN_PER_WAN) * FEN_PER_WAN
    const appears = PERIODS[PERIODS.indexOf(at) + later]
    // With the error the project must not pass its planned total, which would need a word of its own.
    const hasRoom = cumulative < (wanOf.get(projectNo) ?? 0) * FEN_PER_WAN * 0.8
    if (!isChosen || !hasRoom || state !== 'closed' || error === 0 || appears === undefined || taken.has(projectNo)) continue
    taken.add(projectNo)
    const off = NOTHING.with(part, kind.sign * error) as DoneParts
    returns[index] = { ...one, parts: plus(parts, off) }
    corrections.push({
      projectNo,
      at,
      appears,
      parts: off.map((fen) => (fen === 0 ? 0 : -fen)) as DoneParts,
      code: kind.code,
      note: kind.note,
    })
  }
  return corrections
}
