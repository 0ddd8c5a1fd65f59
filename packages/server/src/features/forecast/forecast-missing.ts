import { FORECAST_DRAWS } from '@ballast/contract/forecast.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { AuditKey } from '../../platform/audit-key.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context, ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { platformContext } from '../../platform/platform-context.ts'
import { listForecasts } from './list-forecasts.ts'
import { startForecast } from './start-forecast.ts'

/**
 * Begins, in every zone, the forecasts of the latest planned year that were never made: one for each of its closed months. A zone that
 * was just loaded has them all to make, one that stood still catches up.
 */
export async function forecastMissing(
  given: { readonly database: Database; readonly clock: Clock; readonly auditKey: AuditKey },
  zones: readonly ZoneContext[],
  report: (message: string, detail: Record<string, unknown>) => void,
): Promise<void> {
  const { database } = given
  for (const zone of zones) {
    const ctx = platformContext({ ...given, zone }, 'forecast')
    try {
      await startMissing(database, ctx)
    } catch (error) {
      // Another server, or somebody, has begun before.
      if (!(error instanceof Refusal)) report('missing forecasts could not be begun', { err: error, zone: zone.code })
    }
  }
}

async function startMissing(database: Database, ctx: Context): Promise<void> {
  const { year, missing } = await database.read(ctx.zone.zoneId, (tx) => listForecasts(tx, ctx, undefined))
  if (missing.length > 0) await startForecast(database, ctx, { year, asOf: missing, draws: FORECAST_DRAWS })
}
