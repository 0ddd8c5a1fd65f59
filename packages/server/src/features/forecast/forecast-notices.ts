import { chanceWords } from '@ballast/domain/forecast/words.ts'
import { sumFen } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { ForecastProject } from '@ballast/forecast/input.ts'
import type { QualityFlag } from '@ballast/forecast/quality.ts'
import type { Notice } from '../notification/index.ts'
import type { RunRow } from './forecast.queries.ts'

/** Points of probability that are told: less than that is not seen in tenths. */
const MOVED = 0.1
/** Of the year's plan, in projects whose data are in doubt: from here on a forecast says more of the data than of the year. */
const MUCH_IN_DOUBT = 1 / 3
const WHOLE_PERCENT = 100

interface Issued {
  readonly runId: Uuid
  readonly year: number
  readonly asOf: YearMonth
}

const TO: Notice['to'] = { roles: [{ role: 'planner' }, { role: 'leader' }] }
const about = ({ runId, year }: Issued, what: string) => ({
  key: `forecast:${runId}:${what}`,
  subject: { type: 'forecast', id: runId },
  projectId: null,
  link: `/forecast?year=${year}&run=${runId}`,
})

/** What was said last, of this month or of one before it: a later month knows more, and is not what moved. The newest run comes first. */
export const lastBefore = <Run extends Pick<RunRow, 'timing' | 'asOf'>>(runs: readonly Run[], asOf: YearMonth): Run | undefined =>
  runs.find((run) => run.timing === 'current' && run.asOf <= asOf)

/** Told when the chance of reaching the year's target is another than the forecast before said. */
export function movedNotice(issued: Issued, before: number | null, now: number | null): Notice[] {
  // Chances are counted in draws, so that ten points are not missed by a rounding.
  if (before === null || now === null || Math.abs(now - before) < MOVED - 1e-9) return []
  const { year, asOf } = issued
  return [
    { kind: 'forecast-moved', ...about(issued, 'moved'), params: { year, asOf, from: chanceWords(before), to: chanceWords(now) }, to: TO },
  ]
}

/** Told when projects in doubt carry so much of the plan that the forecast should not be acted on before they are mended. */
export function doubtNotice(
  issued: Issued,
  projects: readonly Pick<ForecastProject, 'id' | 'planFen'>[],
  flags: readonly Pick<QualityFlag, 'projectId'>[],
): Notice[] {
  const doubted = new Set(flags.map(({ projectId }) => projectId))
  const planOf = (of: typeof projects) => Number(sumFen(of.flatMap(({ planFen }) => planFen)))
  const inDoubt = projects.filter(({ id }) => doubted.has(id))
  const share = planOf(inDoubt) / Math.max(1, planOf(projects))
  if (share < MUCH_IN_DOUBT) return []
  const params = { asOf: issued.asOf, count: inDoubt.length, share: Math.round(share * WHOLE_PERCENT) }
  return [{ kind: 'forecast-in-doubt', ...about(issued, 'doubt'), params, to: TO }]
}
