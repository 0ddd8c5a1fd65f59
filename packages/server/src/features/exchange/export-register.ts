import type { ExchangeResource } from '@ballast/contract/exchange.ts'
import { enterpriseRoutes } from '@ballast/contract/enterprise.ts'
import { parcelRoutes } from '@ballast/contract/parcel.ts'
import { projectRoutes } from '@ballast/contract/project.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { publishedFacts } from '@ballast/domain/shared/row-facts.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database, ReadTx } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { requestFaults } from '../../platform/request-faults.ts'
import { placeOf } from '../../platform/scope.ts'
import { readEnterpriseRows } from '../enterprise/index.ts'
import { readParcelRows } from '../parcel/index.ts'
import { readProjectRows } from '../project/index.ts'
import { loadVocabulary } from './exchange.queries.ts'
import { csvReply, workbookReply } from './export-file.ts'
import { lineOf, shownRow } from './lines.ts'
import { RESOURCE_NAMES } from './resource-names.ts'
import { nameIn, type Column, type Line, type SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import { writeSheets } from './write-workbook.ts'

export type Register = Exclude<ExchangeResource, 'plan'>

type ListAnswer = { rows: readonly Record<string, unknown>[]; next: string | null }
/** The list of each register: what it shows, in its order. Given by the composition root. */
export type Lists = Readonly<Record<Register, (tx: ReadTx, ctx: Context, query: Record<string, unknown>) => Promise<ListAnswer>>>

const QUERIES = {
  projects: projectRoutes['project.list'].query,
  enterprises: enterpriseRoutes['enterprise.list'].query,
  parcels: parcelRoutes['parcel.list'].query,
}
const PAGE = 500
/** Names of a list's columns where they are not those of the sheet. */
const LIST_COLUMNS: Readonly<Record<string, string>> = {
  totalYuan: 'totalFen',
  planYuan: '~planFen',
  priceYuan: 'priceFen',
  category: 'categoryCode',
  cluster: 'clusterCode',
  bureau: 'bureauCode',
  landUse: 'landUseCode',
  areaM2: 'areaOfficialM2',
  parcelNames: 'parcels',
}

interface ExportRequest {
  readonly format: 'xlsx' | 'csv'
  readonly columns?: string | undefined
  readonly empty?: boolean | undefined
}

/** The register as the list shows it: same filter, same order, same columns. */
export async function exportRegister(
  database: Database,
  ctx: Context,
  lists: Lists,
  resource: Register,
  request: ExportRequest,
  listQuery: Record<string, unknown>,
): Promise<FileReply> {
  const parsed = QUERIES[resource].safeParse({ ...listQuery, limit: PAGE }, { reportInput: true })
  if (!parsed.success) {
    throw new Refusal('request.invalid', requestFaults(parsed.error.issues))
  }
  const { spec, rows } = await database.read(placeOf(ctx, 'exchange.export'), async (tx) => {
    const vocabulary = await loadVocabulary(tx, ctx.zone.zoneId, null)
    const [whole] = sheetsOf(resource, vocabulary) as [SheetSpec]
    const shown = request.empty ? [] : await selection(tx, ctx, lists[resource], parsed.data)
    return { spec: withColumns(whole, request.columns), rows: await rowsOf(tx, ctx, resource, shown, parsed.data.publicOnly === true) }
  })
  const isSimulated = rows.some((row) => (shownRow(spec, row) as Record<string, unknown>)['~simulated'] === 'yes')
  const lines = (function* (): Generator<Line> {
    for (const row of rows) yield lineOf(spec, shownRow(spec, row), ctx.locale)
  })()
  const on = businessDate(ctx)
  const name = nameIn(spec, ctx.locale)
  const fileName = `${ctx.locale === 'en' ? ctx.zone.nameEn : ctx.zone.nameZh}-${name}-${on}`
  if (request.format === 'csv') return csvReply(`${fileName}.csv`, spec, lines, ctx.locale)
  return workbookReply(`${fileName}.xlsx`, new Date(ctx.clock.now()), (workbook) =>
    writeSheets(workbook, [{ spec, title: titleOf(ctx, name, isSimulated), lines }], notesOf(ctx, resource, isSimulated), ctx.locale),
  )
}

/** All pages of the list. */
async function selection(tx: ReadTx, ctx: Context, list: Lists[Register], query: Record<string, unknown>): Promise<ListAnswer['rows']> {
  const rows: Record<string, unknown>[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await list(tx, ctx, { ...query, withTotals: false, ...(cursor === undefined ? {} : { cursor }) })
    rows.push(...page.rows)
    cursor = page.next
  }
  return rows
}

/** What names a record is exported whatever its source. */
const LABELS = ['projectNo', 'nameZh', 'name', 'names', 'kind']

/** The facts of the rows that a list shows, in the list's order, with the plan amount that it shows beside them. */
async function rowsOf(tx: ReadTx, ctx: Context, resource: Register, shown: ListAnswer['rows'], publicOnly: boolean): Promise<object[]> {
  const { zoneId } = ctx.zone
  const ids = (name: string) => shown.map((row) => row[name] as Uuid)
  const [facts, factKey, shownKey] =
    resource === 'projects'
      ? [shown.length === 0 ? [] : await readProjectRows(tx, zoneId, ids('projectId')), 'projectNo', 'projectNo']
      : resource === 'enterprises'
        ? [shown.length === 0 ? [] : await readEnterpriseRows(tx, zoneId, ids('enterpriseId')), 'nameZh', 'nameZh']
        : [shown.length === 0 ? [] : await readParcelRows(tx, ctx, ids('parcelId')), 'name', 'name']
  const byKey = new Map(facts.map((row) => [(row as unknown as Record<string, unknown>)[factKey], row]))
  return shown.flatMap((row) => {
    const found = byKey.get(row[shownKey])
    const plan = row['planYuan']
    if (found === undefined) return []
    return [{ ...(publicOnly ? publishedFacts(found, LABELS) : found), '~planFen': typeof plan === 'string' ? parseYuan(plan) : null }]
  })
}

/** The chosen columns in the sheet's order; the key always comes along, or the file could not be read back. */
function withColumns(spec: SheetSpec, columns: string | undefined): SheetSpec {
  if (columns === undefined || columns === '') return spec
  const wanted = new Set(columns.split(',').flatMap((key) => [key, LIST_COLUMNS[key] ?? key]))
  const isWanted = ({ key, group }: Column) =>
    key === '#' ||
    spec.keyColumns.includes(key) ||
    wanted.has(key) ||
    wanted.has(key.split('.')[0] as string) ||
    (group !== undefined && wanted.has(group.en))
  return { ...spec, columns: spec.columns.filter(isWanted) }
}

export function titleOf(ctx: Context, name: string, isSimulated: boolean): string {
  const on = businessDate(ctx)
  return ctx.locale === 'en'
    ? `${ctx.zone.nameEn} · ${name} · ${on} · amounts in 10,000 yuan${isSimulated ? ' · holds simulated data' : ''}`
    : `${ctx.zone.nameZh} ${name}　业务日期 ${on}　金额单位：万元${isSimulated ? '　含模拟数据' : ''}`
}

export function notesOf(ctx: Context, resource: ExchangeResource, isSimulated: boolean): [string, string][] {
  const isEn = ctx.locale === 'en'
  const note = (zh: [string, string], en: [string, string]): [string, string] => (isEn ? en : zh)
  return [
    note(['开发区', ctx.zone.nameZh], ['Zone', ctx.zone.nameEn]),
    note(['内容', RESOURCE_NAMES[resource].zh], ['Holds', RESOURCE_NAMES[resource].en]),
    note(['业务日期', businessDate(ctx)], ['Business date', businessDate(ctx)]),
    note(['金额单位', '万元；单元格保存到分，显示两位小数'], ['Amounts', '10,000 yuan; cells hold them to the fen and show two decimals']),
    ...(isSimulated
      ? [
          note(
            ['模拟数据', '「含模拟数据」为是的行，有演示用的模拟数值，并非公开事实'],
            ['Simulated data', 'Rows marked so hold figures made for the demonstration, not public facts'],
          ),
        ]
      : []),
    note(
      ['导入', '可改动后原样导入：先预览，再提交。第 2 行（隐藏）是字段标识，请保留；灰底列为公式，不读取'],
      [
        'Import',
        'Change it and import it again: preview first, then commit. Keep the hidden row 2; grey columns are formulas and not read',
      ],
    ),
    note(
      ['空白单元格', '该列存在而单元格为空，表示清除；整列删除则保持原值。名称、类型、来源等必有的事实，空白表示不变'],
      ['Blank cells', 'A blank cell clears the fact; a column that is removed leaves it. Facts that must exist stay as they are'],
    ),
  ]
}
