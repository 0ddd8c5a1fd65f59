import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { WriteTx } from '../../platform/database.ts'

export interface Answer {
  readonly projectId: Uuid
  readonly month: YearMonth
  readonly reasonCode: string
  readonly note: string | null
}

export async function insertAnswers(
  tx: WriteTx,
  zoneId: Uuid,
  answers: readonly Answer[],
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  const rows = JSON.stringify(answers.map((answer) => ({ ...answer, month: firstDayOf(answer.month) })))
  await sql`
    insert into difference_reason (zone_id, project_id, month_ym, reason_code, note, given_by, given_at)
    select ${zoneId}::uuid, r."projectId", r.month, r."reasonCode", r.note, ${by}, ${at}::timestamptz
    from jsonb_to_recordset(${rows}::jsonb) as r("projectId" uuid, month date, "reasonCode" text, note text)`.execute(tx)
}
