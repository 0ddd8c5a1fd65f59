import { sql } from 'kysely'
import type { GateRules, ProjectType } from '@ballast/contract/gate-rule.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

type RuleCondition = GateRules['conditions'][number]

export async function readTypes(tx: ReadTx, zoneId: Uuid): Promise<ProjectType[]> {
  const { rows } = await sql<Omit<ProjectType, 'version' | 'projects'> & { version: bigint; projects: bigint }>`
    select t.type_code as "typeCode", t.version, t.name_zh as "nameZh", t.name_en as "nameEn", t.sort,
      (select count(*) from project p where p.zone_id = t.zone_id and p.type_code = t.type_code) as projects,
      coalesce((select jsonb_agg(jsonb_build_object('gate', g.gate, 'isBlocking', g.is_blocking, 'offsetWorkdays', g.offset_workdays)
        order by g.ordinal) from project_type_gate g where g.zone_id = t.zone_id and g.type_code = t.type_code), '[]') as gates
    from project_type t where t.zone_id = ${zoneId} order by t.sort, t.type_code`.execute(tx)
  return rows.map((row) => ({ ...row, version: row.version.toString(), projects: Number(row.projects) }))
}

export async function readRuleConditions(tx: ReadTx, zoneId: Uuid): Promise<RuleCondition[]> {
  const { rows } = await sql<
    Omit<RuleCondition, 'version' | 'projects' | 'minimumYuan'> & { version: bigint; projects: bigint; minimumFen: Fen | null }
  >`
    select c.condition_code as "conditionCode", c.version, c.gate, c.type_codes as "typeCodes", c.kind, c.name_zh as "nameZh",
      c.name_en as "nameEn", c.owed_by as "owedBy", c.fact, c.minimum_fen as "minimumFen", c.is_required as "isRequired",
      c.needs_evidence as "needsEvidence", c.sort, c.source_kind as "sourceKind", c.citation,
      (select count(*) from gate_fulfilment f where f.zone_id = c.zone_id and f.condition_code = c.condition_code) as projects
    from gate_condition c where c.zone_id = ${zoneId} order by c.sort, c.condition_code`.execute(tx)
  return rows.map(({ minimumFen, ...row }) => ({
    ...row,
    version: row.version.toString(),
    projects: Number(row.projects),
    minimumYuan: minimumFen === null ? null : formatYuan(minimumFen),
  }))
}

/** How many projects of a type have passed each gate. */
export async function countPassed(tx: ReadTx, zoneId: Uuid, typeCode: string): Promise<Map<LifeGate, number>> {
  const { rows } = await sql<{ gate: LifeGate; count: bigint }>`
    select r.gate, count(*) as count from gate_progress r join project p on p.zone_id = r.zone_id and p.project_id = r.project_id
    where r.zone_id = ${zoneId} and p.type_code = ${typeCode} and r.actual_on is not null group by r.gate`.execute(tx)
  return new Map(rows.map(({ gate, count }) => [gate, Number(count)]))
}

export async function writeType(tx: WriteTx, zoneId: Uuid, type: Omit<ProjectType, 'version' | 'projects'>): Promise<void> {
  const facts = { name_zh: type.nameZh, name_en: type.nameEn, sort: type.sort }
  await tx
    .insertInto('project_type')
    .values({ zone_id: zoneId, type_code: type.typeCode, ...facts })
    .onConflict((conflict) => conflict.columns(['zone_id', 'type_code']).doUpdateSet({ ...facts, version: sql`project_type.version + 1` }))
    .execute()
  await tx.deleteFrom('project_type_gate').where('zone_id', '=', zoneId).where('type_code', '=', type.typeCode).execute()
  await tx
    .insertInto('project_type_gate')
    .values(
      type.gates.map(({ gate, isBlocking, offsetWorkdays }, index) => ({
        zone_id: zoneId,
        type_code: type.typeCode,
        gate,
        ordinal: index + 1,
        is_blocking: isBlocking,
        offset_workdays: offsetWorkdays,
      })),
    )
    .execute()
}

export const deleteType = (tx: WriteTx, zoneId: Uuid, typeCode: string) =>
  tx.deleteFrom('project_type').where('zone_id', '=', zoneId).where('type_code', '=', typeCode).execute()

export async function writeRuleCondition(
  tx: WriteTx,
  zoneId: Uuid,
  given: Omit<RuleCondition, 'version' | 'projects' | 'minimumYuan'> & { minimumFen: Fen | null },
): Promise<void> {
  const facts = {
    gate: given.gate,
    type_codes: sql<string[]>`${given.typeCodes}::text[]`,
    kind: given.kind,
    name_zh: given.nameZh,
    name_en: given.nameEn,
    owed_by: given.owedBy,
    fact: given.fact,
    minimum_fen: given.minimumFen,
    is_required: given.isRequired,
    needs_evidence: given.needsEvidence,
    sort: given.sort,
    source_kind: given.sourceKind,
    citation: given.citation,
  }
  await tx
    .insertInto('gate_condition')
    .values({ zone_id: zoneId, condition_code: given.conditionCode, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'condition_code']).doUpdateSet({ ...facts, version: sql`gate_condition.version + 1` }),
    )
    .execute()
}

export const deleteRuleCondition = (tx: WriteTx, zoneId: Uuid, code: string) =>
  tx.deleteFrom('gate_condition').where('zone_id', '=', zoneId).where('condition_code', '=', code).execute()

/** One after the other for everybody who changes the zone's rules of gates; ends with the transaction. */
export async function lockRules(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${zoneId}, 121))`.execute(tx)
}
