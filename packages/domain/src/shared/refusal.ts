/** One reason of a refusal: a stable code, its values, and where it stands (field path, cell, row). */
export interface Reason {
  readonly code: string
  readonly params?: Readonly<Record<string, string | number>>
  /** Field path ("months.3.equipmentYuan") or cell address ("项目!F12"). */
  readonly at?: string
}

/** A rule of the business says no. Carries every reason at once; the edge turns it into a problem document. */
export class Refusal extends Error {
  readonly code: string
  readonly reasons: readonly Reason[]
  /** What the caller needs to go on, e.g. the current version of a row that someone else changed. */
  readonly extra: Readonly<Record<string, unknown>> | undefined

  constructor(code: string, reasons: readonly Reason[] = [], extra?: Readonly<Record<string, unknown>>) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.reasons = reasons
    this.extra = extra
  }
}

/** Throws one Refusal with all reasons, or returns when there are none. */
export function refuseIfAny(code: string, reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refusal(code, reasons)
}
