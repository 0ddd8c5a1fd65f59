import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fen } from '@ballast/domain/shared/money.ts'
import { pipeline } from 'node:stream/promises'
import { createWriteStream } from 'node:fs'
import { createWorkbook } from '../../platform/spreadsheet-writer.ts'
import { csvReply } from './export-file.ts'
import { cellOf, lineOf, shownRow } from './lines.ts'
import { checkFile, readSheets } from './read-sheets.ts'
import { SheetValues, unitOfLine } from './rows-from-staged.ts'
import type { SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import type { StagedRow, StagedSheet } from './staged.ts'
import type { Vocabulary } from './vocabulary.ts'
import { writeSheets } from './write-workbook.ts'

const vocabulary: Vocabulary = {
  lists: { category: [{ code: 'industry', zh: '产业', en: 'Industry' }] },
  customFields: [{ subject: 'project', code: 'visits', zh: '走访次数', en: 'Visits', type: 'number', choices: [] }],
  year: 2024,
}
const [spec] = sheetsOf('projects', vocabulary) as [SheetSpec]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-identity-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

// Texts that spreadsheets and CSV are known to spoil, and any others that a database can hold.
const printable = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.toWellFormed())
const tricky = fc.constantFrom(
  '=1+1',
  '-5',
  "'=x",
  '@a',
  '00123',
  '1e5',
  '合计',
  'a,b"c',
  '第一行\n第二行',
  '2024-01-01',
  'TRUE',
  '_x0041_',
  '、',
)
const text = fc
  .oneof(printable, tricky)
  .filter((one) => one.trim() === one && one !== '' && !/[\p{Cc}\p{Cn}]/u.test(one.replaceAll('\n', '')))
const money = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_00n }).map((amount) => fen(amount))
const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const maybe = <T>(item: fc.Arbitrary<T>) => fc.option(item, { nil: null })

const colons = fc.constantFrom('A:1', '：!', 'B：2:3')
const project = fc.record({
  projectNo: text,
  nameZh: text,
  notes: maybe(text),
  owner: maybe(text),
  categoryCode: maybe(fc.constantFrom('industry', '产业x', 'other')),
  nature: maybe(fc.constantFrom('new', 'expansion', 'renewal')),
  totalFen: maybe(money),
  composition: fc.record({ construction: maybe(money), land: maybe(money) }),
  gates: fc.record({ signing: maybe(day), full_capacity: maybe(day) }),
  tags: fc.array(text, { maxLength: 4 }),
  parcels: fc.array(
    fc.record({ name: text, areaM2: maybe(fc.constantFrom('1200.5', '1', '0.25')), floorAreaM2: maybe(fc.constantFrom('300', '7.75')) }),
    { maxLength: 3 },
  ),
  relations: fc.array(fc.record({ kind: fc.constantFrom('later_phase_of', 'part_of', 'renewal_of'), projectNo: fc.oneof(text, colons) }), {
    maxLength: 2,
  }),
  custom: fc.record({ visits: maybe(fc.constantFrom('12', '1.50')) }),
  sourceKind: fc.constantFrom('public', 'simulated', 'entered'),
})

async function roundTrip(rows: readonly object[], format: 'xlsx' | 'csv', locale: 'zh-CN' | 'en'): Promise<object[]> {
  const path = join(folder, 'file')
  const lines = rows.map((row) => lineOf(spec, shownRow(spec, row), locale))
  if (format === 'csv') {
    const reply = await csvReply('file.csv', spec, lines, locale)
    await pipeline(reply.body as NodeJS.ReadableStream, createWriteStream(path))
  } else {
    const workbook = createWorkbook(path, { creator: 'test', at: new Date(0) })
    writeSheets(workbook, [{ spec, title: 'x', lines }], [], locale)
    await workbook.close()
  }
  const staged: StagedRow[] = []
  let sheet: StagedSheet | undefined
  const file = { path, format, fileName: 'file' }
  for await (const event of readSheets(file, { resource: 'projects', vocabulary }, await checkFile(file))) {
    if (event.type === 'sheet') sheet = event.sheet
    if (event.type === 'rows') staged.push(...event.rows)
  }
  const values = new SheetValues(spec, sheet as StagedSheet)
  return staged.map((row) => {
    const unit = unitOfLine(values, row)
    expect(unit.reasons).toEqual([])
    return unit.row as object
  })
}

/** A row as its sheet says it, so that what a sheet leaves blank and what a row leaves out are the same. */
const said = (row: object): unknown[] =>
  spec.columns.map((column) =>
    column.info
      ? null
      : cellOf(
          column,
          column.key.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], row),
          'zh-CN',
        ),
  )

test.each([
  ['xlsx', 'zh-CN', 25],
  ['csv', 'en', 60],
] as const)(
  'random projects come back from %s (%s) as they went',
  async (format, locale, runs) => {
    await fc.assert(
      fc.asyncProperty(fc.array(project, { minLength: 1, maxLength: 6 }), async (rows) => {
        const back = await roundTrip(rows, format, locale)
        expect(back.map(said)).toEqual(rows.map(said))
      }),
      { numRuns: runs },
    )
  },
  120_000,
)
