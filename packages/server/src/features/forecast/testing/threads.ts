import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import type { ForecastPart } from '@ballast/forecast/part.ts'

/** All draws of a forecast, shared out among so many threads. */
export async function partsOfThreads(
  input: ForecastInput,
  { draws, seed, threads }: { readonly draws: number; readonly seed: number; readonly threads: number },
): Promise<ForecastPart[]> {
  return Promise.all(
    Array.from({ length: threads }, async (_, place) => {
      const range = { seed, from: Math.floor((draws * place) / threads), to: Math.floor((draws * (place + 1)) / threads) }
      const worker = new Worker(new URL('./part.worker.ts', import.meta.url), { workerData: { input, range } })
      const [part] = (await once(worker, 'message')) as [ForecastPart]
      await worker.terminate()
      return part
    }),
  )
}
