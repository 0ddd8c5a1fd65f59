import { on } from 'node:events'
import { Worker } from 'node:worker_threads'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { PdfTask } from './pdf.ts'
import type { WordTask } from './word.ts'

export type DocumentTask = PdfTask | WordTask
export type DocumentAnswer =
  | { readonly what: 'made'; readonly index: number; readonly bytes: Uint8Array }
  | { readonly what: 'no-glyph'; readonly characters: readonly string[] }
  | { readonly what: 'end' }

interface Making {
  /** Stops at once; nothing of the documents is kept. */
  readonly signal?: AbortSignal
  readonly onMade?: (made: number, of: number) => void
}

/** The fonts take 40 MB, a document of a hundred pages 100 MB. */
const MEGABYTES = 512
/** A bulletin takes half a second; two minutes without a document mean that it hangs. */
const PATIENCE_MS = 120_000

/** Threads at once: each holds its own fonts, and more would only wait for the same processors. */
const AT_ONCE = 2
let running = 0
const waiting: (() => void)[] = []

/** Makes documents in a thread of their own, in the order in which they are asked for. Who comes while two are at work waits. */
export async function makeDocuments(tasks: readonly DocumentTask[], making: Making = {}): Promise<Buffer[]> {
  if (running === AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    making.signal?.throwIfAborted()
    return await inThread(tasks, making)
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

async function inThread(tasks: readonly DocumentTask[], { signal, onMade }: Making): Promise<Buffer[]> {
  const worker = new Worker(new URL('./documents.worker.ts', import.meta.url), {
    workerData: tasks,
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  })
  const stop = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), ...(signal === undefined ? [] : [signal])])
  const documents: Buffer[] = []
  try {
    for await (const [message] of on(worker, 'message', { signal: stop }) as AsyncIterable<[DocumentAnswer]>) {
      if (message.what === 'end') return documents
      if (message.what === 'no-glyph') {
        throw new Refusal('document.no-glyph', [{ code: 'document.no-glyph', params: { characters: message.characters.join(' ') } }])
      }
      documents[message.index] = Buffer.from(message.bytes)
      onMade?.(message.index + 1, tasks.length)
    }
    throw new Error('the thread ended without its documents')
  } finally {
    await worker.terminate()
  }
}
