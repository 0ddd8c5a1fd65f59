import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fen, type Fen } from '../shared/money.ts'
import type { PlainDate, YearMonth } from '../shared/time.ts'
import {
  INVESTMENT_ITEMS,
  itemsOf,
  MAIN_ITEMS,
  monthItems,
  NO_ITEMS,
  plus,
  totalOf,
  type InvestmentItem,
  type Items,
  type MonthlyForm,
} from './form.ts'
import { findings, formFaults, judge, PRESET_SEVERITIES, REPORT_RULES, type ReportCase, type ReportRule } from './rules.ts'

const someAmount = fc.bigInt({ min: 0n, max: 10n ** 13n })
/** Items that a sound form could show: the parts of equipment and other never exceed them. */
const someItems = fc
  .record({
    construction: someAmount,
    installation: someAmount,
    used: someAmount,
    renewal: someAmount,
    moreEquipment: someAmount,
    old: someAmount,
    land: someAmount,
    moreOther: someAmount,
  })
  .map(({ construction, installation, used, renewal, moreEquipment, old, land, moreOther }) => {
    const amounts = {
      construction,
      installation,
      equipment: used + renewal + moreEquipment,
      usedEquipment: used,
      renewalEquipment: renewal,
      other: old + land + moreOther,
      oldBuildings: old,
      land,
    }
    return itemsOf((item) => amounts[item])
  })

interface Sound {
  readonly before: Items
  readonly month: Items
  readonly lastYearEnd: Fen
}
const someCase = fc.record({ before: someItems, month: someItems, lastYearEnd: someAmount.map(fen) })

const formOf = ({ before, month, lastYearEnd }: Sound): MonthlyForm => {
  const year = plus(before, month)
  return {
    planTotalFen: fen(lastYearEnd + totalOf(year)),
    adjustedTotalDocument: null,
    cumulativeFen: fen(lastYearEnd + totalOf(year)),
    yearFen: totalOf(year),
    monthFen: totalOf(month),
    year,
    newFixedAssetsFen: null,
    funds: { state_budget: null, domestic_loan: null, bond: null, foreign_capital: null, self_raised: null, other: null },
    payablesFen: null,
    floorAreaUnderConstructionM2: 100,
    floorAreaCompletedM2: 100,
    method: 'progress',
    monthByProgressFen: totalOf(month),
    monthByFinanceFen: null,
    nature: null,
    holding: null,
    startMonth: null,
    productionMonth: null,
    statAreaCode: null,
    industryCode: null,
  }
}
const caseOf = ({ before, lastYearEnd }: Sound, more: Partial<ReportCase> = {}): ReportCase => ({
  month: '2024-03' as YearMonth,
  firstMonth: '2024-03' as YearMonth,
  books: { lastYearEndFen: lastYearEnd, yearBefore: before },
  registeredOn: '2023-05-10' as PlainDate,
  mayBuild: true,
  lastDay: '2024-03-31' as PlainDate,
  ...more,
})
const rulesOf = (form: MonthlyForm, given: ReportCase): ReportRule[] => findings(form, given).map(({ rule }) => rule)

test('a form that follows the books breaks no rule, and its month is what was added', () => {
  fc.assert(
    fc.property(someCase, (sound) => {
      const form = formOf(sound)
      expect(rulesOf(form, caseOf(sound))).toEqual([])
      expect(formFaults(form, caseOf(sound).books)).toEqual([])
      expect(monthItems(form, caseOf(sound).books)).toEqual(sound.month)
    }),
  )
})

test('one fen too much in the cumulative, the year or the month is found by the rule of that sum', () => {
  fc.assert(
    fc.property(someCase, (sound) => {
      const form = formOf(sound)
      const more = (amount: Fen | null) => fen((amount ?? 0n) + 1n)
      expect(rulesOf({ ...form, cumulativeFen: more(form.cumulativeFen), adjustedTotalDocument: 'D' }, caseOf(sound))).toEqual(['R1'])
      expect(rulesOf({ ...form, monthFen: more(form.monthFen) }, caseOf(sound))).toEqual(['R2'])
      expect(rulesOf({ ...form, yearFen: more(form.yearFen) }, caseOf(sound))).toEqual(['R1', 'R2', 'R3'])
    }),
  )
})

