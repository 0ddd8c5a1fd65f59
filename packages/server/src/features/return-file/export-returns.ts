import type { ReturnFormName } from '@ballast/contract/return-file.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { CSV_HEAD, csvLine } from '../../platform/csv.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { placeOf } from '../../platform/scope.ts'
import { loadVocabulary, nameIn, periodName, textReply, workbookReply, type Choice } from '../exchange/index.ts'
import { casesOf, findPeriod, isDue, type CaseRecord, type PeriodRecord } from '../report/index.ts'
import { OFFICIAL_COLUMNS, simulatedWord } from './official-columns.ts'
import { officialRow, type OfficialRow } from './official-row.ts'
import { writeOfficial, type OfficialHeading, type OfficialPart } from './write-official.ts'
import { writeProjectForm } from './write-project-form.ts'

type Filled = CaseRecord & { readonly form: NonNullable<CaseRecord['form']>; readonly state: ReturnState }

const VERIFIED: readonly ReturnState[] = ['verified', 'closed']
const HANDED_IN: readonly ReturnState[] = ['submitted', 'in_review', ...VERIFIED]
const isFilled = (record: CaseRecord): record is Filled => record.form !== null && record.state !== null

interface Request {
  readonly form: ReturnFormName
  readonly projectId?: Uuid | undefined
  readonly include: 'verified' | 'handed-in'
}

/** The statistical return of a period, in whole 万元: for the statistics bureau, or one project's to be signed. */
export async function exportReturns(database: Database, ctx: Context, month: YearMonth, request: Request): Promise<FileReply> {
  const { form, projectId } = request
  if (form === 'project' && projectId === undefined) {
    throw new Refusal('request.invalid', [{ code: 'request.missing', at: 'projectId' }])
  }
  const { period, cases, categories } = await database.read(placeOf(ctx, 'return-file.export'), async (tx) => {
    const found = await findPeriod(tx, ctx, month)
    return {
      period: found,
      cases: await casesOf(tx, ctx, found, 'return-file.export', projectId === undefined ? {} : { projectIds: [projectId] }),
      categories: (await loadVocabulary(tx, ctx.zone.zoneId, null)).lists['category'] ?? [],
    }
  })
  if (projectId !== undefined && cases.length === 0) throw new Refusal('project.not-found')
  // Somebody prints his own form before anybody has verified it; its heading says so.
  const wanted = form === 'project' ? undefined : request.include === 'verified' ? VERIFIED : HANDED_IN
  const rows = cases
    .filter(isFilled)
    .filter(({ state }) => wanted?.includes(state) ?? true)
    .map((record) => officialRow(record, month))
  if (rows.length === 0) throw new Refusal('report.nothing-to-export', [{ code: 'report.nothing-to-export', params: { month } }])
  const due = cases.filter((record) => isDue(record, month)).length
  const name = (zh: string, en: string) => `${ctx.locale === 'en' ? `${ctx.zone.nameEn}-${en}` : `${ctx.zone.nameZh}-${zh}`}-${month}`
  if (form === 'flat') return textReply(`${name('月报上报', 'hand-over')}.csv`, flatLines(rows, period, ctx))
  const heading = headingOf(ctx, period, rows, form)
  const at = new Date(ctx.clock.now())
  if (form === 'project') {
    const [row] = rows as [OfficialRow]
    return workbookReply(`${name('项目月报', 'return')}-${row.record.projectNo}.xlsx`, at, (workbook) =>
      writeProjectForm(workbook, { heading, row, remarks: remarksOf(ctx, row) }, ctx.locale),
    )
  }
  const parts = partsOf(ctx, rows, categories)
  return workbookReply(`${name('固定资产投资月报', 'monthly-form')}.xlsx`, at, (workbook) =>
    writeOfficial(workbook, { heading, parts, counts: { due, included: rows.length } }, ctx.locale),
  )
}

function headingOf(ctx: Context, period: PeriodRecord, rows: readonly OfficialRow[], form: ReturnFormName): OfficialHeading {
  const isEn = ctx.locale === 'en'
  const simulated = rows.some(({ isSimulated }) => isSimulated)
  const unverified = rows.filter(({ record: { state } }) => state !== null && !VERIFIED.includes(state)).length
  const marks = [
    ...(simulated ? [isEn ? 'holds simulated data' : '含模拟数据'] : []),
    ...(unverified > 0 && form === 'official' ? [isEn ? `${unverified} not verified` : `${unverified} 个项目未核定`] : []),
  ]
  const facts = isEn
    ? [`Zone: ${ctx.zone.nameEn}`, `Period: ${periodName(period, 'en')}`, 'Unit: 10,000 yuan', `Made on: ${businessDate(ctx)}`]
    : [`开发区：${ctx.zone.nameZh}`, `报告期：${periodName(period, 'zh-CN')}`, '计量单位：万元', `制表日期：${businessDate(ctx)}`]
  return {
    title: isEn ? 'Monthly form of fixed-asset investment projects' : '固定资产投资项目月报',
    line: [...facts, ...marks].join('　　'),
  }
}

function remarksOf(ctx: Context, row: OfficialRow): string[] {
  const value = (key: string) => OFFICIAL_COLUMNS.find((column) => column.key === key)?.value(row, ctx.locale)
  const isEn = ctx.locale === 'en'
  return [
    `${isEn ? 'State: ' : '状态：'}${value('state') ?? ''}`,
    ...(value('correction') == null ? [] : [String(value('correction'))]),
    ...(row.isSimulated ? [simulatedWord(ctx.locale)] : []),
  ]
}

/** Rows by category of investment, in the zone's order; what has none comes last. */
function partsOf(ctx: Context, rows: readonly OfficialRow[], categories: readonly Choice[]): OfficialPart[] {
  const isKnown = (code: string | null) => categories.some((category) => category.code === code)
  return [
    ...categories.map((category) => ({
      name: nameIn(category, ctx.locale),
      rows: rows.filter(({ record }) => record.categoryCode === category.code),
    })),
    { name: ctx.locale === 'en' ? 'No category' : '未分类', rows: rows.filter(({ record }) => !isKnown(record.categoryCode)) },
  ]
}

/** What is handed over is read by the bureau's program, whoever makes it: its words are Chinese. */
function* flatLines(rows: readonly OfficialRow[], { month }: PeriodRecord, ctx: Context): Generator<string> {
  yield CSV_HEAD + csvLine(['zone', 'month', ...OFFICIAL_COLUMNS.map(({ key }) => key)])
  for (const row of rows) {
    const cells = OFFICIAL_COLUMNS.map((column) => column.value(row, 'zh-CN'))
    yield csvLine([ctx.zone.code, month, ...cells.map((cell) => (cell === null ? null : String(cell)))])
  }
}
