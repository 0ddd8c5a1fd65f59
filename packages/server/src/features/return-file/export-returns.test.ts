// The official form as a second reader finds it: every cell against the returns, and the rules on the printed integers.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import { drawWan, parseYuan } from '@ballast/domain/shared/money.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../platform/database.ts'
import { columnLetters } from '../../platform/spreadsheet.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { sheetTexts, type SheetText } from '../../testing/sheet-text.ts'
import { setBusinessDate } from '../../testing/watched.ts'
import { OFFICIAL_COLUMNS } from './official-columns.ts'

let database: Database
let zone: ReturnsZone

beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const FUNDS = { state_budget: 0.5, domestic_loan: 0.5, bond: 0.5, foreign_capital: 0, self_raised: 0, other: 0 }
const wan = (amount: number): string => (amount * 10_000).toFixed(2)

/** Reports amounts of 万元 for this month by the rules, hands them in and has them verified. */
async function verified(projectNo: string, month: string, added: Record<string, number>, more: object = {}): Promise<void> {
  const params = { projectId: zone.ids[projectNo] as string, month }
  const begun = await zone.officer('report.show', { params })
  const year = Object.fromEntries(
    Object.entries(begun.books.yearBefore).map(([item, yuan]) => [item, (Number(yuan) + (added[item] ?? 0) * 10_000).toFixed(2)]),
  )
  const sum = (items: Record<string, string>) =>
    ['construction', 'installation', 'equipment', 'other'].reduce((total, item) => total + Number(items[item]), 0)
  const total = sum(year)
  const form = {
    ...begun.form,
    year,
    yearYuan: total.toFixed(2),
    monthYuan: (total - sum(begun.books.yearBefore)).toFixed(2),
    cumulativeYuan: (Number(begun.books.lastYearEndYuan) + total).toFixed(2),
    funds: Object.fromEntries(Object.entries(FUNDS).map(([source, amount]) => [source, wan(amount)])),
    ...more,
  }
  const saved = await zone.reporter('report.save', { params, body: { form: form as never }, ifMatch: begun.version })
  const submitted = await zone.reporter('report.submit', { params, ifMatch: saved.version })
  await zone.officer('report.verify', { params, ifMatch: submitted.version })
}
const file = (client: Client, month: string, query: Record<string, string> = {}) =>
  client('return-file.export', { params: { month }, query })

/** The rows of the sheet of projects by number, each a figure by the key of its column. */
function lines({ cells }: SheetText): Map<string, Record<string, string>> {
  const rows = new Map<string, Record<string, string>>()
  for (let row = 5; cells.has(`B${row}`); row += 1) {
    const values = OFFICIAL_COLUMNS.map(({ key }, index) => [key, cells.get(`${columnLetters(index + 1)}${row}`) ?? ''])
    rows.set(cells.get(`B${row}`) as string, Object.fromEntries(values) as Record<string, string>)
  }
  return rows
}

function expectRules(line: Record<string, string>): void {
  const of = (key: string): number => Number(line[`${key}_wan`] ?? '')
  expect(of('cumulative'), 'R1').toBe(of('last_year_end') + of('year'))
  expect(of('year'), 'R2').toBe(of('month') + of('year_before'))
  expect(of('year'), 'R3').toBe(of('year_construction') + of('year_installation') + of('year_equipment') + of('year_other'))
  expect(of('year_equipment'), 'R4').toBeGreaterThanOrEqual(of('year_used_equipment') + of('year_renewal_equipment'))
  expect(of('year_other'), 'R5').toBeGreaterThanOrEqual(of('year_old_buildings') + of('year_land'))
  expect(of('funds')).toBe(
    ['state_budget', 'domestic_loan', 'bond', 'foreign_capital', 'self_raised', 'other'].reduce(
      (sum, source) => sum + of(`funds_${source}`),
      0,
    ),
  )
}

test('there is nothing to hand over before something is verified', async () => {
  await expect(file(zone.officer, '2024-02')).rejects.toMatchObject({ problem: { code: 'report.nothing-to-export' } })
})

