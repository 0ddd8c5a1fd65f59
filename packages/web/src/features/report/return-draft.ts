import type { ReportReturn, ReturnForm } from '@ballast/contract/report.ts'
import { formFromWire, itemsFromWire } from '@ballast/contract/report-form.ts'
import { FUNDING_SOURCES, type FundingSource } from '@ballast/domain/project/project-row.ts'
import { INVESTMENT_ITEMS, itemsOf, plus, totalOf, type InvestmentItem, type Items, type Method } from '@ballast/domain/report/form.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import { judge, type ReportRule, type Verdict } from '@ballast/domain/report/rules.ts'
import { fen, formatWanExact, formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'

/** Fields of the form that are typed as text: money in 万元, areas in m². */
export const TEXT_FIELDS = [
  'planTotal',
  'adjustedTotalDocument',
  'newFixedAssets',
  'payables',
  'floorAreaUnderConstruction',
  'floorAreaCompleted',
  'monthByProgress',
  'monthByFinance',
  'startMonth',
  'productionMonth',
  'statAreaCode',
  'industryCode',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** What somebody is typing into a return. Of the investment only this month's items are kept: year and cumulative follow from the books. */
export interface ReturnDraft {
  readonly month: Readonly<Record<InvestmentItem, string>>
  readonly texts: Readonly<Record<TextField, string>>
  readonly funds: Readonly<Record<FundingSource, string>>
  readonly method: Method
  readonly nature: ReturnForm['nature']
  readonly holding: ReturnForm['holding']
  readonly reasons: Readonly<Partial<Record<ReportRule, string>>>
  readonly notCountable: readonly { readonly reasonCode: string; readonly wan: string }[]
  readonly note: string
}

const wanText = (amount: bigint): string => (amount === 0n ? '' : formatWanExact(amount))
const orEmpty = (value: string | number | null): string => (value === null ? '' : String(value))

export function draftOf(given: ReportReturn): ReturnDraft {
  const { form, books } = given
  const before = itemsFromWire(books.yearBefore)
  return {
    month: Object.fromEntries(
      INVESTMENT_ITEMS.map((item) => [
        item,
        wanText((form.year[item] === null ? before[item] : parseYuan(form.year[item])) - before[item]),
      ]),
    ) as Record<InvestmentItem, string>,
    texts: {
      planTotal: wanOfYuan(form.planTotalYuan),
      adjustedTotalDocument: orEmpty(form.adjustedTotalDocument),
      newFixedAssets: wanOfYuan(form.newFixedAssetsYuan),
      payables: wanOfYuan(form.payablesYuan),
      floorAreaUnderConstruction: orEmpty(form.floorAreaUnderConstructionM2),
      floorAreaCompleted: orEmpty(form.floorAreaCompletedM2),
      monthByProgress: wanOfYuan(form.monthByProgressYuan),
      monthByFinance: wanOfYuan(form.monthByFinanceYuan),
      startMonth: orEmpty(form.startMonth),
      productionMonth: orEmpty(form.productionMonth),
      statAreaCode: orEmpty(form.statAreaCode),
      industryCode: orEmpty(form.industryCode),
    },
    funds: Object.fromEntries(FUNDING_SOURCES.map((source) => [source, wanOfYuan(form.funds[source])])) as Record<FundingSource, string>,
    method: form.method,
    nature: form.nature,
    holding: form.holding,
    reasons: Object.fromEntries(given.findings.flatMap(({ rule, reason }) => (reason === null ? [] : [[rule, reason]]))),
    notCountable: given.notCountable.map(({ reasonCode, amountYuan }) => ({ reasonCode, wan: wanOfYuan(amountYuan) })),
    note: given.note ?? '',
  }
}

const amountOf = (wan: string): Fen | undefined => {
  const yuan = yuanOfWan(wan)
  return yuan === undefined ? undefined : fen(yuan === null ? 0n : parseYuan(yuan))
}

export interface Worked {
  readonly before: Items
  readonly month: Items
  readonly year: Items
  readonly lastYearEnd: Fen
  readonly form: ReturnForm
  /** Paths of what is no amount, no area or no month. */
  readonly invalid: readonly string[]
  readonly verdict: Verdict
}

/** Works the draft out against the books, and judges it by the zone's rules as the server will. */
export function workOut(draft: ReturnDraft, given: ReportReturn): Worked {
  const invalid: string[] = []
  const amount = (path: string, wan: string): Fen => {
    const found = amountOf(wan)
    if (found === undefined) invalid.push(path)
    return found ?? fen(0n)
  }
  const optional = (path: string, wan: string): string | null => (wan.trim() === '' ? null : formatYuan(amount(path, wan)))
  const area = (path: string, text: string): number | null => {
    if (text.trim() === '') return null
    if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim())
    invalid.push(path)
    return null
  }
  const text = (path: string, value: string, pattern: RegExp): string | null => {
    if (value.trim() === '') return null
    if (pattern.test(value.trim())) return value.trim()
    invalid.push(path)
    return null
  }
  const { texts } = draft
  const before = itemsFromWire(given.books.yearBefore)
  const month = itemsOf((item) => amount(`year.${item}`, draft.month[item]))
  const year = plus(before, month)
  const lastYearEnd = parseYuan(given.books.lastYearEndYuan)
  const form: ReturnForm = {
    planTotalYuan: optional('planTotalYuan', texts.planTotal),
    adjustedTotalDocument: texts.adjustedTotalDocument.trim() === '' ? null : texts.adjustedTotalDocument.trim(),
    cumulativeYuan: formatYuan(lastYearEnd + totalOf(year)),
    yearYuan: formatYuan(totalOf(year)),
    monthYuan: formatYuan(totalOf(month)),
    year: Object.fromEntries(INVESTMENT_ITEMS.map((item) => [item, formatYuan(year[item])])) as Record<InvestmentItem, string>,
    newFixedAssetsYuan: optional('newFixedAssetsYuan', texts.newFixedAssets),
    funds: Object.fromEntries(
      FUNDING_SOURCES.map((source) => [source, optional(`funds.${source}`, draft.funds[source])]),
    ) as ReturnForm['funds'],
    payablesYuan: optional('payablesYuan', texts.payables),
    floorAreaUnderConstructionM2: area('floorAreaUnderConstructionM2', texts.floorAreaUnderConstruction),
    floorAreaCompletedM2: area('floorAreaCompletedM2', texts.floorAreaCompleted),
    method: draft.method,
    monthByProgressYuan: optional('monthByProgressYuan', texts.monthByProgress),
    monthByFinanceYuan: optional('monthByFinanceYuan', texts.monthByFinance),
    nature: draft.nature,
    holding: draft.holding,
    startMonth: text('startMonth', texts.startMonth, /^\d{4}-(0[1-9]|1[0-2])$/),
    productionMonth: text('productionMonth', texts.productionMonth, /^\d{4}-(0[1-9]|1[0-2])$/),
    statAreaCode: text('statAreaCode', texts.statAreaCode, /^\d{12}$/),
    industryCode: text('industryCode', texts.industryCode, /^[A-T]?\d{4}$/),
  }
  draft.notCountable.forEach(({ wan }, index) => amount(`notCountable.${index}`, wan))
  const about = {
    month: given.month as YearMonth,
    firstMonth: given.firstMonth as YearMonth,
    books: { lastYearEndFen: lastYearEnd, yearBefore: before },
    registeredOn: given.registeredOn as PlainDate | null,
    mayBuild: given.mayBuild,
    lastDay: lastDayOf(given.month as YearMonth),
  }
  return { before, month, year, lastYearEnd, form, invalid, verdict: judge(formFromWire(form), about, given.severities, draft.reasons) }
}

/** What the draft saves; money in yuan. */
export const bodyOf = (draft: ReturnDraft, { form }: Worked) => ({
  form,
  reasons: draft.reasons,
  notCountable: draft.notCountable.flatMap(({ reasonCode, wan }) => {
    const yuan = yuanOfWan(wan)
    return reasonCode === '' || yuan === null || yuan === undefined ? [] : [{ reasonCode, amountYuan: yuan }]
  }),
  note: draft.note.trim() === '' ? null : draft.note.trim(),
})
