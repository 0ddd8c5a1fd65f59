import type { ReadTx } from '../../../platform/database.ts'
import type { Context } from '../../../platform/context.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { isDue, recordOf } from '@ballast/forecast/waiting/record.ts'
import { readCentres } from '../centre.queries.ts'
import { readTold, type ToldRow } from './waiting.queries.ts'

const DAY_MS = 86_400_000
const MOST = 20_000
const LATEST = 30

/** How estimates came out, of the whole zone and of each centre: figures that name nobody, for everybody who submits. */
export async function showWaitRecord(tx: ReadTx, ctx: Context, days: number) {
  const { zoneId } = ctx.zone
  const now = ctx.clock.now()
  const since = instantAt(ctx.clock.milliseconds() - days * DAY_MS)
  const toldOf = (centreId: Uuid | null) => readTold(tx, zoneId, { centreId, since, now, most: MOST })
  const all = await toldOf(null)
  const centres = await readCentres(tx, zoneId)
  const rows = []
  for (const { centreId, nameZh, nameEn } of centres)
    rows.push({ centreId, centreNameZh: nameZh, centreNameEn: nameEn, ...scored(await toldOf(centreId)) })
  return {
    centres: [{ centreId: null, centreNameZh: '全部中心', centreNameEn: 'All centres', ...scored(all) }, ...rows],
    latest: all
      .filter(isDue)
      .slice(-LATEST)
      .toReversed()
      .map(({ toldAt, cards, p50, p90, engine, waited, hasStarted }) => ({
        toldAt,
        cards,
        p50Seconds: p50,
        p90Seconds: p90,
        engineSeconds: engine,
        waitedSeconds: waited,
        hasStarted,
      })),
  }
}

function scored(told: readonly ToldRow[]) {
  const record = recordOf(told)
  if (record === null) return { n: 0, within90: null, within50: null, medianErrorSeconds: null, beside: null }
  const { n, within90, within50, medianError, beside } = record
  return {
    n,
    within90,
    within50,
    medianErrorSeconds: medianError,
    beside:
      beside === null ? null : { n: beside.n, medianErrorSeconds: beside.medianError, engineMedianErrorSeconds: beside.engineMedianError },
  }
}
