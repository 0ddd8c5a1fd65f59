import { parentPort } from 'node:worker_threads'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import { forecastPart, type DrawRange } from '@ballast/forecast/part.ts'

parentPort?.on('message', ({ input, range }: { readonly input: ForecastInput; readonly range: DrawRange }) => {
  const part = forecastPart(input, range)
  const buffers = [part.months, ...part.cells, part.construction, part.topDown].map(({ buffer }) => buffer as ArrayBuffer)
  parentPort?.postMessage(part, buffers)
})
