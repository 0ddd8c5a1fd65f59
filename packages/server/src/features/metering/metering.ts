import { instantAt, officialClock, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKey } from '../../platform/audit-key.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Context, ZoneContext } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { platformContext } from '../../platform/platform-context.ts'
import type { EnginePort } from '../computing/index.ts'

export interface MeteredCentre {
  readonly centreId: Uuid
  readonly code: string
  readonly cards: readonly { readonly cardType: string; readonly engineType: string }[]
}

/** One centre, its books, and everything that is needed to meter it. */
export interface Metering {
  readonly database: Database
  readonly clock: Clock
  readonly auditKey: AuditKey
  readonly zone: ZoneContext
  readonly centre: MeteredCentre
  readonly engine: Pick<EnginePort, 'ended'>
}

export const contextOf = (given: Pick<Metering, 'clock' | 'auditKey' | 'zone'>): Context => platformContext(given, 'metering')

export const dayOf = (seconds: number): PlainDate => officialClock(instantAt(seconds * 1000)).date
