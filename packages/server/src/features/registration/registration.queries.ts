import { sql } from 'kysely'
import type { Declared, ExplainableCheck } from '@ballast/domain/registration/checks.ts'
import type { RegistrationState, ReturnReason } from '@ballast/domain/registration/state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { firstDayOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'

export type Explanations = Readonly<Partial<Record<ExplainableCheck, string>>>

/** The pack as it is kept; null: nobody has begun it. */
export interface PackRecord extends Declared {
  readonly state: RegistrationState
  readonly version: bigint
  readonly batch: YearMonth | null
  readonly explanations: Explanations
  readonly note: string | null
  readonly libraryNo: string | null
  readonly submittedBy: string | null
  readonly submittedAt: Instant | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}

export async function findPack(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<PackRecord | undefined> {
  const { rows } = await sql<PackRecord>`
    select r.state, r.version, to_char(r.batch_ym, 'YYYY-MM') as batch, r.unit_name as "unitName", r.credit_code as "creditCode",
      r.project_code as "projectCode", r.contract_party as "contractParty", r.contract_no as "contractNo", r.contract_fen as "contractFen",
      r.total_fen as "totalFen", r.start_on as "startOn", r.completion_on as "completionOn", r.permit_no as "permitNo",
      r.industry_code as "industryCode", r.stat_area_code as "statAreaCode", r.address, r.explanations, r.note, r.library_no as "libraryNo",
      r.submitted_by as "submittedBy", r.submitted_at as "submittedAt", r.source_kind as "sourceKind"
    from registration r where r.zone_id = ${zoneId} and r.project_id = ${projectId}`.execute(tx)
  return rows[0]
}

/** A project in reach (a condition on alias `p`) with its owner: what a pack is held against. */
export interface RegisteredProject {
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly ownerId: Uuid | null
  readonly ownerName: string | null
  readonly creditCode: string | null
  readonly projectCode: string | null
  readonly totalFen: Fen | null
  readonly industryCode: string | null
  readonly statAreaCode: string | null
  readonly address: string | null
  /** The condition that is the construction permit. */
  readonly permitCondition: string | null
}

export async function findProject(
  tx: ReadTx,
  zoneId: Uuid,
  projectId: Uuid,
  reach: Condition | undefined,
): Promise<RegisteredProject | undefined> {
  const { rows } = await sql<RegisteredProject>`
    select p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", e.enterprise_id as "ownerId", e.name_zh as "ownerName",
      e.credit_code as "creditCode", p.project_code as "projectCode", p.total_fen as "totalFen", p.industry_code as "industryCode",
      p.stat_area_code as "statAreaCode", p.address,
      (select l.condition_code from light_rule l where l.zone_id = p.zone_id and l.kind = 'permit-lapse') as "permitCondition"
    from project p left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
    where p.zone_id = ${zoneId} and p.project_id = ${projectId} and ${allOf([reach])}`.execute(tx)
  return rows[0]
}

/** Another project, of those that may be seen, in whose facts or pack the code stands. */
export async function otherWithCode(tx: ReadTx, zoneId: Uuid, projectId: Uuid, code: string | null): Promise<string | null> {
  if (code === null) return null
  const { rows } = await sql<{ projectNo: string }>`
    select o.project_no as "projectNo" from project o left join registration x on x.zone_id = o.zone_id and x.project_id = o.project_id
    where o.zone_id = ${zoneId} and o.project_id <> ${projectId} and (o.project_code = ${code} or x.project_code = ${code})
    order by o.project_no limit 1`.execute(tx)
  return rows[0]?.projectNo ?? null
}

/** By condition: how many files stand behind it. */
export async function filesBehind(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; files: bigint }>`
    select v.subject_id as code, count(*) as files from evidence v where v.zone_id = ${zoneId} and v.project_id = ${projectId}
      and v.subject_type = 'condition' and v.withdrawn_at is null group by v.subject_id`.execute(tx)
  return new Map(rows.map(({ code, files }) => [code, Number(files)]))
}

export interface ReturnedItem {
  readonly item: string
  readonly reasonCode: ReturnReason
  readonly note: string | null
}
export interface RegistrationEvent {
  readonly step: 'submit' | 'recall' | 'return' | 'accept' | 'register' | 'reopen'
  readonly items: readonly ReturnedItem[]
  readonly note: string | null
  readonly by: string
  readonly byName: string | null
  readonly at: Instant
}

