import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ForecastTask } from './make-forecast.ts'

type Message = { readonly done: number; readonly result?: undefined } | { readonly result: string }

/** Draws of a zone of a thousand projects take 100 MB. */
const LIMITS = { maxOldGenerationSizeMb: 1024 }

/** Makes a forecast in a thread of its own. The signal ends the thread at once. */
export async function forecastInThread(task: ForecastTask, signal: AbortSignal, onStep: (done: number) => void): Promise<string> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./forecast.worker.ts', import.meta.url), { workerData: task, resourceLimits: LIMITS })
  try {
    for await (const [message] of on(worker, 'message', { signal }) as AsyncIterable<[Message]>) {
      if (message.result !== undefined) return message.result
      onStep(message.done)
    }
    throw new Error('the thread ended without its forecast')
  } finally {
    await worker.terminate()
  }
}
