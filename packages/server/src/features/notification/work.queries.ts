import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'

/** Zones in which somebody is to be told of something; an index probe a zone, so that many quiet zones cost little. */
export const zonesWithWork = (database: Database): Promise<Uuid[]> =>
  database.system(async (tx) => {
    const { rows } = await sql<{ zoneId: Uuid }>`
      select z.zone_id as "zoneId" from zone z
      where exists (select from notification_event v where v.zone_id = z.zone_id and v.spread_at is null)
      order by z.zone_id`.execute(tx)
    return rows.map(({ zoneId }) => zoneId)
  })
