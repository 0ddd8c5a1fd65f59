import { sql } from 'kysely'
import type { CommitmentKind, CommitmentResult } from '@ballast/domain/gate/commitment.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface CommitmentRecord {
  readonly kind: CommitmentKind
  readonly version: bigint
  readonly promisedFen: Fen | null
  readonly dueOn: PlainDate | null
  readonly reachedFen: Fen | null
  readonly reachedOn: PlainDate | null
  readonly result: CommitmentResult | null
  readonly consequence: string | null
  readonly reviewedBy: string | null
  readonly reviewedAt: Instant | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation: string | null
}

export async function readCommitments(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<CommitmentRecord[]> {
  const { rows } = await sql<CommitmentRecord>`
    select c.kind, c.version, c.promised_fen as "promisedFen", c.due_on as "dueOn", c.reached_fen as "reachedFen",
      c.reached_on as "reachedOn", c.result, c.consequence, c.reviewed_by as "reviewedBy", c.reviewed_at as "reviewedAt",
      c.source_kind as "sourceKind", c.citation
    from project_commitment c where c.zone_id = ${zoneId} and c.project_id = ${projectId} order by c.kind`.execute(tx)
  return rows
}

const columnsOf = (given: Omit<CommitmentRecord, 'version'>) => ({
  promised_fen: given.promisedFen,
  due_on: given.dueOn,
  reached_fen: given.reachedFen,
  reached_on: given.reachedOn,
  result: given.result,
  consequence: given.consequence,
  reviewed_by: given.reviewedBy,
  reviewed_at: given.reviewedAt,
  source_kind: given.sourceKind,
  citation: given.citation,
})

export async function writeCommitment(tx: WriteTx, zoneId: Uuid, projectId: Uuid, given: Omit<CommitmentRecord, 'version'>): Promise<void> {
  const facts = columnsOf(given)
  await tx
    .insertInto('project_commitment')
    .values({ zone_id: zoneId, project_id: projectId, kind: given.kind, ...facts })
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'project_id', 'kind']).doUpdateSet({ ...facts, version: sql`project_commitment.version + 1` }),
    )
    .execute()
}

export const deleteCommitment = (tx: WriteTx, zoneId: Uuid, projectId: Uuid, kind: CommitmentKind) =>
  tx.deleteFrom('project_commitment').where('zone_id', '=', zoneId).where('project_id', '=', projectId).where('kind', '=', kind).execute()

export async function insertCommitments(
  tx: WriteTx,
  zoneId: Uuid,
  given: readonly (Omit<CommitmentRecord, 'version'> & { projectId: Uuid })[],
): Promise<void> {
  if (given.length === 0) return
  const rows = given.map((one) => ({ zone_id: zoneId, project_id: one.projectId, kind: one.kind, ...columnsOf(one) }))
  await tx.insertInto('project_commitment').values(rows).execute()
}
