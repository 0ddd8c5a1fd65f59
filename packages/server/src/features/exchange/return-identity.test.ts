import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOLDINGS, INVESTMENT_ITEMS, METHODS, totalOf, type Items, type MonthlyForm } from '@ballast/domain/report/form.ts'
import { REPORT_RULES } from '@ballast/domain/report/rules.ts'
import { FUNDING_SOURCES, PROJECT_NATURES } from '@ballast/domain/project/project-row.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { createWorkbook } from '../../platform/spreadsheet-writer.ts'
import { lineOfReturn } from './export-template.ts'
import { changesBetween, overlaid, type FilledReturn, type ReturnRow } from './filled-return.ts'
import { checkFile, readSheets } from './read-sheets.ts'
import { SheetValues, unitOfLine } from './rows-from-staged.ts'
import type { SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import type { StagedRow, StagedSheet } from './staged.ts'
import type { Vocabulary } from './vocabulary.ts'
import { writeSheets } from './write-workbook.ts'

const month = '2024-03' as YearMonth
const code = (name: string) => ({ code: name, zh: `${name}项`, en: `${name} item` })
const vocabulary: Vocabulary = {
  lists: { 'not-countable-reason': [code('lease'), code('site-levelling')] },
  customFields: [],
  year: null,
  month,
}
const [spec] = sheetsOf('returns', vocabulary) as [SheetSpec]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-returns-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// Some amounts have more digits than a spreadsheet keeps in a number.
const money = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_00n }).map((amount) => fen(amount))
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null })
const yearMonth = fc
  .tuple(fc.integer({ min: 1990, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}` as YearMonth)
const word = fc.constantFrom('=1+1', '-5', '经开发〔2024〕12号', '00123', '合计', '第一行\n第二行', 'a,b"c', '@x', '1e5', 'TRUE')
const digits = (count: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((all) => all.join(''))
const byKey = <K extends string, T>(keys: readonly K[], value: fc.Arbitrary<T>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, value]))) as unknown as fc.Arbitrary<Record<K, T>>
const area = maybe(fc.integer({ min: 0, max: 1_000_000_000 }))

const form: fc.Arbitrary<MonthlyForm> = fc.record({
  planTotalFen: maybe(money),
  adjustedTotalDocument: maybe(word),
  cumulativeFen: maybe(money),
  yearFen: maybe(money),
  monthFen: maybe(money),
  year: byKey(INVESTMENT_ITEMS, maybe(money)),
  newFixedAssetsFen: maybe(money),
  funds: byKey(FUNDING_SOURCES, maybe(money)),
  payablesFen: maybe(money),
  floorAreaUnderConstructionM2: area,
  floorAreaCompletedM2: area,
  method: fc.constantFrom(...METHODS),
  monthByProgressFen: maybe(money),
  monthByFinanceFen: maybe(money),
  nature: maybe(fc.constantFrom(...PROJECT_NATURES)),
  holding: maybe(fc.constantFrom(...HOLDINGS)),
  startMonth: maybe(yearMonth),
  productionMonth: maybe(yearMonth),
  statAreaCode: maybe(digits(12)),
  industryCode: maybe(
    fc.oneof(
      digits(4),
      digits(4).map((number) => `C${number}`),
    ),
  ),
})
const filled: fc.Arbitrary<FilledReturn> = fc.record({
  form,
  reasons: fc
    .record(Object.fromEntries(REPORT_RULES.map((rule) => [rule, maybe(word)])) as Record<string, fc.Arbitrary<string | null>>)
    .map((given) => Object.fromEntries(Object.entries(given).filter(([, reason]) => reason !== null)) as FilledReturn['reasons']),
  notCountable: fc
    .subarray(['lease', 'site-levelling'])
    .chain((codes) => fc.tuple(...codes.map((reasonCode) => money.map((amount) => ({ reasonCode, amountFen: fen(amount + 1n) }))))),
  note: maybe(word),
})
// Small enough that the sums which follow from the books can themselves be kept.
const small = fc.bigInt({ min: 0n, max: 9_000_000_000_000_00n }).map((amount) => fen(amount))
const books = fc.record({ lastYearEndFen: small, yearBefore: byKey(INVESTMENT_ITEMS, small) as fc.Arbitrary<Items> })
/** Half of the returns are as the books have them follow from the month: those are written as formulas. */
const kept = fc.tuple(filled, books, fc.boolean(), maybe(small)).map(([given, known, follows, monthFen]) => {
  if (!follows) return { given, books: known }
  const yearFen = fen(totalOf(known.yearBefore) + (monthFen ?? 0n))
  const cumulativeFen = fen(known.lastYearEndFen + yearFen)
  return { given: { ...given, form: { ...given.form, monthFen, yearFen, cumulativeFen } }, books: known }
})

const empty = <K extends string>(keys: readonly K[]) => Object.fromEntries(keys.map((key) => [key, null])) as Record<K, Fen | null>
/** What everything is laid over: nothing of it may be left. */
const nothing: FilledReturn = {
  form: {
    ...(Object.fromEntries(
      spec.columns.filter(({ info, key }) => !info && !key.includes('.')).map(({ key }) => [key, null]),
    ) as unknown as MonthlyForm),
    year: empty(INVESTMENT_ITEMS),
    funds: empty(FUNDING_SOURCES),
  },
  reasons: {},
  notCountable: [],
  note: null,
}

test.each(['zh-CN', 'en'] as const)(
  'random returns come back from their workbook (%s) as they went',
  async (locale) => {
    await fc.assert(
      fc.asyncProperty(fc.array(kept, { minLength: 1, maxLength: 5 }), async (returns) => {
        const path = join(folder, 'file')
        const lines = returns.map(({ given, books: known }, index) => {
          const subject = {
            projectNo: `P-${index}`,
            nameZh: '项目',
            nameEn: null,
            state: 'draft',
            books: known,
            sourceKind: 'entered',
          } as const
          return lineOfReturn(spec, { locale }, subject, given)
        })
        const workbook = createWorkbook(path, { creator: 'test', at: new Date(0) })
        writeSheets(workbook, [{ spec, title: 'x', lines, isProtected: true, locked: new Set(lines.slice(1, 2)) }], [], locale)
        await workbook.close()
        const staged: StagedRow[] = []
        let sheet: StagedSheet | undefined
        const file = { path, format: 'xlsx', fileName: 'file' } as const
        for await (const event of readSheets(file, { resource: 'returns', vocabulary }, await checkFile(file))) {
          if (event.type === 'sheet') sheet = event.sheet
          if (event.type === 'rows') staged.push(...event.rows)
        }
        const values = new SheetValues(spec, sheet as StagedSheet)
        for (const [index, row] of staged.entries()) {
          const unit = unitOfLine(values, row)
          expect(unit.reasons).toEqual([])
          expect(changesBetween((returns[index] as (typeof returns)[number]).given, overlaid(nothing, unit.row as ReturnRow))).toEqual([])
        }
        expect(staged).toHaveLength(returns.length)
      }),
      { numRuns: 25 },
    )
  },
  120_000,
)

test('a workbook of another month is refused, naming both', async () => {
  const path = join(folder, 'other')
  const workbook = createWorkbook(path, { creator: 'test', at: new Date(0) })
  const [april] = sheetsOf('returns', { ...vocabulary, month: '2024-04' as YearMonth }) as [SheetSpec]
  writeSheets(workbook, [{ spec: april, title: 'x', lines: [] }], [], 'zh-CN')
  await workbook.close()
  const read = async () => {
    const file = { path, format: 'xlsx', fileName: 'file' } as const
    for await (const _ of readSheets(file, { resource: 'returns', vocabulary }, await checkFile(file)));
  }
  await expect(read()).rejects.toMatchObject({
    reasons: [{ code: 'exchange.other-month', params: { found: '2024-04', wanted: '2024-03' }, at: '月报!A2' }],
  })
})
