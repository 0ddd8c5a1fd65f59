import { parentPort, workerData } from 'node:worker_threads'
import { loadFonts } from './fonts.ts'
import type { DocumentAnswer, DocumentTask } from './make-documents.ts'
import { pdfMaker } from './pdf.ts'
import { fillWord, textOfWord } from './word.ts'

// Sets documents in a thread of its own, so that neither its time nor its memory is the server's.
const tasks = workerData as readonly DocumentTask[]
const answer = (message: DocumentAnswer): void => parentPort?.postMessage(message)

const fonts = loadFonts()
const missing = new Set(tasks.flatMap((task) => fonts.missingIn(task.format === 'pdf' ? JSON.stringify(task.content) : textOfWord(task))))
if (missing.size > 0) answer({ what: 'no-glyph', characters: [...missing] })
else {
  const makePdf = pdfMaker(fonts)
  for (const [index, task] of tasks.entries()) {
    const bytes = task.format === 'pdf' ? makePdf(task) : await fillWord(task)
    answer({ what: 'made', index, bytes })
  }
  answer({ what: 'end' })
}
