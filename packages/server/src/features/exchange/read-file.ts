import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { ReadEvent, ReadFile, ReadRequest } from './staged.ts'

type Message =
  | ReadEvent
  | { readonly type: 'end' }
  | { readonly type: 'refused'; readonly code: string; readonly reasons: readonly Reason[] }

/** Heap of the thread that reads: a file that needs more is refused, and the server lives on. */
const LIMITS = { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 32 }

/** Reads a file in a thread of its own. It is checked from the start, and read as soon as somebody says as what. */
export class FileReader {
  readonly #worker: Worker
  readonly #failure = new AbortController()
  #problem: Error | null = null

  constructor(file: ReadFile) {
    this.#worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), { workerData: file, resourceLimits: LIMITS })
    this.#worker.once('error', (error: Error) => {
      this.#problem = error
      this.#failure.abort()
    })
  }

  /** Stopping the loop, or the signal, ends the thread at once. */
  async *read(request: ReadRequest, signal: AbortSignal): AsyncGenerator<ReadEvent> {
    const worker = this.#worker
    try {
      const messages = on(worker, 'message', { signal: AbortSignal.any([signal, this.#failure.signal]) })
      worker.postMessage(request)
      for await (const [message] of messages as AsyncIterable<[Message]>) {
        if (message.type === 'end') return
        if (message.type === 'refused') throw new Refusal(message.code, message.reasons)
        // It reads the next rows while these are being taken.
        worker.postMessage('go on')
        yield message
      }
    } catch (error) {
      if (error instanceof Refusal) throw error
      if (signal.aborted) throw new Refusal('exchange.cancelled')
      const cause = (this.#problem ?? error) as NodeJS.ErrnoException
      if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') throw new Refusal('exchange.file-too-large', [{ code: 'exchange.file-too-large' }])
      throw cause
    } finally {
      await this.close()
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}
