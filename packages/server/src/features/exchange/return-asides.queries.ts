import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { isOneOf, type Condition } from '../../platform/list-query.ts'
import type { NotCountable } from '../report/index.ts'

/** Projects (alias `p`) with these numbers. */
export const isOneOfNumbers = (numbers: readonly string[]): Condition | undefined => isOneOf(sql`p.project_no`, numbers)

/** What does not count in the returns of a period, by project. */
export async function readNotCountableOf(
  tx: ReadTx,
  zoneId: Uuid,
  month: YearMonth,
  projectIds: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, readonly NotCountable[]>> {
  const { rows } = await sql<NotCountable & { projectId: Uuid }>`
    select t.project_id as "projectId", t.reason_code as "reasonCode", t.amount_fen as "amountFen" from report_not_countable t
    where t.zone_id = ${zoneId} and t.month_ym = ${firstDayOf(month)} and t.project_id = any(${[...projectIds]}::uuid[])
    order by t.project_id, t.reason_code`.execute(tx)
  return Map.groupBy(rows, ({ projectId }) => projectId)
}
