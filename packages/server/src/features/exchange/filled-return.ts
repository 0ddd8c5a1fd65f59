import { formOnWire, pathOnWire } from '@ballast/contract/report-form.ts'
import { returnFormInput } from '@ballast/contract/report.ts'
import { fieldAt, FORM_FIELDS, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { REPORT_RULES, type ReportRule } from '@ballast/domain/report/rules.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { FieldChange } from '@ballast/domain/shared/row-outcome.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { requestFaults } from '../../platform/request-faults.ts'
import { initialForm, type CaseRecord, type NotCountable, type Reasons } from '../report/index.ts'

const MOST_CHARACTERS = 500

/** A return with what stands beside its form: all that a row of its sheet carries. */
export interface FilledReturn {
  readonly form: MonthlyForm
  readonly reasons: Reasons
  readonly notCountable: readonly NotCountable[]
  readonly note: string | null
}

/** One row of the sheet. Undefined leaves a fact as it is, null clears it. */
export type ReturnRow = { readonly projectNo: string } & Readonly<Record<string, unknown>>

/** Before anybody has begun: the books carried forward, and the month blank. A blank month says that nothing was reported. */
export const blankReturn = (record: CaseRecord, month: YearMonth): FilledReturn => ({
  form: { ...initialForm(record, month), monthFen: null },
  reasons: {},
  notCountable: [],
  note: null,
})

/** What a row makes of a return. */
export function overlaid(base: FilledReturn, row: ReturnRow): FilledReturn {
  const part = (name: string) => (row[name] ?? {}) as Record<string, unknown>
  const given = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const { projectNo: _, year: __, funds: ___, notCountable: ____, reasons: _____, note, ...plain } = row
  const amounts = new Map(base.notCountable.map(({ reasonCode, amountFen }) => [reasonCode, amountFen]))
  for (const [code, amount] of Object.entries(part('notCountable'))) {
    if (amount === undefined) continue
    if (amount === null || amount === 0n) amounts.delete(code)
    else amounts.set(code, amount as Fen)
  }
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
  const reasons = REPORT_RULES.flatMap((rule) => {
    const own = part('reasons')[rule]
    const reason = own === undefined ? (base.reasons[rule] ?? '') : text(own)
    return reason === '' ? [] : [[rule, reason] as const]
  })
  const form = { ...base.form, ...given(plain) } as MonthlyForm
  return {
    form: {
      ...form,
      adjustedTotalDocument: text(form.adjustedTotalDocument) || null,
      statAreaCode: text(form.statAreaCode) || null,
      industryCode: text(form.industryCode) || null,
      year: { ...base.form.year, ...given(part('year')) },
      funds: { ...base.form.funds, ...given(part('funds')) },
    },
    reasons: Object.fromEntries(reasons),
    notCountable: [...amounts]
      .map(([reasonCode, amountFen]) => ({ reasonCode, amountFen }))
      .sort((a, b) => (a.reasonCode < b.reasonCode ? -1 : 1)),
    note: note === undefined ? base.note : text(note) || null,
  }
}

/** Every fact of a return by the key of its column, as a preview shows it; money in yuan. */
function facts({ form, reasons, notCountable, note }: FilledReturn): Map<string, string | null> {
  const texts = formOnWire(form)
  return new Map([
    ...FORM_FIELDS.map(([path]) => {
      const value = fieldAt(texts, pathOnWire(path)) as string | number | null
      return [path, typeof value === 'number' ? String(value) : value] as const
    }),
    ...notCountable.map(({ reasonCode, amountFen }) => [`notCountable.${reasonCode}`, formatYuan(amountFen)] as const),
    ...REPORT_RULES.map((rule) => [`reasons.${rule}`, reasons[rule] ?? null] as const),
    ['note', note] as const,
  ])
}

export function changesBetween(before: FilledReturn, after: FilledReturn): FieldChange[] {
  const [was, is] = [facts(before), facts(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const change = { field, before: was.get(field) ?? null, after: is.get(field) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

/** What the form refuses to hold, whoever fills it in: the same as where it is typed into the page. */
export function shapeFaults({ form, reasons, notCountable, note }: FilledReturn): Reason[] {
  const parsed = returnFormInput.safeParse(formOnWire(form), { reportInput: true })
  const faults = (parsed.success ? [] : requestFaults(parsed.error.issues)).map((fault) =>
    fault.at === undefined ? fault : { ...fault, at: fault.at.replace(/Yuan$/, 'Fen') },
  )
  const tooLong = (at: string, text: string | null): Reason[] =>
    text !== null && text.length > MOST_CHARACTERS
      ? [{ code: 'request.characters-at-most', params: { limit: String(MOST_CHARACTERS) }, at }]
      : []
  return [
    ...faults,
    ...notCountable.flatMap(({ reasonCode, amountFen }): Reason[] =>
      amountFen < 0n ? [{ code: 'report.negative', at: `notCountable.${reasonCode}` }] : [],
    ),
    ...(Object.entries(reasons) as [ReportRule, string][]).flatMap(([rule, reason]) => tooLong(`reasons.${rule}`, reason)),
    ...tooLong('note', note),
  ]
}
