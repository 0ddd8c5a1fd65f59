import type { CockpitPlaces } from '@ballast/contract/cockpit.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findVersion } from '../plan/index.ts'
import { cockpitPlaces } from './cockpit.view.ts'

/** The plan on the map, largest amount first. Apart from the cockpit's figures, because the map is loaded after them. */
export async function readPlaces(
  tx: ReadTx,
  ctx: Context,
  request: { year: number; versionId?: Uuid | undefined },
): Promise<CockpitPlaces> {
  const zoneId = ctx.zone.zoneId
  const { versionId } = await findVersion(tx, zoneId, request)
  const places = await cockpitPlaces(tx, { zoneId, versionId })
  return {
    places: places.map(({ fen, lng, lat, projects, ...place }) => ({
      ...place,
      // A metre is enough for a dot.
      lng: Number(lng.toFixed(5)),
      lat: Number(lat.toFixed(5)),
      yuan: formatYuan(fen),
      projects: Number(projects),
    })),
  }
}
