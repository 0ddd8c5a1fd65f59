type Value = string | number | bigint | null | undefined

/** Rows in the order of a column, empty values last either way; a name with a minus in front descends, no name leaves the order. */
export function sortRows<Row>(rows: readonly Row[], sort: string, values: Readonly<Record<string, (row: Row) => Value>>): Row[] {
  const isDescending = sort.startsWith('-')
  const value = values[isDescending ? sort.slice(1) : sort]
  if (value === undefined) return [...rows]
  const sign = isDescending ? -1 : 1
  return rows.toSorted((first, second) => {
    const [a, b] = [value(first), value(second)]
    if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1
    if (typeof a === 'string' && typeof b === 'string') return sign * a.localeCompare(b, 'zh-CN')
    return a < b ? -sign : a > b ? sign : 0
  })
}
