import type { HttpOptions } from './http.ts'

type Identify = HttpOptions['identify']

const WAIT_MS = 400
const KEPT_MS = 10 * 60_000
const MOST = 1000

/**
 * Asks the database who a request is from; when a long transaction holds the embedded database's only connection, the
 * earlier answer for the same sign-in does, so that a request to cancel that transaction gets through.
 */
export function rememberedIdentity(identify: Identify): { identify: Identify; forget: () => void } {
  const known = new Map<string, { answer: Awaited<ReturnType<Identify>>; at: number }>()
  const remembering: Identify = async (database, credentials) => {
    const key = JSON.stringify(credentials)
    const asked = identify(database, credentials).then((answer) => {
      if (known.size >= MOST) known.clear()
      known.set(key, { answer, at: performance.now() })
      return answer
    })
    const earlier = known.get(key)
    if (database.kind === 'server' || earlier === undefined || performance.now() - earlier.at > KEPT_MS) return asked
    // Whoever does not wait for it must not be struck by its failure.
    asked.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const waited = new Promise<typeof earlier.answer>((resolve) => {
      timer = setTimeout(() => resolve(earlier.answer), WAIT_MS)
    })
    return Promise.race([asked, waited]).finally(() => clearTimeout(timer))
  }
  // After a change an account may be another, or a session over.
  return { identify: remembering, forget: () => known.clear() }
}
