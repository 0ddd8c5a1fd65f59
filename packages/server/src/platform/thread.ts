import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'

/** What a thread says: how far it is, what it made, or why it refuses. */
export type ThreadMessage =
  | { readonly done: number; readonly total?: number }
  | { readonly result: string }
  | { readonly refused: { readonly code: string; readonly reasons: readonly Reason[] } }

/** Draws of a zone of a thousand projects take 100 MB. */
const LIMITS = { maxOldGenerationSizeMb: 1024 }

/** Does work in a thread of its own. The signal ends the thread at once. */
export async function inThread(
  file: URL,
  task: unknown,
  signal: AbortSignal,
  onStep: (done: number, total: number | undefined) => void,
): Promise<string> {
  signal.throwIfAborted()
  const worker = new Worker(file, { workerData: task, resourceLimits: LIMITS })
  try {
    for await (const [message] of on(worker, 'message', { signal }) as AsyncIterable<[ThreadMessage]>) {
      if ('result' in message) return message.result
      if ('refused' in message) throw new Refusal(message.refused.code, message.refused.reasons)
      onStep(message.done, message.total)
    }
    throw new Error('the thread ended without its result')
  } finally {
    await worker.terminate()
  }
}
