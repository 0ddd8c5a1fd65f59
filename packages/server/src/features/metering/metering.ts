import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import { dateOfDayNumber, dayNumber, officialClock, officialInstant } from '@ballast/domain/shared/time.ts'
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

export const instantOf = (seconds: number): Instant => new Date(seconds * 1000).toISOString() as Instant
export const secondsOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000)
export const dayOf = (seconds: number): PlainDate => officialClock(instantOf(seconds)).date
/** The first second of an official day. */
export const startOf = (day: PlainDate): number => secondsOf(officialInstant(`${day}T00:00:00`) as Instant)
export const dayAfter = (day: PlainDate): PlainDate => dateOfDayNumber(dayNumber(day) + 1)
