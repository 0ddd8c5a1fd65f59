import { formatYuan, type Fen } from '../shared/money.ts'
import type { PlainDate } from '../shared/time.ts'

/** What the statistics rules hold a registration against; each is named, so that a mismatch says where it is mended. */
export const REGISTRATION_CHECKS = [
  'unit-name',
  'credit-code',
  'contract-party',
  'project-code',
  'code-once',
  'total',
  'threshold',
  'date-order',
  'start',
  'completion',
  'permit',
  'industry',
  'place',
] as const
export type RegistrationCheck = (typeof REGISTRATION_CHECKS)[number]

/** What can be right although it differs, with an explanation. Everything else has to be mended. */
export const EXPLAINABLE = ['contract-party', 'total', 'start', 'completion', 'permit'] as const satisfies readonly RegistrationCheck[]
export type ExplainableCheck = (typeof EXPLAINABLE)[number]
export const isExplainable = (check: RegistrationCheck): check is ExplainableCheck => (EXPLAINABLE as readonly string[]).includes(check)

/** Where the other side of a check stands. */
export const SIDES = ['pack', 'project', 'enterprise', 'gates', 'rule'] as const
export type Side = (typeof SIDES)[number]

/** What the application states, as its documents have it. */
export interface Declared {
  readonly unitName: string | null
  readonly creditCode: string | null
  readonly projectCode: string | null
  readonly contractParty: string | null
  readonly contractNo: string | null
  readonly contractFen: Fen | null
  readonly totalFen: Fen | null
  readonly startOn: PlainDate | null
  readonly completionOn: PlainDate | null
  readonly permitNo: string | null
  readonly industryCode: string | null
  readonly statAreaCode: string | null
  readonly address: string | null
}

/** What the registers and the gates say of the same project. */
export interface Known {
  readonly unitName: string | null
  readonly creditCode: string | null
  readonly projectCode: string | null
  readonly totalFen: Fen | null
  /** Actual where the gate is passed, else planned. */
  readonly startOn: PlainDate | null
  readonly completionOn: PlainDate | null
  readonly permitNo: string | null
  /** Whether projects of this type need a construction permit. */
  readonly needsPermit: boolean
  readonly industryCode: string | null
  readonly statAreaCode: string | null
  /** Another project of the zone in whose pack, or in whose facts, the same code stands. */
  readonly sameCode: string | null
  readonly thresholdFen: Fen
}

export interface CheckResult {
  readonly check: RegistrationCheck
  readonly outcome: 'ok' | 'missing' | 'differs'
  /** What the pack says, and what it is held against; amounts in yuan. */
  readonly declared: string | null
  readonly known: string | null
  readonly holds: 'text' | 'money' | 'date'
  readonly side: Side
  readonly explanation: string | null
}

/** Names that differ in width of brackets and in spaces alone are the same name. */
const plainName = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '')
const plainCode = (code: string): string => code.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

type Explanations = Readonly<Partial<Record<ExplainableCheck, string>>>
type Sides = Pick<CheckResult, 'declared' | 'known' | 'holds' | 'side'>

/** Every check of a pack, in the order of the form, each with both sides. */
export function checkPack(declared: Declared, known: Known, explanations: Explanations = {}): CheckResult[] {
  const result = (check: RegistrationCheck, outcome: CheckResult['outcome'], sides: Sides): CheckResult => ({
    check,
    outcome,
    ...sides,
    explanation: isExplainable(check) && outcome !== 'ok' ? explanations[check]?.trim() || null : null,
  })
  const same = (check: RegistrationCheck, sides: Sides, isSame: (a: string, b: string) => boolean): CheckResult => {
    const { declared: a, known: b } = sides
    return result(check, a === null || b === null ? 'missing' : isSame(a, b) ? 'ok' : 'differs', sides)
  }
  const byName = (a: string, b: string): boolean => plainName(a) === plainName(b)
  const byCode = (a: string, b: string): boolean => plainCode(a) === plainCode(b)
  const exactly = (a: string, b: string): boolean => a === b
  const text = (a: string | null, b: string | null, side: Side): Sides => ({ declared: a, known: b, holds: 'text', side })
  const dates = (a: PlainDate | null, b: PlainDate | null, side: Side): Sides => ({ declared: a, known: b, holds: 'date', side })
  const money = (a: Fen | null, b: Fen | null, side: Side): Sides => ({
    declared: a === null ? null : formatYuan(a),
    known: b === null ? null : formatYuan(b),
    holds: 'money',
    side,
  })
  const { totalFen, startOn, completionOn } = declared
  const isInOrder = startOn === null || completionOn === null ? undefined : startOn <= completionOn
  return [
    same('unit-name', text(declared.unitName, known.unitName, 'enterprise'), byName),
    same('credit-code', text(declared.creditCode, known.creditCode, 'enterprise'), byCode),
    same('contract-party', text(declared.contractParty, declared.unitName, 'pack'), byName),
    same('project-code', text(declared.projectCode, known.projectCode, 'project'), byCode),
    result('code-once', known.sameCode === null ? 'ok' : 'differs', text(declared.projectCode, known.sameCode, 'pack')),
    same('total', money(totalFen, known.totalFen, 'project'), exactly),
    result(
      'threshold',
      totalFen === null ? 'missing' : totalFen >= known.thresholdFen ? 'ok' : 'differs',
      money(totalFen, known.thresholdFen, 'rule'),
    ),
    result('date-order', isInOrder === undefined ? 'missing' : isInOrder ? 'ok' : 'differs', dates(startOn, completionOn, 'pack')),
    same('start', dates(startOn, known.startOn, 'gates'), exactly),
    same('completion', dates(completionOn, known.completionOn, 'gates'), exactly),
    ...(known.needsPermit ? [same('permit', text(declared.permitNo, known.permitNo, 'gates'), byCode)] : []),
    same('industry', text(declared.industryCode, known.industryCode, 'project'), byCode),
    same('place', text(declared.statAreaCode, known.statAreaCode, 'project'), byCode),
  ]
}

/** Whether a check still stands in the way of handing the pack in. */
export const isOpen = ({ check, outcome, explanation }: CheckResult): boolean =>
  outcome !== 'ok' && !(isExplainable(check) && explanation !== null)
