import type { Uuid } from '@ballast/domain/shared/ids.ts'

/** Who works on an upload in this process. A client that comes back has lost its connection, though we may not know it yet. */
class Turns {
  readonly #running = new Map<Uuid, { readonly stop: AbortController; readonly end: Promise<void> }>()

  /** Tells whoever receives a part of the upload to stop, waits for him, and works. */
  async take<T>(uploadId: Uuid, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let running = this.#running.get(uploadId); running !== undefined; running = this.#running.get(uploadId)) {
      running.stop.abort()
      await running.end
    }
    const stop = new AbortController()
    const result = work(stop.signal)
    const end = result.then(
      () => undefined,
      () => undefined,
    )
    const turn = { stop, end }
    this.#running.set(uploadId, turn)
    try {
      return await result
    } finally {
      this.#running.delete(uploadId)
    }
  }
}

export const turns = new Turns()
