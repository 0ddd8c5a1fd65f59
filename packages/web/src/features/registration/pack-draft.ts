import type { DeclaredFacts, Registration } from '@ballast/contract/registration.ts'
import {
  checkPack,
  type CheckResult,
  type Declared,
  type ExplainableCheck,
  type RegistrationCheck,
} from '@ballast/domain/registration/checks.ts'
import { fen, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'

/** The facts of the form in its order, each with the check that holds it against the registers, and those that look at it beside. */
export const PACK_FIELDS = [
  { field: 'unitName', check: 'unit-name', beside: [] },
  { field: 'creditCode', check: 'credit-code', beside: [] },
  { field: 'projectCode', check: 'project-code', beside: ['code-once'] },
  { field: 'totalYuan', check: 'total', beside: ['threshold'] },
  { field: 'contractParty', check: 'contract-party', beside: [] },
  { field: 'contractNo', check: null, beside: [] },
  { field: 'contractYuan', check: null, beside: [] },
  { field: 'startOn', check: 'start', beside: [] },
  { field: 'completionOn', check: 'completion', beside: ['date-order'] },
  { field: 'permitNo', check: 'permit', beside: [] },
  { field: 'industryCode', check: 'industry', beside: [] },
  { field: 'statAreaCode', check: 'place', beside: [] },
  { field: 'address', check: null, beside: [] },
] as const satisfies readonly {
  field: keyof DeclaredFacts
  check: RegistrationCheck | null
  beside: readonly RegistrationCheck[]
}[]
export type PackField = (typeof PACK_FIELDS)[number]['field']
export const isMoney = (field: PackField): field is 'totalYuan' | 'contractYuan' => field === 'totalYuan' || field === 'contractYuan'

/** As it is typed: amounts in 万元. */
export interface PackDraft {
  readonly facts: Readonly<Record<PackField, string>>
  readonly explanations: Readonly<Partial<Record<ExplainableCheck, string>>>
  readonly note: string
}

export const draftOf = ({ declared, explanations, note }: Registration): PackDraft => ({
  facts: Object.fromEntries(
    PACK_FIELDS.map(({ field }) => [field, isMoney(field) ? wanOfYuan(declared[field]) : (declared[field] ?? '')]),
  ) as Record<PackField, string>,
  explanations,
  note: note ?? '',
})

/** What goes to the server; undefined: an amount is not one. */
export function bodyOf({ facts, explanations, note }: PackDraft) {
  const amounts = { totalYuan: yuanOfWan(facts.totalYuan), contractYuan: yuanOfWan(facts.contractYuan) }
  const { totalYuan, contractYuan } = amounts
  if (totalYuan === undefined || contractYuan === undefined) return undefined
  const text = (field: PackField): string | null => facts[field].trim() || null
  const declared = {
    ...(Object.fromEntries(PACK_FIELDS.map(({ field }) => [field, text(field)])) as unknown as DeclaredFacts),
    totalYuan,
    contractYuan,
  }
  const said = Object.entries(explanations).filter(([, words]) => words.trim() !== '')
  return { declared, explanations: Object.fromEntries(said) as PackDraft['explanations'], note: note.trim() || null }
}

const amountOf = (yuan: string | null): Fen | null => (yuan === null ? null : parseYuan(yuan))

function asDeclared({ totalYuan, contractYuan, startOn, completionOn, ...texts }: DeclaredFacts): Declared {
  return {
    ...texts,
    totalFen: amountOf(totalYuan),
    contractFen: amountOf(contractYuan),
    startOn: startOn as PlainDate | null,
    completionOn: completionOn as PlainDate | null,
  }
}

/** The checks of what is typed, by the rules that the server judges by. */
export function liveChecks(given: Registration, draft: PackDraft): ReadonlyMap<RegistrationCheck, CheckResult> {
  const body = bodyOf(draft)
  const sideOf = (check: RegistrationCheck) => given.checks.find((each) => each.check === check)?.known ?? null
  const known = {
    ...asDeclared(given.known),
    needsPermit: given.checks.some(({ check }) => check === 'permit'),
    sameCode: draft.facts.projectCode.trim() === (given.declared.projectCode ?? '') ? sideOf('code-once') : null,
    thresholdFen: amountOf(sideOf('threshold')) ?? fen(0n),
  }
  const checks = checkPack(asDeclared(body?.declared ?? given.declared), known, draft.explanations)
  return new Map(checks.map((check) => [check.check, check]))
}