/** What was done with the pack, and that the gate was taken back: that is part of the same story. */
export async function readEvents(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<RegistrationEvent[]> {
  const { rows } = await sql<RegistrationEvent>`
    select t.step, t.items, t.note, t.by, t."byName", t.at from (
      select v.event_id as id, v.step, v.items, v.note, v.done_by as by, v.done_by_name as "byName", v.done_at as at
      from registration_event v where v.zone_id = ${zoneId} and v.project_id = ${projectId}
      union all
      select c.change_id, 'reopen', '[]', c.note, c.changed_by, null, c.changed_at
      from gate_date_change c where c.zone_id = ${zoneId} and c.project_id = ${projectId} and c.gate = 'registration' and c.which = 'actual'
        and c.to_on is null) t
    order by t.at, t.id`.execute(tx)
  return rows
}

interface Moment {
  readonly by: string
  readonly byName: string
  readonly at: Instant
}

export async function insertEvent(
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  { step, items, note }: Pick<RegistrationEvent, 'items' | 'note'> & { step: Exclude<RegistrationEvent['step'], 'reopen'> },
  { by, byName, at }: Moment,
): Promise<void> {
  await tx
    .insertInto('registration_event')
    .values({
      zone_id: zoneId,
      event_id: newId(),
      project_id: projectId,
      step,
      items: JSON.stringify(items),
      note,
      done_by: by,
      done_by_name: byName,
      done_at: at,
    })
    .execute()
}

/** Writes what the pack states. Its code is nobody else's, also of a project that the writer does not see. */
export async function writePack(
  tx: WriteTx,
  zoneId: Uuid,
  projectId: Uuid,
  pack: { declared: Declared; explanations: Explanations; note: string | null; sourceKind: PackRecord['sourceKind'] },
  { by, at }: Moment,
): Promise<void> {
  const { declared } = pack
  const facts = {
    unit_name: declared.unitName,
    credit_code: declared.creditCode,
    project_code: declared.projectCode,
    contract_party: declared.contractParty,
    contract_no: declared.contractNo,
    contract_fen: declared.contractFen,
    total_fen: declared.totalFen,
    start_on: declared.startOn,
    completion_on: declared.completionOn,
    permit_no: declared.permitNo,
    industry_code: declared.industryCode,
    stat_area_code: declared.statAreaCode,
    address: declared.address,
    explanations: JSON.stringify(pack.explanations),
    note: pack.note,
    modified_by: by,
    modified_at: at,
  }
  await refusingTaken('project_code', 'registration.code-taken', 'declared.projectCode', () =>
    tx
      .insertInto('registration')
      .values({ zone_id: zoneId, project_id: projectId, state: 'preparing', source_kind: pack.sourceKind, ...facts })
      .onConflict((conflict) =>
        conflict.columns(['zone_id', 'project_id']).doUpdateSet({ ...facts, version: sql`registration.version + 1` }),
      )
      .execute(),
  )
}

export interface PackMove {
  readonly state?: RegistrationState
  readonly batch?: YearMonth | null
  readonly libraryNo?: string
  readonly submitted?: { readonly by: string; readonly at: Instant }
}

export async function movePack(tx: WriteTx, zoneId: Uuid, projectId: Uuid, move: PackMove, { by, at }: Moment): Promise<void> {
  await refusingTaken('library_no', 'registration.number-taken', 'libraryNo', () =>
    tx
      .updateTable('registration')
      .set({
        ...(move.state === undefined ? {} : { state: move.state }),
        ...(move.batch === undefined ? {} : { batch_ym: move.batch === null ? null : firstDayOf(move.batch) }),
        ...(move.libraryNo === undefined ? {} : { library_no: move.libraryNo }),
        ...(move.submitted === undefined ? {} : { submitted_by: move.submitted.by, submitted_at: move.submitted.at }),
        modified_by: by,
        modified_at: at,
        version: sql`version + 1`,
      })
      .where('zone_id', '=', zoneId)
      .where('project_id', '=', projectId)
      .execute(),
  )
}

const UNIQUE_VIOLATION = '23505'

async function refusingTaken(column: string, code: string, at: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const { code: state, constraint } = error as { code?: unknown; constraint?: unknown }
    if (state === UNIQUE_VIOLATION && String(constraint).includes(column)) throw new Refusal('registration.refused', [{ code, at }])
    throw error
  }
}
