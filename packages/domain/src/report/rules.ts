import type { Reason } from '../shared/refusal.ts'
import { drawYuan, formatWanExact } from '../shared/money.ts'
import type { PlainDate, YearMonth } from '../shared/time.ts'
import { FUNDING_SOURCES } from '../project/project-row.ts'
import { INVESTMENT_ITEMS, MAIN_ITEMS, monthItems, REQUIRED_AMOUNTS, totalOf, type Books, type MonthlyForm } from './form.ts'

/** Rules of the monthly form (statistics reporting system): R1–R5 arithmetic, R6–R10 sense. */
export const REPORT_RULES = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10'] as const
export type ReportRule = (typeof REPORT_RULES)[number]

/** 'hard' refuses, 'soft' asks for a reason, 'off' says nothing. */
export const SEVERITIES = ['hard', 'soft', 'off'] as const
export type Severity = (typeof SEVERITIES)[number]
export type Severities = Readonly<Record<ReportRule, Severity>>

export const PRESET_SEVERITIES: Severities = {
  R1: 'hard',
  R2: 'hard',
  R3: 'hard',
  R4: 'hard',
  R5: 'hard',
  R6: 'soft',
  R7: 'soft',
  R8: 'hard',
  R9: 'soft',
  R10: 'hard',
}

/** What a form is judged by, beside itself. */
export interface ReportCase {
  readonly month: YearMonth
  /** The first month that the report covers; another than `month` only where January is reported with February. */
  readonly firstMonth: YearMonth
  readonly books: Books
  /** The day of registration in the statistics base (入库); null: not registered. */
  readonly registeredOn: PlainDate | null
  /** A construction permit or evidence of the start has been brought. */
  readonly mayBuild: boolean
  readonly lastDay: PlainDate
}

export interface Finding extends Reason {
  readonly rule: ReportRule
  readonly at: string
}

const wan = (amount: bigint): string => `${formatWanExact(amount)} 万元`

/** Everything that the rules find in a form, with the field and both sides of what does not fit. */
export function findings(form: MonthlyForm, given: ReportCase): Finding[] {
  const found: Finding[] = []
  const find = (rule: ReportRule, at: string, params: Reason['params'] = {}): void => {
    found.push({ rule, code: `report.${rule}`, at, params })
  }
  const zero = 0n
  const [cumulative, year, month] = [form.cumulativeFen ?? zero, form.yearFen ?? zero, form.monthFen ?? zero]
  const item = (name: keyof MonthlyForm['year']): bigint => form.year[name] ?? zero
  const { books } = given

  if (cumulative !== books.lastYearEndFen + year) {
    find('R1', 'cumulativeFen', { cumulative: wan(cumulative), lastYearEnd: wan(books.lastYearEndFen), year: wan(year) })
  }
  const before = totalOf(books.yearBefore)
  if (year !== month + before) find('R2', 'yearFen', { year: wan(year), month: wan(month), before: wan(before) })
  const parts = MAIN_ITEMS.reduce((sum, name) => sum + item(name), zero)
  if (year !== parts) find('R3', 'yearFen', { year: wan(year), parts: wan(parts) })
  const [used, renewal] = [item('usedEquipment'), item('renewalEquipment')]
  if (item('equipment') < used + renewal) {
    find('R4', 'year.equipment', { equipment: wan(item('equipment')), used: wan(used), renewal: wan(renewal) })
  }
  const [old, land] = [item('oldBuildings'), item('land')]
  if (item('other') < old + land) find('R5', 'year.other', { other: wan(item('other')), old: wan(old), land: wan(land) })
  if (cumulative > (form.planTotalFen ?? zero) && form.adjustedTotalDocument === null) {
    find('R6', 'cumulativeFen', { cumulative: wan(cumulative), total: wan(form.planTotalFen ?? zero) })
  }
  const [under, completed] = [form.floorAreaUnderConstructionM2 ?? 0, form.floorAreaCompletedM2 ?? 0]
  if (completed > under) find('R7', 'floorAreaCompletedM2', { completed, under })
  if (given.registeredOn === null || given.registeredOn > given.lastDay) {
    find('R8', 'month', { month: given.month, registeredOn: given.registeredOn ?? '—' })
  }
  if (monthItems(form, books).construction > zero && !given.mayBuild) {
    find('R9', 'year.construction', { construction: wan(monthItems(form, books).construction) })
  }
  if (given.month.endsWith('-01')) find('R10', 'month', { month: given.month })
  return found
}

/** What no zone can switch off: amounts that are missing or negative, and a month that is not that of the method marked. */
export function formFaults(form: MonthlyForm, books: Books): Reason[] {
  const faults: Reason[] = []
  for (const field of REQUIRED_AMOUNTS) if (form[field] === null) faults.push({ code: 'report.amount-missing', at: field })
  const amounts: [string, bigint | number | null][] = [
    ...(['planTotalFen', 'cumulativeFen', 'yearFen', 'newFixedAssetsFen', 'payablesFen'] as const).map((field): [string, bigint | null] => [
      field,
      form[field],
    ]),
    ...INVESTMENT_ITEMS.map((name): [string, bigint | null] => [`year.${name}`, form.year[name]]),
    ...FUNDING_SOURCES.map((source): [string, bigint | null] => [`funds.${source}`, form.funds[source]]),
    ...(['floorAreaUnderConstructionM2', 'floorAreaCompletedM2'] as const).map((field): [string, number | null] => [field, form[field]]),
  ]
  for (const [at, amount] of amounts) {
    if (amount !== null && amount < 0) faults.push({ code: 'report.negative', at })
  }
  const items = monthItems(form, books)
  for (const name of INVESTMENT_ITEMS) {
    if (items[name] < 0n) {
      faults.push({
        code: 'report.year-fell',
        at: `year.${name}`,
        params: { before: drawYuan(books.yearBefore[name]), now: drawYuan(form.year[name] ?? 0n) },
      })
    }
  }
  const byMethod = form.method === 'progress' ? form.monthByProgressFen : form.monthByFinanceFen
  if (byMethod !== null && form.monthFen !== null && byMethod !== form.monthFen) {
    faults.push({
      code: 'report.method-differs',
      at: form.method === 'progress' ? 'monthByProgressFen' : 'monthByFinanceFen',
      params: { method: wan(byMethod), month: wan(form.monthFen) },
    })
  }
  return faults
}

export interface Verdict {
  /** Reasons that refuse the form. */
  readonly refusals: readonly Reason[]
  /** Findings that pass with a reason; `reason` null: none was given yet. */
  readonly warnings: readonly (Finding & { readonly reason: string | null })[]
}

/** How a form stands under the zone's rules, with the reasons that were given for what is soft. */
export function judge(
  form: MonthlyForm,
  given: ReportCase,
  severities: Severities,
  reasons: Readonly<Partial<Record<ReportRule, string>>>,
): Verdict {
  const found = findings(form, given).filter(({ rule }) => severities[rule] !== 'off')
  const hard = found.filter(({ rule }) => severities[rule] === 'hard')
  const warnings = found
    .filter(({ rule }) => severities[rule] === 'soft')
    .map((finding) => ({ ...finding, reason: reasons[finding.rule]?.trim() || null }))
  return { refusals: [...formFaults(form, given.books), ...hard], warnings }
}
