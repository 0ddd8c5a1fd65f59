import { sql } from 'kysely'
import type { EngineName } from '@ballast/domain/computing/engine-versions.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface CentreCard {
  readonly cardType: string
  /** By what the engine knows it. */
  readonly engineType: string
  readonly cardsPerNode: number
  /** That the centre is to have once it is whole. */
  readonly plannedCards: number | null
}

export interface Centre {
  readonly centreId: Uuid
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly engine: EngineName
  readonly apiVersion: string
  readonly url: string
  readonly keyRef: string
  readonly workDir: string
  /** Where this server sees it; null: what jobs write stays at the centre. */
  readonly logDir: string | null
  readonly partition: string | null
  readonly state: 'open' | 'maintenance' | 'closed'
  /** A firm submits here only while a contract of its own is in force. */
  readonly needsContract: boolean
  readonly seenAt: Instant | null
  readonly faultCode: string | null
  readonly faultDetail: string | null
  readonly faultAt: Instant | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly version: bigint
  /** The investment project that builds it. */
  readonly project: { readonly projectId: Uuid; readonly projectNo: string; readonly nameZh: string; readonly nameEn: string | null } | null
  readonly cards: readonly CentreCard[]
}
export type CentreFacts = Omit<
  Centre,
  'centreId' | 'seenAt' | 'faultCode' | 'faultDetail' | 'faultAt' | 'sourceKind' | 'version' | 'project'
>

export async function readCentres(tx: ReadTx, zoneId: Uuid, only?: { centreId?: Uuid; code?: string }): Promise<Centre[]> {
  const { rows } = await sql<Centre>`
    select c.centre_id as "centreId", c.code, c.name_zh as "nameZh", c.name_en as "nameEn", c.engine, c.api_version as "apiVersion", c.url,
      c.key_ref as "keyRef", c.work_dir as "workDir", c.log_dir as "logDir", c.partition, c.state, c.needs_contract as "needsContract",
      c.seen_at as "seenAt", c.fault_code as "faultCode", c.fault_detail as "faultDetail", c.fault_at as "faultAt", c.source_kind as "sourceKind", c.version,
      case when p.project_id is not null then
        jsonb_build_object('projectId', p.project_id, 'projectNo', p.project_no, 'nameZh', p.name_zh, 'nameEn', p.name_en) end as project,
      coalesce((select jsonb_agg(jsonb_build_object('cardType', k.card_type, 'engineType', k.engine_type, 'cardsPerNode', k.cards_per_node,
        'plannedCards', k.planned_cards)
        order by k.card_type) from compute_centre_card k where k.zone_id = c.zone_id and k.centre_id = c.centre_id), '[]') as cards
    from compute_centre c left join project p on p.zone_id = c.zone_id and p.project_id = c.project_id
    where c.zone_id = ${zoneId} and (${only?.centreId ?? null}::uuid is null or c.centre_id = ${only?.centreId ?? null}::uuid)
      and (${only?.code ?? null}::text is null or c.code = ${only?.code ?? null}::text)
    order by c.code`.execute(tx)
  return rows
}

export async function insertCentre(tx: WriteTx, zoneId: Uuid, centreId: Uuid, facts: CentreFacts): Promise<void> {
  await tx
    .insertInto('compute_centre')
    .values({ zone_id: zoneId, centre_id: centreId, ...columnsOf(facts), source_kind: 'entered' })
    .execute()
  await insertCards(tx, zoneId, centreId, facts.cards)
}

