import { Refusal } from '@ballast/domain/shared/refusal.ts'

export interface SlurmError {
  readonly error_number?: number
  readonly error?: string
  readonly description?: string
}

/** Slurm's error numbers (slurm_errno.h) that mean something to the product; the HTTP status differs from version to version. */
const CODES: ReadonlyMap<number, string> = new Map(
  Object.entries({
    'engine.version-unsupported': [1005],
    'engine.token-refused': [1007, 2002, 6000, 6001, 6004, 6007, 6008, 9008],
    // Nothing of it can have arrived: there was no connection, or the controller is a standby.
    'engine.controller-away': [1001, 1800, 1804, 1805, 2027],
    'engine.no-answer': [1002, 1003, 1004, 1017, 1018, 1022, 1023, 1801, 1802, 1803],
    'engine.queue-full': [2007],
    'engine.closed': [2105],
    'engine.cannot-run': [2000, 2001, 2003, 2004, 2005, 2006, 2014, 2015, 2068, 2069, 2070, 2072, 2101, 2119, 2134],
    'engine.user-unknown': [2010, 2113, 6010],
    'engine.job-unknown': [2017],
    'engine.node-unknown': [2018],
    'engine.node-state': [2028],
    'engine.account-unknown': [2045],
    'engine.limit-exceeded': [2050, 2051],
    'engine.envelope-unknown': [2066],
    'engine.reservation-conflict': [2055, 2058, 2082],
    'engine.accounting-away': [7000, 7008],
  }).flatMap(([code, numbers]) => numbers.map((number) => [number, code] as const)),
)

/** The job has ended: there is nothing left to cancel. */
const ALREADY_DONE: ReadonlySet<number> = new Set([2021, 2084])

export const isAlreadyDone = (error: SlurmError): boolean => ALREADY_DONE.has(error.error_number ?? 0)

/** What Slurm said, as a refusal with a stable code; its own words stand in the reason. */
export function slurmRefusal(errors: readonly SlurmError[], status: number): Refusal {
  const known = errors.find(({ error_number }) => CODES.has(error_number ?? 0))
  const first = known ?? errors[0]
  const code = CODES.get(first?.error_number ?? 0) ?? 'engine.refused'
  const detail = [first?.error, first?.description].filter((text) => text !== undefined && text !== '').join(' — ')
  return new Refusal(code, [{ code, params: { number: first?.error_number ?? status, detail: detail === '' ? `HTTP ${status}` : detail } }])
}
