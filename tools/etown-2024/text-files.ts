type Cell = string | number | undefined

const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** CSV with the columns of the first argument in their order; what is undefined is left empty. */
export function csvText<Column extends string>(columns: readonly Column[], rows: readonly Partial<Record<Column, Cell>>[]): string {
  const lines = rows.map((row) => columns.map((column) => quoted(String(row[column] ?? ''))).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly type: string; readonly coordinates: unknown }
}

/** GeoJSON with one feature a line, so that a message can name the line. */
export function geoJsonText(features: readonly Feature[]): string {
  const lines = features.map(({ properties, geometry }) => JSON.stringify({ type: 'Feature', properties, geometry }))
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`
}
