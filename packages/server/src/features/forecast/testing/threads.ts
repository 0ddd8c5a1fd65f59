import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import type { ForecastPart } from '@ballast/forecast/part.ts'

export interface Threads {
  /** All draws of a forecast, shared out among the threads. */
  readonly parts: (input: ForecastInput, count: { readonly draws: number; readonly seed: number }) => Promise<ForecastPart[]>
  readonly close: () => Promise<void>
}

/** Starting a thread and reading the engine's sources costs more than a forecast does, so threads are kept from one to the next. */
export function openThreads(count: number): Threads {
  const workers = Array.from({ length: count }, () => new Worker(new URL('./part.worker.ts', import.meta.url)))
  return {
    parts: (input, { draws, seed }) =>
      Promise.all(
        workers.map(async (worker, place) => {
          const range = { seed, from: Math.floor((draws * place) / count), to: Math.floor((draws * (place + 1)) / count) }
          worker.postMessage({ input, range })
          const [part] = (await once(worker, 'message')) as [ForecastPart]
          return part
        }),
      ),
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
