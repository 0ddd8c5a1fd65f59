import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { checkFile, readSheets } from './read-sheets.ts'
import type { ReadFile, ReadRequest } from './staged.ts'

// Plain data in, plain data out. After each event it waits to be told to go on, so that it never runs ahead of the writer.
const port = parentPort
if (port === null) throw new Error('read-file.worker runs in a worker thread')
const message = <T>() => new Promise<T>((resolve) => port.once('message', resolve))

const file = workerData as ReadFile
const requested = message<ReadRequest>()
// The file is checked while the request is still being prepared; what is wrong with it is told in answer to that.
const checked = checkFile(file)
checked.catch(() => undefined)
try {
  for await (const event of readSheets(file, await requested, await checked)) {
    const told = message()
    port.postMessage(event)
    await told
  }
  port.postMessage({ type: 'end' })
} catch (error) {
  if (error instanceof Refusal) port.postMessage({ type: 'refused', code: error.code, reasons: error.reasons })
  else throw error
}
