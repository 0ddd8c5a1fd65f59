import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'
import type { Centre } from '../centre.queries.ts'

/** As it is kept: with codes, which are drawn in the reader's language. */
export interface PlacedOption {
  readonly centreId: Uuid
  readonly isChosen: boolean
  readonly freeCards: number | null
  readonly wait: { readonly p50Seconds: number; readonly p90Seconds: number } | null
  readonly finishAt: Instant | null
  readonly yuan: string | null
  readonly reasons: readonly Reason[]
}

export interface Placed {
  readonly placedAt: Instant
  readonly chosen: Centre | null
  readonly options: readonly PlacedOption[]
  readonly centres: readonly Centre[]
}

/** Placements of a job stand one after another, also those that were decided in the same instant. */
export async function insertPlacement(
  tx: WriteTx,
  zoneId: Uuid,
  jobId: Uuid,
  {
    placedAt,
    centreId,
    placedBy,
    options,
  }: { placedAt: Instant; centreId: Uuid; placedBy: string | null; options: readonly PlacedOption[] },
): Promise<void> {
  await sql`
    insert into compute_placement (zone_id, job_id, placed_at, centre_id, placed_by, options)
    select ${zoneId}::uuid, ${jobId}::uuid, greatest(${placedAt}::timestamptz, max(p.placed_at) + interval '1 millisecond'), ${centreId}::uuid,
      ${placedBy}, ${JSON.stringify(options)}::jsonb
    from compute_placement p where p.zone_id = ${zoneId} and p.job_id = ${jobId}`.execute(tx)
}

export async function readPlacements(
  tx: ReadTx,
  zoneId: Uuid,
  jobId: Uuid,
): Promise<{ placedAt: Instant; placedBy: string | null; options: readonly PlacedOption[] }[]> {
  const { rows } = await sql<{ placedAt: Instant; placedBy: string | null; options: readonly PlacedOption[] }>`
    select placed_at as "placedAt", placed_by as "placedBy", options from compute_placement
    where zone_id = ${zoneId} and job_id = ${jobId} order by placed_at desc`.execute(tx)
  return rows
}
