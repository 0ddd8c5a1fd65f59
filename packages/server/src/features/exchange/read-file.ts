import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { ReadEvent, ReadRequest } from './staged.ts'

type Message =
  | ReadEvent
  | { readonly type: 'end' }
  | { readonly type: 'refused'; readonly code: string; readonly reasons: readonly Reason[] }

/** Heap of the thread that reads: a file that needs more is refused, and the server lives on. */
const READER_MEGABYTES = 768

/** Reads a file in a thread of its own. Stopping the loop, or the signal, ends the thread at once. */
export async function* readFile(request: ReadRequest, signal: AbortSignal): AsyncGenerator<ReadEvent> {
  const worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), {
    workerData: request,
    resourceLimits: { maxOldGenerationSizeMb: READER_MEGABYTES },
  })
  const failure = new AbortController()
  let problem: Error | null = null
  worker.once('error', (error: Error) => {
    problem = error
    failure.abort()
  })
  try {
    for await (const [message] of on(worker, 'message', { signal: AbortSignal.any([signal, failure.signal]) }) as AsyncIterable<
      [Message]
    >) {
      if (message.type === 'end') return
      if (message.type === 'refused') throw new Refusal(message.code, message.reasons)
      // It reads the next rows while these are being taken.
      worker.postMessage('go on')
      yield message
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (signal.aborted) throw new Refusal('exchange.cancelled')
    const cause = (problem ?? error) as NodeJS.ErrnoException
    if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') throw new Refusal('exchange.file-too-large', [{ code: 'exchange.file-too-large' }])
    throw cause
  } finally {
    await worker.terminate()
  }
}