test('the printed integers keep R1 to R5, month after month, and the zone’s summary is their sum', async () => {
  await verified('A', '2024-02', {
    construction: 100.4,
    installation: 0.4,
    equipment: 10.4,
    usedEquipment: 5.2,
    renewalEquipment: 5.2,
    other: 0.4,
  })
  await verified('B', '2024-02', { construction: 33.3333, other: 33.3333, land: 33.3333 }, { holding: 'private', nature: 'new' })
  await setBusinessDate(database, zone.ctx, '2024-03-12')
  const { periods } = await zone.officer('period.list', {})
  const version = periods[0]?.version as string
  await zone.officer('period.close', { params: { month: '2024-02' }, body: { missingReason: 'C 未报' }, ifMatch: version })
  await setBusinessDate(database, zone.ctx, '2024-04-02')
  await zone.officer('period.open', { body: { month: '2024-03' } })
  await zone.officer('report.correct', {
    params: { projectId: zone.ids['B'] as string, month: '2024-02' },
    body: { items: { construction: '7000.00' }, reasonCode: 'split', note: '漏报' },
  })
  await verified('A', '2024-03', { construction: 0.4, equipment: 0.4 })
  await verified('B', '2024-03', { construction: 0.3, other: 0.3 })
  await database.system((tx) => sql`update report_return set source_kind = 'simulated' where project_id = ${zone.ids['B']}`.execute(tx))
  for (const month of ['2024-02', '2024-03']) {
    const [projects, summary] = (await sheetTexts(await file(zone.officer, month))) as [SheetText, SheetText]
    expect([projects.name, summary.name]).toEqual(['项目', '汇总'])
    const rows = lines(projects)
    expect([...rows.keys()]).toEqual(['A', 'B'])
    for (const line of rows.values()) expectRules(line)
    // The zone's column of the summary, and the total under the rows, are the sums of the cells.
    let at = 6
    for (const [index, column] of OFFICIAL_COLUMNS.entries()) {
      if (!column.isAmount) continue
      const total = [...rows.values()].reduce((sum, line) => sum + Number(line[column.key] ?? 0), 0)
      expect(summary.cells.get(`C${at}`), column.key).toBe(String(total))
      expect(projects.cells.get(`${columnLetters(index + 1)}7`), column.key).toBe(String(total))
      expect(projects.formulas.get(`${columnLetters(index + 1)}7`)).toBe(`SUM(${columnLetters(index + 1)}5:${columnLetters(index + 1)}6)`)
      at += 1
    }
    expect([summary.cells.get('C4'), summary.cells.get('C5')]).toEqual(['3', '2'])
  }
})

test('each cell is what the return says, in whole 万元', async () => {
  const [projects] = (await sheetTexts(await file(zone.officer, '2024-03'))) as [SheetText]
  const rows = lines(projects)
  for (const projectNo of ['A', 'B']) {
    const { form, books } = await zone.officer('report.show', { params: { projectId: zone.ids[projectNo] as string, month: '2024-03' } })
    const line = rows.get(projectNo) as Record<string, string>
    const whole = (yuan: string | null) => (yuan === null ? '' : drawWan(parseYuan(yuan), 0).replaceAll(',', ''))
    expect(line).toMatchObject({
      project_no: projectNo,
      project_name: `${projectNo}项目`,
      owner: '甲公司',
      started: form.startMonth,
      plan_total_wan: whole(form.planTotalYuan),
      last_year_end_wan: whole(books.lastYearEndYuan),
      year_wan: whole(form.yearYuan),
      funds_wan: '2',
      new_fixed_assets_wan: '',
      method: '形象进度法',
      state: '已核定',
    })
  }
  expect(rows.get('B')).toMatchObject({ holding: '私人控股', nature: '新建', correction: '含对以前月份的更正 0.7', source: '模拟数据' })
  expect(projects.cells.get('A1')).toBe('固定资产投资项目月报')
  expect(projects.cells.get('A2')).toBe('开发区：测试区　　报告期：2024年3月　　计量单位：万元　　制表日期：2024-04-02　　含模拟数据')
})

test('the file that is handed over has a line a project, with the columns that the page of it names', async () => {
  const bytes = Buffer.from(await (await file(zone.officer, '2024-03', { form: 'flat' })).arrayBuffer())
  expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
  const [head, ...rest] = bytes.subarray(3).toString('utf8').trimEnd().split('\r\n')
  expect(head?.split(',')).toEqual(['zone', 'month', ...OFFICIAL_COLUMNS.map(({ key }) => key)])
  expect(rest.map((line) => line.split(',').slice(0, 3))).toEqual([
    ['zone', '2024-03', 'A'],
    ['zone', '2024-03', 'B'],
  ])
  const page = readFileSync(join(import.meta.dirname, '../../../../../docs/hand-over-file.md'), 'utf8')
  expect([...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key)).toEqual(head?.split(','))
})

test('one project’s form is printed before it is verified, and says so; an enterprise prints its own alone', async () => {
  const projectId = zone.ids['A'] as string
  const [sheet] = (await sheetTexts(await file(zone.reporter, '2024-03', { form: 'project', projectId }))) as [SheetText]
  const rows = new Map(
    [...sheet.cells].filter(([at]) => at.startsWith('A')).map(([at, text]) => [text.trim(), sheet.cells.get(`C${at.slice(1)}`)]),
  )
  expect(rows.get('项目编号')).toBe('A')
  expect(rows.get('自年初累计完成投资')).toBe('112')
  expect(rows.get('其中:购置旧设备')).toBe('5')
  expect(rows.has('状态：已核定')).toBe(true)
  await expect(file(zone.reporter, '2024-03', { form: 'project', projectId: zone.ids['C'] as string })).rejects.toMatchObject({
    problem: { code: 'project.not-found' },
  })
  await expect(file(zone.reporter, '2024-03', { form: 'project' })).rejects.toMatchObject({ problem: { code: 'request.invalid' } })
})

test('it speaks English to whoever does', async () => {
  const client = zone.http.client('officer@zone', 'en')
  const [projects, summary] = (await sheetTexts(await file(client, '2024-03'))) as [SheetText, SheetText]
  expect([projects.name, summary.name, projects.cells.get('B3'), projects.cells.get('C5')]).toEqual([
    'Projects',
    'Summary',
    'Project no.',
    'Project A',
  ])
})