const isMain = (item: InvestmentItem): boolean => MAIN_ITEMS.some((main) => main === item)
const sound: Sound = { before: NO_ITEMS, month: itemsOf((item) => (isMain(item) ? 100n : 0n)), lastYearEnd: fen(5n) }
const broken: Readonly<Record<ReportRule, { form?: Partial<MonthlyForm>; given?: Partial<ReportCase> }>> = {
  R1: { form: { cumulativeFen: fen(404n) } },
  R2: { form: { monthFen: fen(399n) } },
  R3: { form: { yearFen: fen(399n), monthFen: fen(399n), cumulativeFen: fen(404n) } },
  R4: { form: { year: { ...sound.month, usedEquipment: fen(60n), renewalEquipment: fen(41n) } } },
  R5: { form: { year: { ...sound.month, oldBuildings: fen(60n), land: fen(41n) } } },
  R6: { form: { planTotalFen: fen(404n) } },
  R7: { form: { floorAreaCompletedM2: 101 } },
  R8: { given: { registeredOn: '2024-04-01' as PlainDate } },
  R9: { given: { mayBuild: false } },
  R10: { given: { month: '2024-01' as YearMonth } },
}
const base = formOf(sound)

test.each(REPORT_RULES)('%s refuses or asks for a reason where it is broken, and is silent where it is not or is switched off', (rule) => {
  const { form = {}, given = {} } = broken[rule]
  const [hurt, about] = [{ ...base, ...form }, caseOf(sound, given)]
  expect(rulesOf(base, caseOf(sound))).toEqual([])
  expect(rulesOf(hurt, about)).toEqual([rule])
  const under = (severity: 'hard' | 'soft' | 'off', reason = {}) =>
    judge({ ...hurt, monthByProgressFen: hurt.monthFen }, about, { ...PRESET_SEVERITIES, [rule]: severity }, reason)
  expect(under('hard').refusals.map(({ code }) => code)).toEqual([`report.${rule}`])
  expect(under('soft').refusals).toEqual([])
  expect(under('soft').warnings.map(({ reason }) => reason)).toEqual([null])
  expect(under('soft', { [rule]: '  ' }).warnings[0]?.reason).toBeNull()
  expect(under('soft', { [rule]: '已报批' }).warnings[0]?.reason).toBe('已报批')
  expect(under('off')).toEqual({ refusals: [], warnings: [] })
})

test('a raised plan total with its document may be exceeded; registered on the last day is registered', () => {
  expect(rulesOf({ ...base, planTotalFen: fen(1n), adjustedTotalDocument: '京技审〔2024〕8号' }, caseOf(sound))).toEqual([])
  expect(rulesOf(base, caseOf(sound, { registeredOn: '2024-03-31' as PlainDate }))).toEqual([])
})

test('missing, negative and falling amounts and another month than the method’s are refused whatever the zone has set', () => {
  const before = itemsOf((item) => (item === 'construction' ? 50n : 0n))
  const form: MonthlyForm = {
    ...base,
    cumulativeFen: null,
    payablesFen: fen(-1n),
    year: { ...base.year, construction: fen(49n) },
    monthByProgressFen: fen(1n),
  }
  expect(formFaults(form, { lastYearEndFen: fen(0n), yearBefore: before }).map(({ code, at }) => [code, at])).toEqual([
    ['report.amount-missing', 'cumulativeFen'],
    ['report.negative', 'payablesFen'],
    ['report.year-fell', 'year.construction'],
    ['report.method-differs', 'monthByProgressFen'],
  ])
  expect(INVESTMENT_ITEMS).toHaveLength(8)
})
