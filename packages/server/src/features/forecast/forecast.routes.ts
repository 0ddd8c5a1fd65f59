import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { cancelForecast } from './cancel-forecast.ts'
import { explainRun } from './explain-forecast.ts'
import { findJob } from './job.queries.ts'
import { listForecasts } from './list-forecasts.ts'
import { rerunForecast } from './rerun-forecast.ts'
import { scoreDue } from './score-due.ts'
import { showForecast } from './show-forecast.ts'
import { shownJob } from './shown-job.ts'
import { startForecast } from './start-forecast.ts'
import { readRecord } from './track-record.ts'

export const forecastHandlers = defineHandlers({
  'forecast.list': (tx, ctx, { query }) => listForecasts(tx, ctx, query.year),
  'forecast.show': (tx, ctx, { params }) => showForecast(tx, ctx, params.runId as Uuid),
  'forecast.explain': (tx, ctx, { params, query }) => explainRun(tx, ctx, params.runId as Uuid, query.limit),
  'forecast.run': (database, ctx, { body: { asOf, ...body } }) =>
    startForecast(database, ctx, { ...body, asOf: asOf as YearMonth | YearMonth[] | undefined }),
  'forecast.job': async (tx, ctx, { params }) => shownJob(ctx, await findJob(tx, ctx.zone.zoneId, params.jobId as Uuid)),
  'forecast.cancel': (database, ctx, { params }) => cancelForecast(database, ctx, params.jobId as Uuid),
  'forecast.rerun': (database, ctx, { params }) => rerunForecast(database, ctx, params.runId as Uuid),
  'forecast.score': async (tx, ctx) => ({ scored: await scoreDue(tx, ctx) }),
  'forecast.record': (tx, ctx, { query }) => readRecord(tx, ctx, query.timing),
})
