import { sql } from 'kysely'
import type { EnterpriseFacts } from '@ballast/domain/enterprise/enterprise-facts.ts'
import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { readSources } from '../../platform/provenance.ts'

export interface EnterpriseState {
  readonly enterpriseId: Uuid
  readonly version: bigint
  readonly createdAt: Instant
  readonly modifiedAt: Instant
  readonly modifiedBy: string
  readonly parentId: Uuid | null
  readonly parentNameEn: string | null
  readonly facts: EnterpriseFacts
}

/** The enterprises with these ids, or with one of these names or credit codes, or all of the zone, by name. */
export async function readEnterpriseStates(
  tx: ReadTx,
  zoneId: Uuid,
  select: { readonly ids: readonly Uuid[] } | { readonly names: readonly string[]; readonly codes: readonly string[] } | 'all',
): Promise<EnterpriseState[]> {
  const condition =
    select === 'all'
      ? sql<boolean>`true`
      : 'ids' in select
        ? sql<boolean>`enterprise.enterprise_id = any(${select.ids}::uuid[])`
        : sql<boolean>`(enterprise.name_zh = any(${select.names}::text[]) or enterprise.credit_code = any(${select.codes}::text[]))`
  const rows = await tx
    .selectFrom('enterprise')
    .leftJoin('enterprise as parent', (join) =>
      join.onRef('parent.zone_id', '=', 'enterprise.zone_id').onRef('parent.enterprise_id', '=', 'enterprise.parent_enterprise_id'),
    )
    .selectAll('enterprise')
    .select(['parent.name_zh as parent_name', 'parent.name_en as parent_name_en'])
    .where('enterprise.zone_id', '=', zoneId)
    .where(condition)
    .orderBy('enterprise.sort_key')
    .orderBy('enterprise.enterprise_id')
    .execute()
  const sources = await readSources(
    tx,
    zoneId,
    'enterprise',
    rows.map((row) => row.enterprise_id),
  )
  return rows.map((row) => ({
    enterpriseId: row.enterprise_id,
    version: row.version,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    modifiedBy: row.modified_by,
    parentId: row.parent_enterprise_id,
    parentNameEn: row.parent_name_en,
    facts: {
      nameZh: row.name_zh,
      creditCode: row.credit_code,
      creditCodeOverrideReason: row.credit_code_override_reason,
      creditCodeOverriddenBy: row.credit_code_overridden_by,
      nameEn: row.name_en,
      shortName: row.short_name,
      aliases: row.aliases,
      groupName: row.group_name,
      parent: row.parent_name,
      notes: row.notes,
      custom: row.custom as Record<string, string>,
      provenance: sources.get(row.enterprise_id) ?? {},
      sourceKind: row.source_kind as RowSourceKind,
      citation: row.citation,
    },
  }))
}

/** Who controls whom in the zone, by id. */
export const readParents = (tx: ReadTx, zoneId: Uuid): Promise<{ enterpriseId: Uuid; nameZh: string; parentId: Uuid | null }[]> =>
  tx
    .selectFrom('enterprise')
    .select(['enterprise.enterprise_id as enterpriseId', 'enterprise.name_zh as nameZh', 'enterprise.parent_enterprise_id as parentId'])
    .where('enterprise.zone_id', '=', zoneId)
    .where('enterprise.parent_enterprise_id', 'is not', null)
    .execute()

export async function enterpriseIdsByName(tx: ReadTx, zoneId: Uuid): Promise<Map<string, Uuid>> {
  const rows = await tx.selectFrom('enterprise').select(['name_zh', 'enterprise_id']).where('zone_id', '=', zoneId).execute()
  return new Map(rows.map((row) => [row.name_zh, row.enterprise_id]))
}

export interface EnterpriseRecord {
  readonly enterpriseId: Uuid
  /** The version that the change was made from; null: the enterprise is new. */
  readonly version: bigint | null
  readonly facts: EnterpriseFacts
  readonly parentId: Uuid | null
  readonly searchText: string
  readonly sortKey: string
}

const COLUMNS = {
  name_zh: 'text',
  credit_code: 'text',
  credit_code_override_reason: 'text',
  credit_code_overridden_by: 'text',
  name_en: 'text',
  short_name: 'text',
  aliases: 'text[]',
  group_name: 'text',
  notes: 'text',
  custom: 'jsonb',
  source_kind: 'text',
  citation: 'text',
  search_text: 'text',
  sort_key: 'text',
} as const

