import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import { BUSINESS_DATE } from './dates.ts'
import type { Progress } from './life-rules.ts'
import { randomOf } from './random.ts'
import type { EarlierProject } from './simulate-earlier.ts'
import type { PlannedProject } from './simulate-projects.ts'

export interface Commitment {
  readonly projectNo: string
  readonly kind: string
  readonly promisedWan?: number
  readonly dueOn?: PlainDate
  readonly reachedWan?: number
  readonly reachedOn?: PlainDate
  readonly result?: 'met' | 'partly_met'
  readonly consequence?: string
}

const ROUND = 100
const rounded = (wan: number): number => Math.round(wan / ROUND) * ROUND

/** What the agreements of simulated plants promise; at those that produce a review (达产复核) has held it against what came of it. */
export function simulateCommitments(
  planned: readonly PlannedProject[],
  earlier: readonly (EarlierProject & { readonly totalWan: number })[],
  progress: readonly Progress[],
  seed: number,
): Commitment[] {
  const passed = new Map(
    progress.flatMap(({ project_no, gate, actual_on }) => (actual_on === undefined ? [] : [[`${project_no} ${gate}`, actual_on]])),
  )
  const plants = [...planned.filter(({ facts }) => facts === undefined), ...earlier]
  return plants.flatMap(({ projectNo, category, gates, totalWan, kind }, index): Commitment[] => {
    const random = randomOf(seed + index)
    const [output, slack, over, late] = [random.between(0.8, 2.4), random.whole(20, 60), random.between(0.97, 1.08), random.next() < 0.25]
    if (category !== 'industry' || gates.land_award === undefined || !kind.landUse.startsWith('industrial')) return []
    const of = (gate: 'completion' | 'production' | 'full_capacity', name: string): Commitment[] => {
      const plannedOn = gates[gate]
      if (plannedOn === undefined) return []
      const reachedOn = passed.get(`${projectNo} ${gate}`)
      const isReviewed = reachedOn !== undefined && passed.has(`${projectNo} production`)
      // An agreement leaves room beyond the plan; a quarter of them left too little.
      const dueOn = late
        ? addDays(reachedOn ?? plannedOn, -12)
        : addDays(reachedOn === undefined && plannedOn < BUSINESS_DATE ? BUSINESS_DATE : plannedOn, slack)
      if (!isReviewed || reachedOn === undefined) return [{ projectNo, kind: name, dueOn }]
      return reachedOn > dueOn
        ? [{ projectNo, kind: name, dueOn, reachedOn, result: 'partly_met', consequence: '按协议约定提交整改说明，下一年度复核' }]
        : [{ projectNo, kind: name, dueOn, reachedOn, result: 'met' }]
    }
    const invested = rounded(totalWan * 0.95)
    const isDone = passed.has(`${projectNo} production`)
    const reachedWan = Math.round(totalWan * over)
    const review: Partial<Commitment> = !isDone
      ? {}
      : reachedWan >= invested
        ? { reachedWan, result: 'met' }
        : { reachedWan, result: 'partly_met', consequence: '按协议约定补足投资，半年后再次复核' }
    return [
      { projectNo, kind: 'fixed_investment', promisedWan: invested, ...review },
      { projectNo, kind: 'annual_output', promisedWan: rounded(totalWan * output) },
      ...of('completion', 'completion_date'),
      ...of('production', 'production_date'),
      ...of('full_capacity', 'full_capacity_date'),
    ]
  })
}
