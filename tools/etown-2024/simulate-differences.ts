import { randomOf } from './random.ts'
import { YEAR_2024, type DoneParts } from './simulate-done.ts'
import type { Told } from './simulate-dispatch.ts'
import type { Correction, Return } from './simulate-reports.ts'
import { totalOf } from './simulate-truth.ts'

interface Answered {
  readonly projectNo: string
  readonly at: number
  readonly code: string
}

/** Every difference of an earlier year is answered for, and most of this year's, as it is after some months of work. */
export function differenceReasons(
  returns: readonly Return[],
  corrections: readonly Correction[],
  told: readonly Told[],
  seed: number,
): Answered[] {
  const random = randomOf(seed)
  const key = (projectNo: string, at: number): string => `${projectNo} ${at}`
  const sum = (rows: readonly { readonly projectNo: string; readonly at: number; readonly parts: DoneParts }[]) => {
    const sums = new Map<string, number>()
    for (const { projectNo, at, parts } of rows) {
      // January is reported with February.
      const name = key(projectNo, at % 12 === 0 ? at + 1 : at)
      sums.set(name, (sums.get(name) ?? 0) + totalOf(parts))
    }
    return sums
  }
  const last = new Map(told.map((one) => [key(one.projectNo, one.at), one]))
  const [dispatched, later] = [sum([...last.values()]), sum(corrections)]
  return returns.flatMap(({ projectNo, at, state, parts }): Answered[] => {
    const [isOpen, isEstimate] = [random.next() < 0.3, random.next() < 0.4]
    const name = key(projectNo, at)
    const [reported, site] = [totalOf(parts) + (later.get(name) ?? 0), dispatched.get(name) ?? 0]
    if (state !== 'closed' || reported === site || (at >= YEAR_2024 && isOpen)) return []
    const code = reported < site * 0.7 ? 'invoice' : isEstimate ? 'estimate' : 'cut-off'
    return [{ projectNo, at, code }]
  })
}