const columnsOf = ({ facts, searchText, sortKey }: EnterpriseRecord): Record<keyof typeof COLUMNS, unknown> => ({
  name_zh: facts.nameZh,
  credit_code: facts.creditCode,
  credit_code_override_reason: facts.creditCodeOverrideReason,
  credit_code_overridden_by: facts.creditCodeOverriddenBy,
  name_en: facts.nameEn,
  short_name: facts.shortName,
  aliases: facts.aliases,
  group_name: facts.groupName,
  notes: facts.notes,
  custom: facts.custom,
  source_kind: facts.sourceKind,
  citation: facts.citation,
  search_text: searchText,
  sort_key: sortKey,
})

/**
 * Writes the enterprises, then who controls whom, so that a row may name a parent of the same save.
 * @returns the versions after it; an enterprise that somebody else changed since is absent
 */
export async function writeEnterprises(
  tx: WriteTx,
  zoneId: Uuid,
  records: readonly EnterpriseRecord[],
  made: { readonly at: Instant; readonly by: string },
): Promise<Map<Uuid, bigint>> {
  const names = Object.keys(COLUMNS)
  const columns = sql.raw(names.join(', '))
  const types = sql.raw(
    Object.entries(COLUMNS)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )
  const assignments = sql.raw(names.map((name) => `${name} = excluded.${name}`).join(', '))
  const json = JSON.stringify(
    records.map((record) => ({
      enterprise_id: record.enterpriseId,
      version: (record.version ?? 1n).toString(),
      parent_enterprise_id: record.parentId,
      ...columnsOf(record),
    })),
  )
  const { rows } = await sql<{ enterpriseId: Uuid; version: bigint }>`
    insert into enterprise (zone_id, enterprise_id, version, created_at, modified_at, modified_by, ${columns})
    select ${zoneId}::uuid, r.enterprise_id, r.version, ${made.at}::timestamptz, ${made.at}::timestamptz, ${made.by}, ${columns}
    from jsonb_to_recordset(${json}::jsonb) as r(enterprise_id uuid, version bigint, ${types})
    order by r.enterprise_id
    on conflict (zone_id, enterprise_id) do update set ${assignments}, version = enterprise.version + 1,
      modified_at = excluded.modified_at, modified_by = excluded.modified_by
      where enterprise.version = excluded.version
    returning enterprise_id as "enterpriseId", version`.execute(tx)
  await sql`
    update enterprise set parent_enterprise_id = r.parent_enterprise_id
    from jsonb_to_recordset(${json}::jsonb) as r(enterprise_id uuid, parent_enterprise_id uuid)
    where enterprise.zone_id = ${zoneId} and enterprise.enterprise_id = r.enterprise_id
      and enterprise.parent_enterprise_id is distinct from r.parent_enterprise_id`.execute(tx)
  return new Map(rows.map((row) => [row.enterpriseId, row.version]))
}

/** Frees names and codes that other enterprises of the same save take over. */
export async function releaseNames(tx: WriteTx, zoneId: Uuid, ids: readonly Uuid[]): Promise<void> {
  if (ids.length === 0) return
  await sql`update enterprise set name_zh = enterprise_id::text, credit_code = null, credit_code_override_reason = null,
    credit_code_overridden_by = null where zone_id = ${zoneId} and enterprise_id = any(${ids}::uuid[])`.execute(tx)
}

/** What would lose its owner or its parent if the enterprise went. */
export async function dependentsOf(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid) {
  const projects = await tx
    .selectFrom('project')
    .select(['project.project_no as projectNo', 'project.name_zh as nameZh'])
    .where('project.zone_id', '=', zoneId)
    .where('project.owner_enterprise_id', '=', enterpriseId)
    .orderBy('project.sort_key')
    .execute()
  const subsidiaries = await tx
    .selectFrom('enterprise')
    .select('enterprise.name_zh as nameZh')
    .where('enterprise.zone_id', '=', zoneId)
    .where('enterprise.parent_enterprise_id', '=', enterpriseId)
    .orderBy('enterprise.sort_key')
    .execute()
  return { projects, subsidiaries }
}

/** @returns whether the enterprise stood at this version */
export async function removeEnterprise(tx: WriteTx, zoneId: Uuid, enterpriseId: Uuid, version: bigint): Promise<boolean> {
  const removed = await tx
    .deleteFrom('enterprise')
    .where('zone_id', '=', zoneId)
    .where('enterprise_id', '=', enterpriseId)
    .where('version', '=', version)
    .returning('enterprise_id')
    .execute()
  if (removed.length === 0) return false
  await tx
    .deleteFrom('provenance')
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', 'enterprise')
    .where('subject_id', '=', enterpriseId)
    .execute()
  return true
}
