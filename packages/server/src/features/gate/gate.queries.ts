import { sql } from 'kysely'
import type { Role } from '@ballast/contract/roles.ts'
import { blocksByDefault, LIFE_GATES, type Condition, type ConditionFact, type LifeGate, type Standing } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { monthOfDate, firstDayOf, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

type SourceKind = 'public' | 'simulated' | 'entered'

export interface LifeRecord {
  readonly version: bigint
  readonly standing: Standing
  readonly standingSince: PlainDate | null
  readonly typeCode: string | null
  readonly typeNameZh: string | null
  readonly typeNameEn: string | null
  readonly projectCode: string | null
  readonly totalFen: Fen | null
  readonly industryCode: string | null
  readonly statAreaCode: string | null
  readonly address: string | null
  readonly ownerId: Uuid | null
  readonly parcels: bigint
  readonly isPackAccepted: boolean
  readonly hasComputingCapacity: boolean
}

/** One after the other for everybody who changes the gates of a project; ends with the transaction. */
export async function lockLife(tx: WriteTx, projectId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${projectId}, 120))`.execute(tx)
}

/** Of a project (alias `p`): the computing centres that it builds have every card that they are planned to have. */
export const HAS_COMPUTING_CAPACITY = sql<boolean>`(exists (select from compute_centre m where m.zone_id = p.zone_id and m.project_id = p.project_id)
  and not exists (select from compute_centre m left join compute_centre_card k on k.zone_id = m.zone_id and k.centre_id = m.centre_id
    where m.zone_id = p.zone_id and m.project_id = p.project_id and (k.planned_cards is null or k.planned_cards > coalesce((select y.cards
      from compute_capacity y where y.zone_id = k.zone_id and y.centre_id = k.centre_id and y.card_type = k.card_type
      order by y.seen_on desc limit 1), 0))))`

export async function findLife(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<LifeRecord | undefined> {
  const { rows } = await sql<LifeRecord>`
    select p.version, p.standing, p.standing_since as "standingSince", p.type_code as "typeCode", t.name_zh as "typeNameZh",
      t.name_en as "typeNameEn", p.project_code as "projectCode", p.total_fen as "totalFen", p.industry_code as "industryCode",
      p.stat_area_code as "statAreaCode", p.address, p.owner_enterprise_id as "ownerId",
      (select count(*) from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id) as parcels,
      exists (select from registration r where r.zone_id = p.zone_id and r.project_id = p.project_id and r.state = 'accepted') as "isPackAccepted",
      ${HAS_COMPUTING_CAPACITY} as "hasComputingCapacity"
    from project p left join project_type t on t.zone_id = p.zone_id and t.type_code = p.type_code
    where p.zone_id = ${zoneId} and p.project_id = ${projectId}`.execute(tx)
  return rows[0]
}

export interface GateRecord {
  readonly gate: LifeGate
  readonly version: bigint
  readonly plannedOn: PlainDate | null
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly isBlocking: boolean
  readonly passedBy: string | null
  readonly passedAt: Instant | null
  readonly sourceKind: SourceKind | null
  readonly citation: string | null
}

/** The gates that apply, in their order: those of the project's type, or all where it has none. */
export async function readGates(tx: ReadTx, zoneId: Uuid, projectId: Uuid, typeCode: string | null): Promise<GateRecord[]> {
  const { rows } = await sql<GateRecord>`
    with applying as (
      select g.gate, g.ordinal::bigint as ordinal, g.is_blocking from project_type_gate g where g.zone_id = ${zoneId} and g.type_code = ${typeCode}
      union all
      select a.gate, a.ordinal, a.gate = any(${LIFE_GATES.filter(blocksByDefault)}::text[]) from unnest(${LIFE_GATES}::text[]) with ordinality as a(gate, ordinal)
      where ${typeCode}::text is null
    )
    select a.gate, coalesce(r.version, 0) as version, d.planned_on as "plannedOn", r.forecast_on as "forecastOn",
      r.actual_on as "actualOn", a.is_blocking as "isBlocking", r.passed_by as "passedBy", r.passed_at as "passedAt", r.source_kind as "sourceKind", r.citation
    from applying a
    left join project_gate d on d.zone_id = ${zoneId} and d.project_id = ${projectId} and d.gate = a.gate
    left join gate_progress r on r.zone_id = ${zoneId} and r.project_id = ${projectId} and r.gate = a.gate
    order by a.ordinal`.execute(tx)
  return rows
}

export interface ConditionRecord extends Condition {
  readonly nameZh: string
  readonly nameEn: string
  readonly owedBy: Role
  readonly sourceKind: SourceKind
  readonly citation: string | null
}

/** What the gates of projects of a type need. */
export async function readConditions(tx: ReadTx, zoneId: Uuid, typeCode: string | null): Promise<ConditionRecord[]> {
  const { rows } = await sql<ConditionRecord & { fact: ConditionFact | null }>`
    select c.condition_code as code, c.gate, c.kind, c.name_zh as "nameZh", c.name_en as "nameEn", c.owed_by as "owedBy", c.fact,
      c.minimum_fen as "minimumFen", c.is_required as "isRequired", c.needs_evidence as "needsEvidence", c.source_kind as "sourceKind", c.citation
    from gate_condition c
    where c.zone_id = ${zoneId} and (c.type_codes = '{}' or ${typeCode} = any(c.type_codes))
    order by c.sort, c.condition_code`.execute(tx)
  return rows
}

export interface FulfilmentRecord {
  readonly code: string
  readonly version: bigint
  readonly fulfilledOn: PlainDate
  readonly documentNo: string | null
  readonly figureFen: Fen | null
  readonly note: string | null
  readonly waivedReason: string | null
  readonly isProven: boolean
  readonly by: string
  readonly at: Instant
  readonly sourceKind: SourceKind
  readonly citation: string | null
}

/** Of a fulfilment (alias `f`): what was taken from a source is proven by that; what somebody says, by a file that was not withdrawn. */
export const IS_PROVEN = sql<boolean>`(f.source_kind <> 'entered' or exists (select from evidence v where v.zone_id = f.zone_id
  and v.project_id = f.project_id and v.subject_type = 'condition' and v.subject_id = f.condition_code and v.withdrawn_at is null))`

export async function readFulfilments(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<FulfilmentRecord[]> {
  const { rows } = await sql<FulfilmentRecord>`
    select f.condition_code as code, f.version, f.fulfilled_on as "fulfilledOn", f.document_no as "documentNo", f.figure_fen as "figureFen",
      f.note, f.waived_reason as "waivedReason", ${IS_PROVEN} as "isProven", f.fulfilled_by as by, f.fulfilled_at as at, f.source_kind as "sourceKind", f.citation
    from gate_fulfilment f where f.zone_id = ${zoneId} and f.project_id = ${projectId}`.execute(tx)
  return rows
}

/** The countable plan in force from the month of a day on, of all years: what is at risk when a project stops. */
export async function openPlan(tx: ReadTx, zoneId: Uuid, projectId: Uuid, from: PlainDate): Promise<Fen> {
  const { rows } = await sql<{ fen: Fen }>`
    select coalesce(sum(m.total_fen), 0)::bigint as fen
    from year_plan y join plan_month m on m.zone_id = y.zone_id and m.version_id = y.adopted_version_id
    where y.zone_id = ${zoneId} and m.project_id = ${projectId} and m.countable and m.month_ym >= ${firstDayOf(monthOfDate(from))}`.execute(
    tx,
  )
  return (rows[0] as { fen: Fen }).fen
}

export interface DateChange {
  readonly gate: LifeGate
  readonly which: 'planned' | 'forecast' | 'actual'
  readonly fromOn: PlainDate | null
  readonly toOn: PlainDate | null
  readonly reasonCode: string
  readonly note: string | null
}

export async function readDateChanges(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<(DateChange & { by: string; at: Instant })[]> {
  const { rows } = await sql<DateChange & { by: string; at: Instant }>`
    select c.gate, c.which, c.from_on as "fromOn", c.to_on as "toOn", c.reason_code as "reasonCode", c.note, c.changed_by as by,
      c.changed_at as at
    from gate_date_change c where c.zone_id = ${zoneId} and c.project_id = ${projectId} order by c.changed_at desc, c.change_id desc`.execute(
    tx,
  )
  return rows
}

export async function insertDateChange(
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  change: DateChange & { by: string; at: Instant },
): Promise<void> {
  await tx
    .insertInto('gate_date_change')
    .values({
      zone_id: zoneId,
      change_id: newId(),
      project_id: projectId,
      gate: change.gate,
      which: change.which,
      from_on: change.fromOn,
      to_on: change.toOn,
      reason_code: change.reasonCode,
      note: change.note,
      changed_by: change.by,
      changed_at: change.at,
    })
    .execute()
}

export interface Progress {
  readonly forecastOn: PlainDate | null
  readonly actualOn: PlainDate | null
  readonly passedBy: string | null
  readonly passedAt: Instant | null
  readonly sourceKind: SourceKind
  readonly citation: string | null
}

export async function writeProgress(tx: WriteTx, zoneId: Uuid, projectId: Uuid, gate: LifeGate, progress: Progress): Promise<void> {
  const facts = {
    forecast_on: progress.forecastOn,
    actual_on: progress.actualOn,
    passed_by: progress.passedBy,
    passed_at: progress.passedAt,
    source_kind: progress.sourceKind,
    citation: progress.citation,
  }
  await tx
    .insertInto('gate_progress')
    .values({ zone_id: zoneId, project_id: projectId, gate, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'project_id', 'gate']).doUpdateSet({ ...facts, version: sql`gate_progress.version + 1` }),
    )
    .execute()
}

export async function writeFulfilment(
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  given: Omit<FulfilmentRecord, 'version' | 'isProven'>,
): Promise<void> {
  const facts = {
    fulfilled_on: given.fulfilledOn,
    document_no: given.documentNo,
    figure_fen: given.figureFen,
    note: given.note,
    waived_reason: given.waivedReason,
    fulfilled_by: given.by,
    fulfilled_at: given.at,
    source_kind: given.sourceKind,
    citation: given.citation,
  }
  await tx
    .insertInto('gate_fulfilment')
    .values({ zone_id: zoneId, project_id: projectId, condition_code: given.code, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'project_id', 'condition_code']).doUpdateSet({ ...facts, version: sql`gate_fulfilment.version + 1` }),
    )
    .execute()
}

export async function deleteFulfilment(tx: WriteTx, zoneId: Uuid, projectId: Uuid, code: string): Promise<void> {
  await tx
    .deleteFrom('gate_fulfilment')
    .where('zone_id', '=', zoneId)
    .where('project_id', '=', projectId)
    .where('condition_code', '=', code)
    .execute()
}

export interface StandingChange {
  readonly from: Standing
  readonly to: Standing
  readonly sinceOn: PlainDate
  readonly reason: string
  readonly openPlanFen: Fen
  readonly by: string
  readonly at: Instant
}

export async function readStandings(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<StandingChange[]> {
  const { rows } = await sql<StandingChange>`
    select c.from_standing as from, c.to_standing as to, c.since_on as "sinceOn", c.reason, c.open_plan_fen as "openPlanFen",
      c.changed_by as by, c.changed_at as at
    from project_standing_change c where c.zone_id = ${zoneId} and c.project_id = ${projectId}
    order by c.changed_at desc, c.change_id desc`.execute(tx)
  return rows
}

export async function writeStanding(tx: WriteTx, zoneId: Uuid, projectId: Uuid, change: StandingChange): Promise<void> {
  await tx
    .updateTable('project')
    .set({ standing: change.to, standing_since: change.sinceOn, version: sql`version + 1`, modified_at: change.at, modified_by: change.by })
    .where('zone_id', '=', zoneId)
    .where('project_id', '=', projectId)
    .execute()
  await tx
    .insertInto('project_standing_change')
    .values({
      zone_id: zoneId,
      change_id: newId(),
      project_id: projectId,
      from_standing: change.from,
      to_standing: change.to,
      since_on: change.sinceOn,
      reason: change.reason,
      open_plan_fen: change.openPlanFen,
      changed_by: change.by,
      changed_at: change.at,
    })
    .execute()
}
