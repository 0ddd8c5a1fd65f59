import { sql } from 'kysely'
import type { FundSource, MovementKind } from '@ballast/domain/fund/balance.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { allOf, isOneOf, matchesWords, type Condition } from '../../platform/list-query.ts'

export interface MovementFacts {
  readonly kind: MovementKind
  readonly on: PlainDate
  readonly fen: Fen
  readonly source: FundSource | null
  readonly batch: string | null
  readonly documentNo: string | null
  readonly note: string | null
}

export interface MovementRecord extends MovementFacts {
  readonly movementId: Uuid
  readonly byName: string
  readonly at: Instant
  readonly version: bigint
  readonly withdrawnBy: string | null
  readonly withdrawnAt: Instant | null
  readonly withdrawnReason: string | null
  readonly files: bigint
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation: string | null
}

/** Whoever enters money of the same project waits for his turn: what is left is decided on all of it. */
export async function lockFunds(tx: WriteTx, projectId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${projectId}, 246))`.execute(tx)
}

/** As lockFunds, of many projects, always in the same order. */
export async function lockFundsOf(tx: WriteTx, zoneId: Uuid, projectNos: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(o.id, 246)) from (
    select p.project_id::text as id from project p where p.zone_id = ${zoneId} and p.project_no = any(${projectNos}::text[]) order by 1) o`.execute(
    tx,
  )
}

export async function readMovements(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<MovementRecord[]> {
  const { rows } = await sql<MovementRecord>`
    select m.movement_id as "movementId", m.kind, m.moved_on as on, m.amount_fen as fen, m.source, m.batch, m.document_no as "documentNo",
      m.note, m.entered_by_name as "byName", m.entered_at as at, m.version, m.withdrawn_by as "withdrawnBy", m.withdrawn_at as "withdrawnAt",
      m.withdrawn_reason as "withdrawnReason",
      (select count(*) from evidence v where v.zone_id = m.zone_id and v.project_id = m.project_id and v.subject_type = 'fund-movement'
        and v.subject_id = m.movement_id::text and v.withdrawn_at is null) as files, m.source_kind as "sourceKind", m.citation
    from fund_movement m where m.zone_id = ${zoneId} and m.project_id = ${projectId}
    order by m.moved_on desc, m.movement_id desc`.execute(tx)
  return rows
}

interface Moment {
  readonly by: string
  readonly byName: string
  readonly at: Instant
}

export async function insertMovements(
  tx: WriteTx,
  zoneId: Uuid,
  movements: readonly (MovementFacts & { projectId: Uuid; sourceKind: MovementRecord['sourceKind']; citation: string | null })[],
  { by, byName, at }: Moment,
): Promise<void> {
  if (movements.length === 0) return
  await tx
    .insertInto('fund_movement')
    .values(
      movements.map((movement) => ({
        zone_id: zoneId,
        movement_id: newId(),
        project_id: movement.projectId,
        kind: movement.kind,
        moved_on: movement.on,
        amount_fen: movement.fen,
        source: movement.source,
        batch: movement.batch,
        document_no: movement.documentNo,
        note: movement.note,
        source_kind: movement.sourceKind,
        citation: movement.citation,
        entered_by: by,
        entered_by_name: byName,
        entered_at: at,
      })),
    )
    .execute()
}

/** @returns false when it is not at this version any more */
export async function withdrawMovement(
  tx: WriteTx,
  zoneId: Uuid,
  { movementId, version }: { movementId: Uuid; version: bigint },
  { by, at, reason }: { by: string; at: Instant; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('fund_movement')
    .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('movement_id', '=', movementId)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export interface FundFilter {
  readonly q?: string | undefined
  readonly source?: readonly FundSource[] | undefined
  readonly serviceManager?: readonly string[] | undefined
  readonly clusterCode?: readonly string[] | undefined
}

export const meetsFunds = (reach: Condition | undefined, filter: FundFilter): Condition =>
  allOf([
    reach,
    matchesWords([sql`p.search_text`], filter.q),
    isOneOf(sql`p.service_manager`, filter.serviceManager),
    isOneOf(sql`p.cluster_code`, filter.clusterCode),
    filter.source === undefined
      ? undefined
      : sql<boolean>`exists (select from fund_movement s where s.zone_id = p.zone_id and s.project_id = p.project_id and s.withdrawn_at is null
          and s.source = any(${filter.source}::text[]))`,
  ])

export interface FundedProject {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly serviceManager: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly isSimulated: boolean
  /** Amounts as text: JSON numbers do not hold them. */
  readonly movements: readonly { kind: MovementKind; on: PlainDate; fen: string; source: FundSource | null }[]
}

/** Projects to which money was released, under a condition on alias `p`, each with all that moved. */
export async function fundedProjects(tx: ReadTx, zoneId: Uuid, where: Condition): Promise<FundedProject[]> {
  const { rows } = await sql<FundedProject>`
    select p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn",
      p.service_manager as "serviceManager", p.category_code as "categoryCode", p.cluster_code as "clusterCode", m."isSimulated", m.movements
    from project p
    join lateral (select bool_or(m.source_kind = 'simulated') as "isSimulated", json_agg(json_build_object('kind', m.kind, 'on', m.moved_on,
        'fen', m.amount_fen::text, 'source', m.source) order by m.moved_on, m.movement_id) as movements
      from fund_movement m where m.zone_id = p.zone_id and m.project_id = p.project_id and m.withdrawn_at is null) m on m.movements is not null
    where p.zone_id = ${zoneId} and ${where} order by p.sort_key, p.project_id`.execute(tx)
  return rows
}

type KeptMovement = Omit<MovementFacts, 'batch' | 'note'>

/** By number, what moved at the projects that are named and in reach; one at which nothing moved is there too. */
export async function movementsByNumber(
  tx: ReadTx,
  zoneId: Uuid,
  projectNos: readonly string[],
  reach: Condition | undefined,
): Promise<ReadonlyMap<string, { readonly projectId: Uuid; readonly movements: readonly MovementFacts[] }>> {
  const { rows } = await sql<{ projectNo: string; projectId: Uuid; movements: (Omit<KeptMovement, 'fen'> & { fen: string })[] | null }>`
    select p.project_no as "projectNo", p.project_id as "projectId",
      (select json_agg(json_build_object('kind', m.kind, 'on', m.moved_on, 'fen', m.amount_fen::text, 'source', m.source, 'documentNo', m.document_no))
        from fund_movement m where m.zone_id = p.zone_id and m.project_id = p.project_id and m.withdrawn_at is null) as movements
    from project p where p.zone_id = ${zoneId} and p.project_no = any(${projectNos}::text[]) and ${allOf([reach])}`.execute(tx)
  return new Map(
    rows.map(({ projectNo, projectId, movements }) => [
      projectNo,
      {
        projectId,
        movements: (movements ?? []).map((movement) => ({ ...movement, fen: fen(BigInt(movement.fen)), batch: null, note: null })),
      },
    ]),
  )
}
