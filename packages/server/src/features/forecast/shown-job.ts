import type { ForecastJob } from '@ballast/contract/forecast.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { Context } from '../../platform/context.ts'
import type { JobRecord } from './job.queries.ts'

export const shownJob = ({ locale }: Pick<Context, 'locale'>, { done, total, ...job }: JobRecord): ForecastJob => ({
  ...job,
  months: [...job.months],
  runs: [...job.runs],
  done: Number(done),
  total: Number(total),
  reasons: job.reasons.map(({ code, params }) => ({ code, message: messageText(locale, code, params) })),
})
