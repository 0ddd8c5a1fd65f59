import { sql } from 'kysely'
import type { ZoneContext } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'

export const zonesWithCentres = (database: Database): Promise<ZoneContext[]> =>
  database.system(async (tx) => {
    const { rows } = await sql<ZoneContext>`
      select z.zone_id as "zoneId", z.code, z.name_zh as "nameZh", z.name_en as "nameEn", z.business_on as "businessOn",
        z.projected_epsg as "projectedEpsg"
      from zone z where exists (select from compute_centre c where c.zone_id = z.zone_id and c.state <> 'closed') order by z.zone_id`.execute(
      tx,
    )
    return rows
  })
