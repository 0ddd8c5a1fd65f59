import { parentPort, workerData } from 'node:worker_threads'
import { annotateWorkbook, type CellNote, type NoteSheet } from '../../platform/spreadsheet-notes.ts'

// Reads and writes a whole workbook: in a thread of its own, so that neither its time nor its memory is the server's.
const { from, to, notes, list } = workerData as { from: string; to: string; notes: CellNote[]; list: NoteSheet }
await annotateWorkbook(from, to, notes, list)
parentPort?.postMessage('done')
