import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'

/** Zones in which somebody is to be told of something now; three index probes a zone, so that many quiet zones cost little. */
export const zonesWithWork = (database: Database, at: { now: Instant; lostBefore: Instant }): Promise<ZoneContext[]> =>
  database.system(async (tx) => {
    const { rows } = await sql<ZoneContext>`
      select z.zone_id as "zoneId", z.code, z.name_zh as "nameZh", z.name_en as "nameEn", z.business_on as "businessOn",
        z.projected_epsg as "projectedEpsg"
      from zone z
      where exists (select from notification_event v where v.zone_id = z.zone_id and v.spread_at is null)
        or exists (select from notification_delivery d where d.zone_id = z.zone_id and d.state in ('waiting', 'failed') and d.due_at <= ${at.now})
        or exists (select from notification_delivery d where d.zone_id = z.zone_id and d.state = 'sending' and d.taken_at < ${at.lostBefore})
      order by z.zone_id`.execute(tx)
    return rows
  })

/** Zones in which a process may have had something in hand when it ended. */
export const zonesInHand = (database: Database): Promise<Uuid[]> =>
  database.system(async (tx) => {
    const { rows } = await sql<{ zoneId: Uuid }>`
      select z.zone_id as "zoneId" from zone z
      where exists (select from notification_delivery d where d.zone_id = z.zone_id and d.state = 'sending')`.execute(tx)
    return rows.map(({ zoneId }) => zoneId)
  })

/** When the next delivery that this process can hand over becomes due; null: none waits. */
export const nextDue = (database: Database, { hasMailer }: { hasMailer: boolean }): Promise<Instant | null> =>
  database.system(async (tx) => {
    const { rows } = await sql<{ dueAt: Instant | null }>`
      select min(greatest(d.due_at, c.open_at)) as "dueAt"
      from notification_delivery d left join notification_channel c on c.zone_id = d.zone_id and c.channel_id = d.channel_id
      where d.state in ('waiting', 'failed') and (d.channel_id is not null or ${hasMailer})`.execute(tx)
    return rows[0]?.dueAt ?? null
  })
