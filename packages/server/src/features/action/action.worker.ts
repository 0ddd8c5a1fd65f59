import { parentPort, workerData } from 'node:worker_threads'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { ThreadMessage } from '../../platform/thread.ts'
import { openSolver } from './highs.ts'
import { makePlan, SOLVE_SECONDS, type PlanTask } from './make-plan.ts'

const port = parentPort
if (port === null) throw new Error('action.worker runs in a worker thread')
const tell = (message: ThreadMessage) => port.postMessage(message)
try {
  const solve = await openSolver({ seconds: SOLVE_SECONDS })
  tell({ result: makePlan(workerData as PlanTask, solve, (done, total) => tell({ done, total })) })
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  tell({ refused: { code: error.code, reasons: error.reasons } })
}
