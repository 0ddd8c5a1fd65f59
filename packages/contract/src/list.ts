import { z } from 'zod'

/** A choice of several values in a query string: given once or repeated. */
export const listOf = <S extends z.ZodType>(item: S) => z.union([z.array(item), item]).transform((given) => [given].flat() as z.output<S>[])
/** Yes or no in a query string. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** A column's name, with a minus in front for descending; empty values come last either way. */
export const sortBy = (columns: readonly string[]) =>
  z
    .string()
    .regex(
      new RegExp(`^-?(${columns.map((name) => name.replaceAll('.', '\\.')).join('|')}|custom\\.[a-z][a-z0-9_]*)$`),
      'request.not-sortable',
    )
    .describe(`${columns.join(', ')} or custom.<field code>; "-" in front: descending; empty values last`)

const degrees = String.raw`-?\d{1,3}(?:\.\d+)?`
export const bbox = z
  .string()
  .regex(new RegExp(`^${degrees}(,${degrees}){3}$`), 'request.not-a-box')
  .describe('west,south,east,north in degrees (CGCS2000)')
export const area = z
  .string()
  .max(8000)
  .regex(new RegExp(`^${degrees} ${degrees}(,${degrees} ${degrees}){2,}$`), 'request.not-an-area')
  .describe('ring drawn on the map: "lng lat,lng lat,…" in degrees (CGCS2000)')

/** One change of one field, as texts: money in yuan, lists joined by commas. */
export const fieldChange = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })
export type FieldChange = z.infer<typeof fieldChange>

export const historyEntry = z.object({
  entryId: z.uuid(),
  recordedAt: z.iso.datetime(),
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  changes: z.array(fieldChange),
})
export type HistoryEntry = z.infer<typeof historyEntry>
export const history = z.object({ entries: z.array(historyEntry).describe('newest first'), next: z.string().nullable() })

/** Where one fact comes from; a fact without it was entered by a user. */
export const factSource = z.object({ kind: z.enum(['public', 'simulated', 'computed']), citation: z.string() })
/** Who entered a fact that has no source, and when. */
export const enteredFact = z
  .object({ by: z.string(), byName: z.string(), at: z.iso.datetime() })
  .describe('facts without a source, by field: entered by this user')
export type EnteredFact = z.infer<typeof enteredFact>
/** What a row of a list says of the sources of its facts. */
export const listedSources = {
  simulated: z.array(z.string()).describe('fields whose value is simulated, named as in provenance'),
  entered: z.array(z.string()).describe('fields whose value was entered by a user and has no source'),
}
/** A value of a zone's own field: numbers and money (yuan) in decimal, dates as YYYY-MM-DD. */
export const customValues = z.record(z.string(), z.string().nullable())
