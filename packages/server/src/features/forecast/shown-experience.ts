import type { ForecastDetail } from '@ballast/contract/forecast.ts'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { DUE_STATES, type Experience } from '@ballast/forecast/experience.ts'

/** What closed years taught, in figures that a planner can hold against what is known of the zone. */
export function shownExperience(years: readonly number[], experience: Experience | null): ForecastDetail['learnt'] {
  if (experience === null) return null
  const errors = experience.errors.flat()
  return {
    years: [...years],
    projectYears: experience.references.flat().length,
    // Of the place that was learnt for, the only one that is filled.
    expectation: errors.length === 0 ? null : Math.exp(errors.reduce((sum, one) => sum + one, 0) / errors.length),
    speed: experience.speed.n === 0 ? null : experience.speed.mean,
    isOwnSeason: experience.season !== null,
    gates: LIFE_GATES.flatMap((gate) => {
      const counts = experience.hazards[gate]
      if (counts === undefined) return []
      const sum = (of: 'passed' | 'exposed') => DUE_STATES.reduce((total, state) => total + counts[state][of], 0)
      return [{ gate, passed: sum('passed'), exposed: sum('exposed') }]
    }),
  }
}
