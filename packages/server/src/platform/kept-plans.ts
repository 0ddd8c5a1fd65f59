import { AsyncLocalStorage } from 'node:async_hooks'
import type { ClientBase, QueryResult } from 'pg'

const keeping = new AsyncLocalStorage<true>()

/**
 * Statements of the work are parsed and planned once by each connection instead of each time; on the embedded database nothing changes.
 * For short statements that are said again and again. Whose best plan depends on what is asked for is better planned each time.
 */
export const keepingPlans = <T>(work: () => Promise<T>): Promise<T> => keeping.run(true, work)

/** As many texts get a name: a connection keeps the plan of each, and a text that changes with what is asked for would never be said again. */
const MOST_NAMES = 300
let names = new Map<string, string>()
let given = 0

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_NAMES) return known
  given += 1
  names.set(text, `kept_${given}`)
  return names.get(text)
}

/** The server says this once a table has other columns than when a statement was planned. */
const isOutdated = (error: unknown): boolean => (error as { routine?: string }).routine === 'RevalidateCachedQuery'

/** Has a connection keep the plans of what is said while {@link keepingPlans}. */
export function keepPlansOf(client: ClientBase): void {
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<QueryResult>
  const kept = async (text: unknown, values: unknown, ...rest: unknown[]): Promise<QueryResult> => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 && keeping.getStore() ? nameOf(text) : undefined
    if (name === undefined) return query(text, values, ...rest)
    try {
      return await query({ name, text, values })
    } catch (error) {
      // This transaction is lost; the next one has new names.
      if (isOutdated(error)) names = new Map()
      throw error
    }
  }
  client.query = kept as unknown as typeof client.query
}