/** @returns whether it still was the version that was seen */
export async function updateCentre(tx: WriteTx, zoneId: Uuid, centreId: Uuid, version: bigint, facts: CentreFacts): Promise<boolean> {
  const done = await tx
    .updateTable('compute_centre')
    .set({ ...columnsOf(facts), version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('centre_id', '=', centreId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await tx.deleteFrom('compute_centre_card').where('zone_id', '=', zoneId).where('centre_id', '=', centreId).execute()
  await insertCards(tx, zoneId, centreId, facts.cards)
  return true
}

const columnsOf = ({
  code,
  nameZh,
  nameEn,
  engine,
  apiVersion,
  url,
  keyRef,
  workDir,
  logDir,
  partition,
  state,
  needsContract,
}: CentreFacts) => ({
  code,
  name_zh: nameZh,
  name_en: nameEn,
  engine,
  api_version: apiVersion,
  url,
  key_ref: keyRef,
  work_dir: workDir,
  log_dir: logDir,
  partition,
  state,
  needs_contract: needsContract,
})

async function insertCards(tx: WriteTx, zoneId: Uuid, centreId: Uuid, cards: readonly CentreCard[]): Promise<void> {
  if (cards.length === 0) return
  await tx
    .insertInto('compute_centre_card')
    .values(
      cards.map(({ cardType, engineType, cardsPerNode, plannedCards }) => ({
        zone_id: zoneId,
        centre_id: centreId,
        card_type: cardType,
        engine_type: engineType,
        cards_per_node: cardsPerNode,
        planned_cards: plannedCards,
      })),
    )
    .execute()
}

/** What was last heard of a centre; no fault: it answered. */
export async function noteCentre(
  tx: WriteTx,
  zoneId: Uuid,
  centreId: Uuid,
  at: Instant,
  fault: { code: string; detail: string | null } | null,
): Promise<void> {
  await sql`update compute_centre set seen_at = case when ${fault === null} then ${at}::timestamptz else seen_at end,
    fault_code = ${fault?.code ?? null}, fault_detail = ${fault?.detail ?? null}, fault_at = ${fault === null ? null : at}::timestamptz
    where zone_id = ${zoneId} and centre_id = ${centreId}`.execute(tx)
}

/** @returns whether the process has the centre until then */
export async function leaseCentre(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, by, now, until }: { centreId: Uuid; by: Uuid; now: Instant; until: Instant },
): Promise<boolean> {
  const { rows } = await sql`update compute_centre set lease_by = ${by}, lease_until = ${until}
    where zone_id = ${zoneId} and centre_id = ${centreId} and (lease_by = ${by} or lease_until is null or lease_until < ${now})
    returning centre_id`.execute(tx)
  return rows.length > 0
}

export async function jobsNotOver(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<number> {
  const { rows } = await sql<{ jobs: number }>`select count(*)::int as jobs from compute_job where zone_id = ${zoneId}
    and centre_id = ${centreId} and state in ('held', 'submitted', 'pending', 'running', 'ended')`.execute(tx)
  return rows[0]?.jobs ?? 0
}

/** Of the platform at a centre, by state. */
export async function queueOf(tx: ReadTx, zoneId: Uuid, centreId: Uuid): Promise<{ waiting: number; running: number; inLine: number }> {
  const { rows } = await sql<{ waiting: number; running: number; inLine: number }>`
    select count(*) filter (where state in ('submitted', 'pending'))::int as waiting, count(*) filter (where state = 'running')::int as running,
      count(*) filter (where state = 'held')::int as "inLine"
    from compute_job where zone_id = ${zoneId} and centre_id = ${centreId} and state in ('held', 'submitted', 'pending', 'running')`.execute(
    tx,
  )
  return rows[0] ?? { waiting: 0, running: 0, inLine: 0 }
}

export async function findProject(tx: ReadTx, zoneId: Uuid, projectNo: string): Promise<Uuid | undefined> {
  const { rows } = await sql<{ projectId: Uuid }>`
    select project_id as "projectId" from project where zone_id = ${zoneId} and project_no = ${projectNo}`.execute(tx)
  return rows[0]?.projectId
}

/** @returns whether it still was the version that was seen */
export async function linkCentre(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, version, projectId }: { centreId: Uuid; version: bigint; projectId: Uuid | null },
): Promise<boolean> {
  const done = await tx
    .updateTable('compute_centre')
    .set({ project_id: projectId, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('centre_id', '=', centreId)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
