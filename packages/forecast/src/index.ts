export { brierOf, coveredBy80, crpsOfSorted, pinball, reliability } from './scores.ts'
export { readBudgetFile } from './backtest/budget-file.ts'
export { backtestBudget, type BudgetBacktest, type LevelScore } from './backtest/budget-lines.ts'
export { backtestSynthetic, type MonthScore, type SyntheticBacktest } from './backtest/synthetic.ts'
export type { Experience } from './experience.ts'
export { explainForecast, type Concentration, type Explanation, type GateEffect, type ProjectForecast } from './explain.ts'
export {
  HORIZON_MONTHS,
  HORIZONS,
  monthsKnown,
  type ForecastGate,
  type ForecastInput,
  type ForecastProject,
  type Horizon,
} from './input.ts'
export { learn, type ClosedYear } from './learn.ts'
export type { HorizonForecast, Outcome, Spread, TargetChance } from './outcome.ts'
export { forecastPart, type DrawRange, type ForecastPart } from './part.ts'
export { QUALITY_KINDS, type QualityFlag, type QualityKind } from './quality.ts'
export { mergeForecast, runForecast, type DrawCount, type Forecast } from './run.ts'
export type { Waterfall } from './waterfall.ts'
export { openWhatIf, type Change, type WhatIf, type WhatIfOutcome } from './what-if.ts'
