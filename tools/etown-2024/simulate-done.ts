import { randomOf, split, type Random } from './random.ts'

/** 建筑 安装 设备 其他, and of the last the land; in fen. */
export type DoneParts = [construction: number, installation: number, equipment: number, other: number, land: number]
export interface DoneMonth {
  /** Months since the year 0. */
  readonly at: number
  readonly parts: DoneParts
}

/** A project whose money before 2024 is spread over its months. */
export interface Built {
  readonly projectNo: string
  /** Months since the year 0 in which it began, and after which it is complete. */
  readonly first: number
  readonly end: number
  /** What was invested before 2024, whole 万元 of each part; the land stands in it twice, as itself and in the other costs. */
  readonly beforeWan: readonly number[]
  /** Ledgers know the fen; a share of progress is told in whole 万元. */
  readonly isByLedger: boolean
  readonly seed: number
}

export const FEN_PER_WAN = 1_000_000
export const YEAR_2022 = 2022 * 12
export const YEAR_2024 = 2024 * 12

/** How a year's investment falls on its months, from the national statistics of 2023 with a settled December. */
const SHARES = [0.05, 0.052, 0.112, 0.08, 0.082, 0.112, 0.083, 0.08, 0.094, 0.08, 0.078, 0.097]

/** How quickly a part is built at a point of the project's time: works early, equipment late, land at the beginning. */
const DENSITIES: readonly ((reached: number) => number)[] = [
  (x) => 6 * x * (1 - x) + 0.35,
  (x) => 9 * x * x * (1 - x) + 0.25,
  (x) => 9 * x * x * (1 - x) + 0.25,
  (x) => 6 * x * (1 - x) + 0.35,
  (x) => (x < 0.3 ? 1 : 0),
]
/** The same, added up from the beginning. */
export const REACHED: readonly ((x: number) => number)[] = [
  (x) => 3 * x ** 2 - 2 * x ** 3,
  (x) => 4 * x ** 3 - 3 * x ** 4,
  (x) => 4 * x ** 3 - 3 * x ** 4,
  (x) => 3 * x ** 2 - 2 * x ** 3,
  (x) => (x > 0 ? 1 : 0),
]

interface Weighted {
  readonly built: Built
  readonly months: readonly number[]
  /** By part and month, before the season. */
  readonly weights: readonly (readonly number[])[]
}

/** What a project is like month by month: uneven, at times at a standstill, in some months nothing at all. */
function weighted(built: Built): Weighted {
  const random = randomOf(built.seed)
  const { first, end } = built
  const last = Math.min(end, YEAR_2024 - 1)
  const months = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const standstill = standstillOf(random, first, last)
  const even = months.map((month) => {
    const [noise, isEmpty] = [2 ** (random.normal() * 0.55), random.next() < 0.05]
    // The last month settles accounts and is never empty.
    return month === last ? 1 : isEmpty || (month >= standstill[0] && month < standstill[1]) ? 0 : noise * earlier(month)
  })
  const reached = (month: number): number => Math.min(1, Math.max(0.02, (month - first + 0.5) / (end - first + 1)))
  return { built, months, weights: DENSITIES.map((density) => months.map((month, at) => density(reached(month)) * (even[at] as number))) }
}

/** Works that reach into 2024 were faster in 2022 than a smooth curve would have them: that year had its own projects' share of 2023. */
const earlier = (month: number): number => (month < YEAR_2022 + 12 ? 2.2 : 1)

/** Every sixth project stood still for some months. */
function standstillOf(random: Random, first: number, last: number): readonly [from: number, until: number] {
  const [stands, length, at] = [random.next() < 0.17, random.whole(2, 5), random.next()]
  if (!stands || last - first < 10) return [0, 0]
  const from = Math.floor(first + 2 + at * (last - first - length - 4))
  return [from, from + length]
}

/** Months of every project before 2024; the zone's months of each year follow the season. */
export function simulateDone(projects: readonly Built[]): Map<string, DoneMonth[]> {
  const all = projects.map(weighted)
  const season = new Map<number, number>()
  const seasonOf = (month: number): number => season.get(month) ?? (SHARES[month % 12] as number)
  for (let step = 0; step < 60; step += 1) {
    const sums = new Map<number, number>()
    for (const { built, months, weights } of all) {
      weights.slice(0, 4).forEach((ofPart, part) => {
        const wan = partOf(built, part)
        const seasoned = ofPart.map((weight, at) => weight * seasonOf(months[at] as number))
        const whole = seasoned.reduce((sum, weight) => sum + weight, 0)
        months.forEach((month, at) =>
          sums.set(month, (sums.get(month) ?? 0) + (whole === 0 ? 0 : (wan * (seasoned[at] as number)) / whole)),
        )
      })
    }
    for (let month = YEAR_2022; month < YEAR_2024; month += 1) {
      const january = month - (month % 12)
      const year = Array.from({ length: 12 }, (_, index) => sums.get(january + index) ?? 0).reduce((sum, wan) => sum + wan, 0)
      const wanted = year * (SHARES[month % 12] as number)
      season.set(month, seasonOf(month) * (wanted / (sums.get(month) ?? wanted)))
    }
  }
  return new Map(all.map(({ built, months, weights }) => [built.projectNo, spread(built, months, weights, seasonOf)]))
}

/** Other costs without the land, which is paid at its own times. */
const partOf = ({ beforeWan }: Built, part: number): number =>
  part === 3 ? (beforeWan[3] as number) - (beforeWan[4] as number) : (beforeWan[part] as number)

function spread(
  built: Built,
  months: readonly number[],
  weights: readonly (readonly number[])[],
  seasonOf: (month: number) => number,
): DoneMonth[] {
  const unit = built.isByLedger ? FEN_PER_WAN : 1
  const byPart = weights.map((ofPart, part) =>
    split(
      partOf(built, part) * unit,
      ofPart.map((weight, at) => (part === 4 ? weight + (at === 0 ? 1 : 0) : weight * seasonOf(months[at] as number))),
    ).map((amount) => amount * (FEN_PER_WAN / unit)),
  )
  return months.map((at, index) => {
    const [construction, installation, equipment, rest, land] = byPart.map((amounts) => amounts[index] as number) as DoneParts
    return { at, parts: [construction, installation, equipment, rest + land, land] }
  })
}
