import { inThread } from '../../platform/thread.ts'
import type { ForecastTask } from './make-forecast.ts'

/** Makes a forecast in a thread of its own. The signal ends the thread at once. */
export const forecastInThread = (task: ForecastTask, signal: AbortSignal, onStep: (done: number) => void): Promise<string> =>
  inThread(new URL('./forecast.worker.ts', import.meta.url), task, signal, onStep)
