import { sql } from 'kysely'
import type { MeteringProof } from '@ballast/contract/metering.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

interface CentreName {
  readonly centreId: Uuid
  readonly centreCode: string
  readonly centreNameZh: string
  readonly centreNameEn: string
}
const CENTRE = sql`c.centre_id as "centreId", c.code as "centreCode", c.name_zh as "centreNameZh", c.name_en as "centreNameEn"`
const DAYS_SHOWN = 62

export async function readCentreMeters(
  tx: ReadTx,
  zoneId: Uuid,
): Promise<(CentreName & { readUntil: Instant | null; readAt: Instant | null })[]> {
  const { rows } = await sql<CentreName & { readUntil: Instant | null; readAt: Instant | null }>`
    select ${CENTRE}, m.read_until as "readUntil", m.read_at as "readAt" from compute_centre c
    left join compute_meter m on m.zone_id = c.zone_id and m.centre_id = c.centre_id
    where c.zone_id = ${zoneId} order by c.code`.execute(tx)
  return rows
}

export type ProofRecord = CentreName &
  Pick<MeteringProof, 'day' | 'faults' | 'provedAt'> &
  Record<'runs' | 'engine' | 'metered' | 'suspense' | 'difference', bigint>

export async function readProofs(tx: ReadTx, zoneId: Uuid, only?: { centreId: Uuid; day: PlainDate }): Promise<ProofRecord[]> {
  const which =
    only === undefined
      ? sql`p.day > (select max(day) - ${DAYS_SHOWN}::int from compute_proof where zone_id = ${zoneId})`
      : sql`p.centre_id = ${only.centreId} and p.day = ${only.day}`
  const { rows } = await sql<ProofRecord>`
    select ${CENTRE}, p.day, p.runs, p.engine_tflops_s as engine, p.metered_tflops_s as metered, p.suspense_tflops_s as suspense,
      p.difference_tflops_s as difference, p.faults, p.proved_at as "provedAt"
    from compute_proof p join compute_centre c on c.zone_id = p.zone_id and c.centre_id = p.centre_id
    where p.zone_id = ${zoneId} and ${which}
    order by p.day desc, c.code`.execute(tx)
  return rows
}

export async function sumSuspense(tx: ReadTx, zoneId: Uuid): Promise<{ open: number; amount: bigint }> {
  const { rows } = await sql<{ open: number; amount: bigint }>`
    select count(*)::int as open, coalesce(sum(s.amount_tflops_s), 0)::bigint as amount from compute_suspense s
    where s.zone_id = ${zoneId} and s.use_id is null`.execute(tx)
  return rows[0] as { open: number; amount: bigint }
}
