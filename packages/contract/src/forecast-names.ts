/** Ends of a forecast: the first quarter, the half-year, three quarters, the year. */
export const HORIZONS = ['Q1', 'H1', 'Q3', 'YE'] as const
export type Horizon = (typeof HORIZONS)[number]

export const TIMINGS = ['current', 'afterwards'] as const
export type Timing = (typeof TIMINGS)[number]

/** Where the figure of a project's as-of month comes from, the firmest first. */
export const RETURN_SOURCES = ['closed', 'verified', 'handed-in', 'told', 'none'] as const
export type ReturnSource = (typeof RETURN_SOURCES)[number]

/** Simple rules that a forecast is held against. */
export const FORECAST_RULES = ['plan', 'linear', 'same-month', 'last-year', 'evm'] as const
export type ForecastRule = (typeof FORECAST_RULES)[number]

/** What speaks against trusting a project's figures, as the engine names it. */
export const QUALITY_KINDS = [
  'stale-date',
  'beyond-total',
  'year-end-plan',
  'no-report',
  'decrease',
  'no-total',
  'no-gates',
  'spent-before-start',
] as const
