import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { WriteTx } from '../../platform/database.ts'

export interface Opening {
  readonly projectId: Uuid
  /** The first year whose months are kept here. */
  readonly beforeYear: number
  readonly cumulativeFen: Fen
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation: string | null
}

export async function insertOpenings(tx: WriteTx, zoneId: Uuid, openings: readonly Opening[]): Promise<void> {
  const rows = JSON.stringify(openings.map((opening) => ({ ...opening, cumulativeFen: opening.cumulativeFen.toString() })))
  await sql`
    insert into report_opening (zone_id, project_id, before_year, cumulative_fen, source_kind, citation)
    select ${zoneId}::uuid, r."projectId", r."beforeYear", r."cumulativeFen", r."sourceKind", r.citation
    from jsonb_to_recordset(${rows}::jsonb)
      as r("projectId" uuid, "beforeYear" integer, "cumulativeFen" bigint, "sourceKind" text, citation text)`.execute(tx)
}
