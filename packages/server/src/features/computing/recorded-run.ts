import { cardsOf, meteredEnd, type EndedRun } from '@ballast/domain/metering/book-run.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import type { EndState } from '@ballast/domain/voucher/settle.ts'
import type { RecordedRun } from '../voucher/index.ts'
import type { JobRecord } from './engine/engine-port.ts'

/** A row of the books as the ledger records it. What it ran on is what the books say, not what was asked for. */
export const recordedRun = (
  centre: string,
  record: JobRecord & EndedRun,
  whose: {
    readonly jobId: Uuid
    readonly enterpriseId: Uuid
    readonly cardType: string
    readonly isLast: boolean
    readonly runsAgain: boolean
  },
): RecordedRun => ({
  ...whose,
  centre,
  engineJob: record.jobId,
  submittedAt: instantAt(record.submittedAt * 1000),
  restart: BigInt(record.restarts),
  cards: BigInt(cardsOf(record)),
  elapsedSeconds: BigInt(record.elapsedSeconds),
  startedAt: instantAt(record.startedAt * 1000),
  endedAt: instantAt(record.endedAt * 1000),
  endState: meteredEnd(record.state) as EndState,
})
