import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { WriteTx } from '../../platform/database.ts'
import type { ConditionRow, FulfilmentRow, ProgressRow, TypeRow } from './lives.ts'

interface Moment {
  readonly by: string
  readonly at: Instant
}
const asRows = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

export async function insertTypes(tx: WriteTx, zoneId: Uuid, types: readonly TypeRow[]): Promise<void> {
  await sql`
    insert into project_type (zone_id, type_code, name_zh, name_en, sort)
    select ${zoneId}::uuid, r.code, r."nameZh", r."nameEn", r.sort
    from jsonb_to_recordset(${asRows(types)}::jsonb) as r(code text, "nameZh" text, "nameEn" text, sort integer)`.execute(tx)
  const gates = types.flatMap(({ code, gates: list }) => list.map((gate, index) => ({ code, ordinal: index + 1, ...gate })))
  await sql`
    insert into project_type_gate (zone_id, type_code, gate, ordinal, is_blocking, offset_workdays)
    select ${zoneId}::uuid, r.code, r.gate, r.ordinal, r."isBlocking", r."offsetWorkdays"
    from jsonb_to_recordset(${asRows(gates)}::jsonb)
      as r(code text, gate text, ordinal integer, "isBlocking" boolean, "offsetWorkdays" integer)`.execute(tx)
}

export async function insertConditions(tx: WriteTx, zoneId: Uuid, conditions: readonly ConditionRow[]): Promise<void> {
  await sql`
    insert into gate_condition (zone_id, condition_code, gate, type_codes, kind, name_zh, name_en, owed_by, fact, minimum_fen, is_required,
      needs_evidence, sort, source_kind, citation)
    select ${zoneId}::uuid, r.code, r.gate, array(select jsonb_array_elements_text(r."typeCodes")), r.kind, r."nameZh", r."nameEn",
      r."owedBy", r.fact, r."minimumFen", r."isRequired", r."needsEvidence", r.sort, r."sourceKind", r.citation
    from jsonb_to_recordset(${asRows(conditions)}::jsonb)
      as r(code text, gate text, "typeCodes" jsonb, kind text, "nameZh" text, "nameEn" text, "owedBy" text, fact text,
        "minimumFen" bigint, "isRequired" boolean, "needsEvidence" boolean, sort integer, "sourceKind" text, citation text)`.execute(tx)
}

export async function setTypes(tx: WriteTx, zoneId: Uuid, projects: readonly { projectId: Uuid; typeCode: string }[]): Promise<void> {
  await sql`
    update project p set type_code = r."typeCode"
    from jsonb_to_recordset(${asRows(projects)}::jsonb) as r("projectId" uuid, "typeCode" text)
    where p.zone_id = ${zoneId} and p.project_id = r."projectId"`.execute(tx)
}

export async function insertProgress(
  tx: WriteTx,
  zoneId: Uuid,
  progress: readonly (ProgressRow & { projectId: Uuid })[],
  { by, at }: Moment,
): Promise<void> {
  await sql`
    insert into gate_progress (zone_id, project_id, gate, forecast_on, actual_on, passed_by, passed_at, source_kind, citation)
    select ${zoneId}::uuid, r."projectId", r.gate, r."forecastOn", r."actualOn", case when r."actualOn" is not null then ${by}::text end,
      case when r."actualOn" is not null then ${at}::timestamptz end, r."sourceKind", r.citation
    from jsonb_to_recordset(${asRows(progress)}::jsonb)
      as r("projectId" uuid, gate text, "forecastOn" date, "actualOn" date, "sourceKind" text, citation text)`.execute(tx)
}

export async function insertFulfilments(
  tx: WriteTx,
  zoneId: Uuid,
  fulfilments: readonly (FulfilmentRow & { projectId: Uuid })[],
  { by, at }: Moment,
): Promise<void> {
  await sql`
    insert into gate_fulfilment (zone_id, project_id, condition_code, fulfilled_on, document_no, figure_fen, fulfilled_by, fulfilled_at,
      source_kind, citation)
    select ${zoneId}::uuid, r."projectId", r.code, r."fulfilledOn", r."documentNo", r."figureFen", ${by}, ${at}::timestamptz, r."sourceKind",
      r.citation
    from jsonb_to_recordset(${asRows(fulfilments)}::jsonb)
      as r("projectId" uuid, code text, "fulfilledOn" date, "documentNo" text, "figureFen" bigint, "sourceKind" text, citation text)`.execute(
    tx,
  )
}
