import { parentPort, workerData } from 'node:worker_threads'
import type { ForecastInput } from '@ballast/forecast/input.ts'
import { forecastPart, type DrawRange } from '@ballast/forecast/part.ts'

const { input, range } = workerData as { readonly input: ForecastInput; readonly range: DrawRange }
parentPort?.postMessage(forecastPart(input, range))
