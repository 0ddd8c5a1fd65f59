import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKey } from '../../../platform/audit-key.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Context, ZoneContext } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { platformContext } from '../../../platform/platform-context.ts'
import type { Centre } from '../centre.queries.ts'
import type { EnginePort } from '../engine/engine-port.ts'

/** Times that an engine needs, in milliseconds. */
export interface Patience {
  /** Within it the engine has saved what it acknowledged, and the end that it saw; what is seen later than that, it does not forget. */
  readonly saveMs: number
  /** What was sent without an answer has arrived by then, or never will. */
  readonly arrivalMs: number
  /** By then the books have heard of what the controller ended. */
  readonly booksMs: number
  /** What the books have not said of a job that began and is gone by then, they never will. */
  readonly lostMs: number
  /** So long at least a controller remembers what has ended; what is gone sooner, it has lost. */
  readonly memoryMs: number
  /** By then a controller that has lost a job has told the books all that it knew of it. */
  readonly forgottenMs: number
  /** Before something that failed is tried again. */
  readonly retryMs: number
}
export const PATIENCE: Patience = {
  saveMs: 15_000,
  arrivalMs: 30_000,
  booksMs: 30_000,
  lostMs: 3_600_000,
  memoryMs: 240_000,
  forgottenMs: 120_000,
  retryMs: 5000,
}

/** One centre, and everything that is needed to work for it. */
export interface Dispatching {
  readonly database: Database
  readonly clock: Clock
  readonly auditKey: AuditKey
  readonly zone: ZoneContext
  readonly centre: Centre
  readonly engine: EnginePort
  readonly patience: Patience
  /** Whether this process still has the centre: asked before each submit. */
  readonly mayGoOn: () => boolean
  readonly tell: (enterpriseId: Uuid) => void
}

export const contextOf = (given: Pick<Dispatching, 'clock' | 'auditKey' | 'zone'>): Context => platformContext(given, 'computing')
