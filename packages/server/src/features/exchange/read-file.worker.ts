import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { readSheets } from './read-sheets.ts'
import type { ReadRequest } from './staged.ts'

// Plain data in, plain data out. After each event it waits to be told to go on, so that it never runs ahead of the writer.
const port = parentPort
if (port === null) throw new Error('read-file.worker runs in a worker thread')
const proceed = () => new Promise<void>((resolve) => port.once('message', () => resolve()))

try {
  for await (const event of readSheets(workerData as ReadRequest)) {
    const told = proceed()
    port.postMessage(event)
    await told
  }
  port.postMessage({ type: 'end' })
} catch (error) {
  if (error instanceof Refusal) port.postMessage({ type: 'refused', code: error.code, reasons: error.reasons })
  else throw error
}
