import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface PoolRecord {
  readonly poolId: Uuid
  readonly unit: VoucherUnit
  readonly left: bigint
  /** What its budget gave; the budget's balance is below zero by as much. */
  readonly funded: bigint
}

/** The public pools of a year, quota first. */
export async function readPools(tx: ReadTx, zoneId: Uuid, year: number): Promise<PoolRecord[]> {
  const { rows } = await sql<PoolRecord>`
    select l.pool_id as "poolId", l.unit, p.balance as left, -b.balance as funded
    from voucher_pool l
    join voucher_account p on p.zone_id = l.zone_id and p.pool_id = l.pool_id and p.kind = 'pool'
    join voucher_account b on b.zone_id = l.zone_id and b.pool_id = l.pool_id and b.kind = 'budget'
    where l.zone_id = ${zoneId} and l.year = ${year} and not l.is_paid order by l.unit desc`.execute(tx)
  return rows
}

export async function clusterNames(tx: ReadTx, zoneId: Uuid): Promise<ReadonlyMap<string, { nameZh: string; nameEn: string | null }>> {
  const { rows } = await sql<{ code: string; nameZh: string; nameEn: string | null }>`
    select c.cluster_code as code, c.name_zh as "nameZh", c.name_en as "nameEn" from cluster c where c.zone_id = ${zoneId}`.execute(tx)
  return new Map(rows.map(({ code, ...names }) => [code, names]))
}
