import { sql, type RawBuilder } from 'kysely'

export const WHOLE = sql`1000000::bigint`
export const NOTHING = sql`0::bigint`
export const COMPOSITION_COLUMNS = ['construction_fen', 'installation_fen', 'equipment_fen', 'other_fen'] as const

/** What of a column of plan_month m lies below a cumulative share, rounded down. Whole millions apart, so that no product outgrows a bigint. */
const cutAt = (column: string, ppm: RawBuilder<unknown>) => {
  const amount = sql.ref(`m.${column}`)
  return sql`(${amount} / ${WHOLE} * ${ppm} + ${amount} % ${WHOLE} * ${ppm} / ${WHOLE})`
}

/**
 * What of a month's line lies between two cumulative shares: each component is cut by cumulative rounding, so that adjoining
 * cuts add up to the component to the fen, whichever way they are summed.
 */
export const amountBetween = (columns: readonly string[], from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`(${sql.join(
    columns.map((column) => (from === NOTHING ? cutAt(column, to) : sql`${cutAt(column, to)} - ${cutAt(column, from)}`)),
    sql` + `,
  )})`
