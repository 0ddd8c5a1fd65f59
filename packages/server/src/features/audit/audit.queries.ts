import { sql } from 'kysely'
import type { AuditFilter } from '@ballast/contract/audit.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

const pattern = (word: string): string => `%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/** Newest first; ids are in the order in which they were made, so the page ends at one and the next begins below it. */
export const findEntries = (tx: ReadTx, zoneId: Uuid, filter: AuditFilter, before: Uuid | undefined, limit: number) => {
  let query = tx
    .selectFrom('audit_entry')
    .select([
      'audit_entry.entry_id as entryId',
      'audit_entry.recorded_at as recordedAt',
      'audit_entry.actor',
      'audit_entry.actor_name as actorName',
      'audit_entry.action',
      'audit_entry.subject_type as subjectType',
      'audit_entry.subject_id as subjectId',
      'audit_entry.before',
      'audit_entry.after',
    ])
    .where('audit_entry.zone_id', '=', zoneId)
  if (before !== undefined) query = query.where('audit_entry.entry_id', '<', before)
  if (filter.action !== undefined) query = query.where('audit_entry.action', '=', filter.action)
  if (filter.subjectType !== undefined) query = query.where('audit_entry.subject_type', '=', filter.subjectType)
  if (filter.subjectId !== undefined) query = query.where('audit_entry.subject_id', '=', filter.subjectId)
  if (filter.actor !== undefined) query = query.where('audit_entry.actor', '=', filter.actor)
  if (filter.from !== undefined)
    query = query.where(sql<boolean>`audit_entry.recorded_at >= (${filter.from}::date::timestamp at time zone 'Asia/Shanghai')`)
  if (filter.until !== undefined)
    query = query.where(sql<boolean>`audit_entry.recorded_at < ((${filter.until}::date + 1)::timestamp at time zone 'Asia/Shanghai')`)
  for (const word of (filter.q ?? '').split(/\s+/).filter((part) => part !== '')) {
    query = query.where(
      sql<boolean>`concat_ws(' ', audit_entry.actor, audit_entry.actor_name, audit_entry.action, audit_entry.subject_id,
        audit_entry.before::text, audit_entry.after::text) ilike ${pattern(word)}`,
    )
  }
  return query.orderBy('audit_entry.entry_id', 'desc').limit(limit).execute()
}

export const findEntry = (tx: ReadTx, zoneId: Uuid, entryId: Uuid) =>
  tx
    .selectFrom('audit_entry')
    .leftJoin('audit_seal', (join) =>
      join.onRef('audit_seal.zone_id', '=', 'audit_entry.zone_id').onRef('audit_seal.entry_id', '=', 'audit_entry.entry_id'),
    )
    .select([
      'audit_entry.entry_id as entryId',
      'audit_entry.recorded_at as recordedAt',
      'audit_entry.actor',
      'audit_entry.actor_name as actorName',
      'audit_entry.action',
      'audit_entry.subject_type as subjectType',
      'audit_entry.subject_id as subjectId',
      'audit_entry.before',
      'audit_entry.after',
      'audit_entry.request_id as requestId',
      'audit_seal.seq',
      'audit_seal.sealed_at as sealedAt',
    ])
    .where('audit_entry.zone_id', '=', zoneId)
    .where('audit_entry.entry_id', '=', entryId)
    .executeTakeFirst()

/** The distinct values of a column that leads an index: one probe a value, however long the trail. */
async function distinct(tx: ReadTx, zoneId: Uuid, column: 'action' | 'subject_type'): Promise<string[]> {
  const name = sql.ref(`audit_entry.${column}`)
  const { rows } = await sql<{ value: string }>`
    with recursive found as (
      (select ${name} as value from audit_entry where audit_entry.zone_id = ${zoneId} order by ${name} limit 1)
      union all
      select (select ${name} from audit_entry where audit_entry.zone_id = ${zoneId} and ${name} > found.value order by ${name} limit 1)
      from found where found.value is not null
    ) select value from found where value is not null`.execute(tx)
  return rows.map((row) => row.value)
}

export const choices = async (tx: ReadTx, zoneId: Uuid) => ({
  actions: await distinct(tx, zoneId, 'action'),
  subjectTypes: await distinct(tx, zoneId, 'subject_type'),
  actors: await tx
    .selectFrom('app_user')
    .select(['app_user.login', 'app_user.name_zh as nameZh', 'app_user.name_en as nameEn'])
    .where('app_user.zone_id', '=', zoneId)
    .orderBy('app_user.user_id')
    .execute(),
})

const REGISTERS = [
  { subjectType: 'project', table: 'project', id: 'project_id', name: 'name_zh' },
  { subjectType: 'enterprise', table: 'enterprise', id: 'enterprise_id', name: 'name_zh' },
  { subjectType: 'parcel', table: 'parcel', id: 'parcel_id', name: 'name' },
  { subjectType: 'plan_version', table: 'plan_version', id: 'version_id', name: 'title' },
] as const

/** What the registers call the subjects today, by id; a deleted one is not there. */
export async function namesOf(tx: ReadTx, zoneId: Uuid, subjects: readonly { type: string; id: string }[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const { subjectType, table, id, name } of REGISTERS) {
    const ids = [...new Set(subjects.filter((subject) => subject.type === subjectType).map((subject) => subject.id))]
    if (ids.length === 0) continue
    const { rows } = await sql<{ id: string; name: string }>`
      select ${sql.ref(id)} as id, ${sql.ref(name)} as name from ${sql.table(table)}
      where zone_id = ${zoneId} and ${sql.ref(id)} in (${sql.join(ids)})`.execute(tx)
    for (const row of rows) names.set(row.id, row.name)
  }
  return names
}
