import { sql } from 'kysely'
import type { CodeLists, CustomField } from '@ballast/contract/code-list.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { readCustomFields, type CustomSubject } from '../../platform/custom-field.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** Everything that forms and filters offer to choose from. */
export async function readCodeLists(tx: ReadTx, zoneId: Uuid): Promise<CodeLists> {
  const categories = await tx
    .selectFrom('category')
    .select([
      'category.category_code as code',
      'category.name_zh as nameZh',
      'category.name_en as nameEn',
      'category.is_industry as isIndustry',
    ])
    .where('category.zone_id', '=', zoneId)
    .orderBy('category.sort')
    .orderBy('category.category_code')
    .execute()
  const clusters = await tx
    .selectFrom('cluster')
    .select([
      'cluster.cluster_code as code',
      'cluster.category_code as categoryCode',
      'cluster.name_zh as nameZh',
      'cluster.name_en as nameEn',
      'cluster.color',
    ])
    .where('cluster.zone_id', '=', zoneId)
    .orderBy('cluster.sort')
    .orderBy('cluster.cluster_code')
    .execute()
  return {
    categories,
    clusters,
    lists: await readLists(tx, zoneId),
    customFields: await readCustomFields(tx, zoneId),
    ...(await readValuesInUse(tx, zoneId)),
  }
}

async function readLists(tx: ReadTx, zoneId: Uuid): Promise<CodeLists['lists']> {
  const items = await tx
    .selectFrom('code_item')
    .select(['code_item.list', 'code_item.code', 'code_item.name_zh as nameZh', 'code_item.name_en as nameEn', 'code_item.attributes'])
    .where('code_item.zone_id', '=', zoneId)
    .orderBy('code_item.list')
    .orderBy('code_item.sort')
    .orderBy('code_item.code')
    .execute()
  const lists: Record<string, CodeLists['lists'][string]> = {}
  for (const { list, attributes, ...item } of items) {
    lists[list] = [...(lists[list] ?? []), { ...item, attributes: attributes as Record<string, unknown> }]
  }
  return lists
}

async function readValuesInUse(tx: ReadTx, zoneId: Uuid): Promise<Pick<CodeLists, 'tags' | 'serviceManagers' | 'groups'>> {
  const { rows } = await sql<Pick<CodeLists, 'tags' | 'serviceManagers' | 'groups'>>`
    select
      array(select distinct t.tag collate "C" from project p, unnest(p.tags) as t(tag) where p.zone_id = ${zoneId} order by 1) as tags,
      array(select m.name from (select p.service_manager as name, min(p.service_manager_sort_key) as key from project p
        where p.zone_id = ${zoneId} and p.service_manager is not null group by 1) m order by m.key, m.name collate "C") as "serviceManagers",
      array(select distinct e.group_name collate "C" from enterprise e
        where e.zone_id = ${zoneId} and e.group_name is not null order by 1) as groups`.execute(tx)
  return rows[0] as (typeof rows)[number]
}

/** How many records have a value in this field, by value. */
export async function countValues(
  tx: ReadTx,
  zoneId: Uuid,
  { subjectType, fieldCode }: { subjectType: CustomSubject; fieldCode: string },
): Promise<Map<string, number>> {
  const table = sql.raw(subjectType)
  const { rows } = await sql<{ value: string; count: bigint }>`
    select r.custom ->> ${fieldCode}::text as value, count(*) as count from ${table} r
    where r.zone_id = ${zoneId} and r.custom ->> ${fieldCode}::text is not null group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.value, Number(row.count)]))
}

export async function writeCustomField(tx: WriteTx, zoneId: Uuid, field: CustomField): Promise<void> {
  const values = {
    name_zh: field.nameZh,
    name_en: field.nameEn,
    value_type: field.valueType,
    choices: JSON.stringify(field.choices),
    sort: field.sort,
  }
  await tx
    .insertInto('custom_field')
    .values({ zone_id: zoneId, subject_type: field.subjectType, field_code: field.fieldCode, ...values })
    .onConflict((conflict) => conflict.columns(['zone_id', 'subject_type', 'field_code']).doUpdateSet(values))
    .execute()
}

export const removeCustomField = (tx: WriteTx, zoneId: Uuid, field: { subjectType: string; fieldCode: string }) =>
  tx
    .deleteFrom('custom_field')
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', field.subjectType)
    .where('field_code', '=', field.fieldCode)
    .execute()

/** Whether a list of the zone has a code. */
export async function hasCode(tx: ReadTx, zoneId: Uuid, list: string, code: string): Promise<boolean> {
  const { rows } = await sql`select from code_item i where i.zone_id = ${zoneId} and i.list = ${list} and i.code = ${code}`.execute(tx)
  return rows.length > 0
}
