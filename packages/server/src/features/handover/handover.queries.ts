import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface ManagedProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly totalFen: bigint | null
}

export const projectsOf = (tx: ReadTx, zoneId: Uuid, manager: string): Promise<ManagedProject[]> =>
  tx
    .selectFrom('project as p')
    .select([
      'p.project_id as projectId',
      'p.project_no as projectNo',
      'p.name_zh as nameZh',
      'p.name_en as nameEn',
      'p.total_fen as totalFen',
    ])
    .where('p.zone_id', '=', zoneId)
    .where('p.service_manager', '=', manager)
    .orderBy(sql`p.project_no collate "C"`)
    .execute()

/** Open escalations of a manager's projects: whoever manages the project answers for them. */
export async function countEscalations(tx: ReadTx, zoneId: Uuid, manager: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from escalation c join project p on p.zone_id = c.zone_id and p.project_id = c.project_id
    where c.zone_id = ${zoneId} and c.closed_on is null and p.service_manager = ${manager}`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function countFollowed(tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from project_follower f where f.zone_id = ${zoneId} and f.user_id = ${userId}`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Whoever takes over follows what the other followed. */
export async function moveFollowed(tx: WriteTx, zoneId: Uuid, from: Uuid, to: Uuid): Promise<void> {
  await sql`
    insert into project_follower (zone_id, project_id, user_id)
    select f.zone_id, f.project_id, ${to} from project_follower f where f.zone_id = ${zoneId} and f.user_id = ${from}
    on conflict do nothing`.execute(tx)
  await tx.deleteFrom('project_follower').where('zone_id', '=', zoneId).where('user_id', '=', from).execute()
}
