import type { Database } from './database.ts'

/** Work that goes on after the answer is sent, in this process; what it has to remember stands in the database. */
export class Jobs {
  readonly #running = new Map<string, { controller: AbortController; end: Promise<void> }>()

  /** The work gets a signal that says when to stop, and must not throw: what went wrong belongs into its own record. */
  start(key: string, work: (signal: AbortSignal) => Promise<void>): void {
    const controller = new AbortController()
    const end = work(controller.signal).finally(() => this.#running.delete(key))
    this.#running.set(key, { controller, end })
  }

  /** Tells the work to stop. False when this process is not doing it. */
  cancel(key: string): boolean {
    const job = this.#running.get(key)
    job?.controller.abort()
    return job !== undefined
  }

  /** Runs work that somebody waits for, and that can be cancelled by its key like a job. */
  async run<T>(key: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    const result = work(controller.signal)
    const end = result.then(
      () => undefined,
      () => undefined,
    )
    this.#running.set(key, { controller, end })
    try {
      return await result
    } finally {
      this.#running.delete(key)
    }
  }

  /** Until the work of this key has ended. */
  async ended(key: string): Promise<void> {
    await this.#running.get(key)?.end
  }

  async stop(): Promise<void> {
    for (const { controller } of this.#running.values()) controller.abort()
    await Promise.allSettled([...this.#running.values()].map(({ end }) => end))
  }
}

const jobs = new WeakMap<Database, Jobs>()

/** The jobs of this process on this database. */
export function jobsOf(database: Database): Jobs {
  let found = jobs.get(database)
  if (found === undefined) jobs.set(database, (found = new Jobs()))
  return found
}
