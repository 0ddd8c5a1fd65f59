import { parentPort, workerData } from 'node:worker_threads'
import { makeForecast, type ForecastTask } from './make-forecast.ts'

const port = parentPort
if (port === null) throw new Error('forecast.worker runs in a worker thread')
const result = makeForecast(workerData as ForecastTask, (done) => port.postMessage({ done }))
port.postMessage({ result })
