// The life of a bulletin, through the whole HTTP surface, on the reference pack.
import { createHash } from 'node:crypto'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { Bulletin } from '@ballast/contract/bulletin.ts'
import { sumFen, formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testFiles } from '../../testing/files.ts'
import { testHttp } from '../../testing/http.ts'
import { loadedPackDatabase } from '../../testing/pack.ts'
import { setBusinessDate } from '../../testing/watched.ts'
import { wordTemplate } from './bulletin-template.ts'

let database: Database
let ctx: Context
let files: ReturnType<typeof testFiles>
let app: Awaited<ReturnType<typeof testHttp>>['app']
let client: (login: string, language?: string) => Client

beforeAll(async () => {
  ;({ database, ctx } = await loadedPackDatabase())
  files = testFiles()
  const http = await testHttp(database, { files })
  app = http.app
  client = http.client
  await setBusinessDate(database, ctx, '2024-04-10')
}, 120_000)
afterAll(async () => {
  await app.close()
  await database.close()
  await files.remove()
})
afterEach(async () => {
  await database.system(async (tx) => {
    for (const table of ['bulletin_template', 'bulletin_withdrawal', 'bulletin_file', 'bulletin_block'])
      await sql`delete from ${sql.table(table)}`.execute(tx)
    for (const edition of [2, 1]) await sql`delete from bulletin where edition = ${edition}`.execute(tx)
  })
})

const planner = () => client('planner')
const draft = (month: string, login = 'planner') => client(login)('bulletin.draft', { body: { month } })
const key = ({ bulletinId, version }: Bulletin) => ({ params: { bulletinId }, ifMatch: version })
const issue = (bulletin: Bulletin, login = 'planner') => client(login)('bulletin.issue', key(bulletin))
const show = (bulletinId: string, login = 'planner') => client(login)('bulletin.show', { params: { bulletinId }, query: {} })
const blockOf = (bulletin: Bulletin, block: string, language = 'zh-CN') =>
  bulletin.blocks.find((text) => text.block === block && text.language === language) as Bulletin['blocks'][number]
const edit = (bulletin: Bulletin, text: string, login = 'planner', block = 'overview' as const) =>
  client(login)('bulletin.edit-block', {
    params: { bulletinId: bulletin.bulletinId, block, language: 'zh-CN' },
    body: { text },
    ifMatch: blockOf(bulletin, block).version,
  })
async function refused(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ProblemError)) throw new Error('it was not refused', { cause: error })
  return [error.problem.code, ...error.problem.reasons.map(({ code }) => code)]
}
const fileOf = async (bulletinId: string, format: 'pdf' | 'docx', language: 'zh-CN' | 'en' = 'zh-CN') =>
  Buffer.from(await (await planner()('bulletin.file', { params: { bulletinId }, query: { format, language } })).arrayBuffer())
const sumYuan = (amounts: readonly string[]) => formatYuan(sumFen(amounts.map(parseYuan)))

test('the figures are those of the cockpit and of the lights, to the fen', async () => {
  const { figures } = await draft('2024-03')
  const cockpit = await planner()('cockpit.read', { params: { year: 2024 }, query: {} })
  const lights = await planner()('light.summary', {})
  const march = cockpit.byMonth.find(({ month }) => month === '2024-03')
  expect(figures).toMatchObject({
    target: { yuan: cockpit.targetYuan },
    plannedYuan: cockpit.plannedYuan,
    simulatedYuan: cockpit.simulatedYuan,
    projects: cockpit.projects,
    monthYuan: march?.yuan,
    cumulativeYuan: march?.cumulativeYuan,
    dispatched: null,
    reported: null,
    lights: { red: lights.lights.red, yellow: lights.lights.yellow, redProjects: lights.projects.red, redYuan: lights.stake.redYuan },
    next: { month: '2024-04', plannedYuan: cockpit.byMonth[3]?.yuan },
  })
  expect(figures.stuck.map(({ list, count, totalYuan, planYuan }) => ({ list, count, totalYuan, planYuan }))).toEqual(lights.lists)
  for (const amount of ['yearYuan', 'monthYuan', 'cumulativeYuan'] as const) {
    const whole = { yearYuan: figures.plannedYuan, monthYuan: figures.monthYuan, cumulativeYuan: figures.cumulativeYuan }[amount]
    expect(sumYuan(figures.categories.map((row) => row[amount]))).toBe(whole)
    const industry = figures.categories.find(({ code }) => code === figures.clusters[0]?.categoryCode)
    expect(sumYuan(figures.clusters.map((row) => row[amount]))).toBe(industry?.[amount])
  }
  expect(sumYuan(figures.months.map(({ plannedYuan }) => plannedYuan))).toBe(figures.plannedYuan)
  expect(figures.categories.map(({ code, yearYuan }) => [code, yearYuan])).toEqual(
    cockpit.byCategory.map(({ code, plannedYuan }) => [code, plannedYuan]),
  )
})

test('a month has one draft, and none before it begins; a planner and a statistics officer draft, nobody else', async () => {
  await draft('2024-03', 'statistics')
  expect(await refused(draft('2024-03'))).toEqual(['bulletin.cannot-draft', 'bulletin.drafted-already'])
  expect(await refused(draft('2024-05'))).toEqual(['bulletin.cannot-draft', 'bulletin.month-ahead'])
  expect(await refused(draft('2021-03'))).toEqual(['bulletin.cannot-draft', 'bulletin.no-plan'])
  expect(await refused(draft('2024-02', 'leader'))).toContain('action.forbidden')
  const { openMonths } = await planner()('bulletin.list', { query: { year: 2024 } })
  expect(openMonths).toEqual(['2024-01', '2024-02', '2024-04'])
})

test('a draft is for those who word it; what is issued every office reads; a service manager and an enterprise do not', async () => {
  const drafted = await draft('2024-03')
  const rows = async (login: string) => (await client(login)('bulletin.list', { query: {} })).rows.map(({ status }) => status)
  expect(await rows('statistics')).toEqual(['draft'])
  expect(await rows('leader')).toEqual([])
  expect(await refused(show(drafted.bulletinId, 'leader'))).toEqual(['bulletin.not-found'])
  expect(await refused(client('statistics')('bulletin.issue', key(drafted)))).toContain('action.forbidden')
  await issue(drafted)
  expect(await rows('leader')).toEqual(['issued'])
  expect((await show(drafted.bulletinId, 'auditor')).layout.number).toBe('〔2024〕第 1 期')
  for (const login of ['manager', 'reporter'])
    expect(await refused(client(login)('bulletin.list', { query: {} }))).toContain('action.forbidden')
})

test('who edits a text that somebody else has edited meanwhile is told, and sees his', async () => {
  const drafted = await draft('2024-03')
  await edit(drafted, '总体情况良好。', 'statistics')
  const error = await edit(drafted, '我的文字。').catch((thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw new Error('it was not refused')
  expect(error.problem).toMatchObject({
    status: 409,
    code: 'changed-meanwhile',
    extra: { current: { text: '总体情况良好。', version: '1' } },
  })
  const now = await show(drafted.bulletinId)
  expect(blockOf(now, 'overview')).toMatchObject({ text: '总体情况良好。', isEdited: true, version: '1' })
  // Another text of the same draft, and the same in the other language, are not in each other's way.
  await Promise.all([
    edit(drafted, '集群情况。', 'planner', 'clusters' as never),
    client('statistics')('bulletin.edit-block', {
      params: { bulletinId: drafted.bulletinId, block: 'overview', language: 'en' },
      body: { text: 'All is well.' },
      ifMatch: '0',
    }),
  ])
  const both = await show(drafted.bulletinId)
  expect([blockOf(both, 'clusters').text, blockOf(both, 'overview', 'en').text]).toEqual(['集群情况。', 'All is well.'])
  expect(both.layout.sections[0]?.parts[0]).toEqual({ kind: 'paragraphs', block: 'overview', texts: ['总体情况良好。'] })
})

test('a text is taken back to what the rules write; the draft itself typed again is not an edit', async () => {
  const drafted = await draft('2024-03')
  const own = blockOf(drafted, 'overview').text
  const edited = await edit(drafted, '改写。')
  const reset = await planner()('bulletin.reset-block', {
    params: { bulletinId: drafted.bulletinId, block: 'overview', language: 'zh-CN' },
    ifMatch: blockOf(edited, 'overview').version,
  })
  expect(blockOf(reset, 'overview')).toMatchObject({ text: own, isEdited: false, version: '2' })
  const again = await edit(reset, own)
  expect(blockOf(again, 'overview')).toMatchObject({ isEdited: false, version: '3' })
})

test('figures that change while a draft is worded: unedited texts follow, edited ones are marked, and issuing waits for both', async () => {
  const drafted = await draft('2024-03')
  const { text } = blockOf(drafted, 'warnings')
  const edited = await edit(drafted, `${text}请各单位抓紧。`, 'planner', 'warnings' as never)
  expect(blockOf(edited, 'warnings')).toMatchObject({ isDraftedAnew: false, changes: [] })
  await setBusinessDate(database, ctx, '2024-05-10')
  try {
    const old = await show(drafted.bulletinId)
    expect(old.areFiguresOld).toBe(true)
    expect(await refused(issue(old))).toEqual(['bulletin.cannot-issue', 'bulletin.figures-old'])
    const fresh = await planner()('bulletin.refresh', key(old))
    expect(fresh).toMatchObject({ areFiguresOld: false, figures: { businessOn: '2024-05-10' } })
    const block = blockOf(fresh, 'warnings')
    expect(block).toMatchObject({ text: `${text}请各单位抓紧。`, isDraftedAnew: true })
    expect(block.changes).toContainEqual({ from: '2024年4月10日', to: '2024年5月10日' })
    expect(await refused(planner()('bulletin.refresh', key(old)))).toContain('changed-meanwhile')
  } finally {
    await setBusinessDate(database, ctx, '2024-04-10')
  }
})

test('issued, it has its number and four files, and stands still though the plan does not', async () => {
  const issued = await issue(await draft('2024-03'))
  expect(issued).toMatchObject({ status: 'issued', number: 1, edition: 1, issued: { on: '2024-04-10' }, areFiguresOld: false })
  expect(issued.files.map(({ format, language }) => `${language} ${format}`).toSorted()).toEqual([
    'en docx',
    'en pdf',
    'zh-CN docx',
    'zh-CN pdf',
  ])
  const before = await Promise.all(issued.files.map(({ format, language }) => fileOf(issued.bulletinId, format, language)))
  for (const [index, file] of issued.files.entries()) {
    expect(
      createHash('sha256')
        .update(before[index] as Buffer)
        .digest('hex'),
    ).toBe(file.sha256)
  }
  await database.system((tx) =>
    sql`update plan_month set construction_fen = construction_fen + 1000000 where zone_id = ${ctx.zone.zoneId}`.execute(tx),
  )
  const after = await show(issued.bulletinId)
  expect(after.layout).toEqual(issued.layout)
  expect(after.figures).toEqual(issued.figures)
  expect(await fileOf(issued.bulletinId, 'pdf')).toEqual(
    before[issued.files.findIndex(({ format, language }) => format === 'pdf' && language === 'zh-CN')],
  )
  await database.system((tx) =>
    sql`update plan_month set construction_fen = construction_fen - 1000000 where zone_id = ${ctx.zone.zoneId}`.execute(tx),
  )
  expect(await refused(edit(issued, '改'))).toEqual(['bulletin.not-a-draft'])
  expect(await refused(planner()('bulletin.refresh', key(issued)))).toEqual(['bulletin.not-a-draft'])
  expect(await refused(planner()('bulletin.discard', key(issued)))).toEqual(['bulletin.not-a-draft'])
})

test('the database itself keeps what is issued', async () => {
  const { bulletinId } = await issue(await edit(await draft('2024-03'), '定稿文字'))
  const changed = (statement: ReturnType<typeof sql>) =>
    database.write(ctx.zone.zoneId, async (tx) => (await statement.execute(tx)).numAffectedRows)
  expect(await changed(sql`update bulletin set figures = '{}' where bulletin_id = ${bulletinId}`)).toBe(0n)
  expect(await changed(sql`delete from bulletin where bulletin_id = ${bulletinId}`)).toBe(0n)
  expect(await changed(sql`update bulletin_block set text = '?' where bulletin_id = ${bulletinId}`)).toBe(0n)
  expect(await changed(sql`delete from bulletin_block where bulletin_id = ${bulletinId}`)).toBe(0n)
  await expect(changed(sql`update bulletin_file set sha256 = sha256`)).rejects.toThrow(/permission denied/)
  await expect(changed(sql`delete from bulletin_withdrawal`)).rejects.toThrow(/permission denied/)
})

test('issued twice at once it has one number; months issued at once have numbers without a hole', async () => {
  const march = await draft('2024-03')
  const both = await Promise.allSettled([issue(march), issue(march, 'admin')])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const codes = both.flatMap((result) => (result.status === 'rejected' ? [(result.reason as ProblemError).problem.code] : []))
  expect(codes.join()).toMatch(/^(changed-meanwhile|bulletin\.not-a-draft)$/)
  const others = [await draft('2024-01'), await draft('2024-02'), await draft('2024-04')]
  const issued = await Promise.all(others.map((bulletin) => issue(bulletin)))
  expect([1, ...issued.map(({ number }) => number ?? 0)].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4])
  for (const { layout, number } of issued) expect(layout.number).toBe(`〔2024〕第 ${number} 期`)
}, 60_000)

test('a correction keeps the number, names the edition that it replaces, and takes the texts along', async () => {
  const first = await issue(await edit(await draft('2024-03'), '第一版文字'))
  const correct = (bulletinId: string) =>
    planner()('bulletin.correct', { params: { bulletinId }, body: { reason: '基础设施累计计划有误' } })
  expect(await refused(draft('2024-03'))).toEqual(['bulletin.cannot-draft', 'bulletin.issued-already'])
  const correction = await correct(first.bulletinId)
  expect(correction).toMatchObject({ status: 'draft', edition: 2, replacesId: first.bulletinId, number: null })
  expect(blockOf(correction, 'overview').text).toBe('第一版文字')
  expect(await refused(correct(first.bulletinId))).toEqual(['bulletin.cannot-draft', 'bulletin.drafted-already'])
  const second = await issue(correction)
  expect(second).toMatchObject({ number: 1, edition: 2, status: 'issued' })
  expect(second.layout.number).toBe('〔2024〕第 1 期（第 2 版）')
  expect(second.layout.notices[0]).toBe('本版更正并取代第 1 版。更正原因：基础设施累计计划有误')
  expect(second.editions.map(({ edition, status }) => [edition, status])).toEqual([
    [1, 'replaced'],
    [2, 'issued'],
  ])
  expect(await refused(correct(first.bulletinId))).toEqual(['bulletin.cannot-draft', 'bulletin.not-the-latest'])
})

test('withdrawn with a reason, it is kept with its number and files; the next month does not take the number', async () => {
  const issued = await issue(await draft('2024-02'))
  const withdraw = () => planner()('bulletin.withdraw', { params: { bulletinId: issued.bulletinId }, body: { reason: '误发' } })
  expect(await withdraw()).toMatchObject({ status: 'withdrawn', number: 1, withdrawn: { reason: '误发' } })
  expect(await refused(withdraw())).toEqual(['bulletin.withdrawn-already', 'bulletin.withdrawn-already'])
  expect((await fileOf(issued.bulletinId, 'pdf')).subarray(0, 5).toString()).toBe('%PDF-')
  expect((await issue(await draft('2024-03'))).number).toBe(2)
})

test('who issues the bulletin, signs it and gets it is worded once and kept for the next month', async () => {
  const first = await edit(await draft('2024-02'), '测试区经济发展局', 'planner', 'issuer' as never)
  expect(first.layout.issuer).toBe('测试区经济发展局')
  expect((await draft('2024-03')).layout.issuer).toBe('测试区经济发展局')
})

test('a section without a text is not issued, and neither is a character that no font has', async () => {
  const empty = await edit(await draft('2024-03'), '')
  expect(await refused(issue(empty))).toEqual(['bulletin.cannot-issue', 'bulletin.text-missing'])
  const odd = await edit(empty, '好🀄')
  expect(await refused(issue(odd))).toEqual(['document.no-glyph', 'document.no-glyph'])
})

test('each step stands in the trail', async () => {
  const drafted = await draft('2024-03')
  const issued = await issue(await edit(drafted, '文字'))
  await planner()('bulletin.withdraw', { params: { bulletinId: issued.bulletinId }, body: { reason: '误发' } })
  const { rows } = await database.system((tx) =>
    sql<{ action: string }>`select action from audit_entry where subject_id = ${issued.bulletinId} order by recorded_at, entry_id`.execute(
      tx,
    ),
  )
  expect(rows.map(({ action }) => action)).toEqual(['bulletin.draft', 'bulletin.edit-block', 'bulletin.issue', 'bulletin.withdraw'])
})

const template = (change: (document: string) => string, more: Record<string, string> = {}) => {
  const parts = unzipSync(wordTemplate('zh-CN'))
  parts['word/document.xml'] = strToU8(change(strFromU8(parts['word/document.xml'] as Uint8Array)))
  return new Blob([zipSync({ ...parts, ...Object.fromEntries(Object.entries(more).map(([name, text]) => [name, strToU8(text)])) })])
}
const replaceTemplate = (file: Blob, login = 'planner') =>
  client(login)('bulletin.replace-template', { params: { language: 'zh-CN' }, file, fileName: '本区月报模板.docx' })
const documentXml = async (bulletinId: string) =>
  strFromU8(unzipSync(new Uint8Array(await fileOf(bulletinId, 'docx')))['word/document.xml'] as Uint8Array)

test('an office puts its own Word template in place of ours; what was issued stays, and the first one comes back', async () => {
  const before = await issue(await draft('2024-02'))
  const own = template((document) => document.replace('{{number}}', '本区文号 {{number}}'))
  const { templates } = await replaceTemplate(own)
  expect(templates).toMatchObject([
    { language: 'zh-CN', own: { fileName: '本区月报模板.docx', chosenBy: '林一' } },
    { language: 'en', own: null },
  ])
  const drafted = await draft('2024-03')
  expect(await documentXml(drafted.bulletinId)).toContain('本区文号 〔2024〕第 × 期')
  const issued = await issue(drafted)
  expect(await documentXml(issued.bulletinId)).toContain('本区文号 〔2024〕第 2 期')
  expect(await documentXml(before.bulletinId)).not.toContain('本区文号')
  const back = await planner()('bulletin.template', { params: { language: 'zh-CN' } })
  expect(Buffer.from(await back.arrayBuffer()).equals(Buffer.from(await own.arrayBuffer()))).toBe(true)
  const { templates: reset } = await planner()('bulletin.reset-template', { params: { language: 'zh-CN' } })
  expect(reset[0]).toEqual({ language: 'zh-CN', own: null })
  expect(await documentXml((await draft('2024-04')).bulletinId)).not.toContain('本区文号')
  // The store still has files of other tests, whose rows are gone.
  const known = new Set([templates[0]?.own?.sha256, ...[...before.files, ...issued.files].map(({ sha256 }) => sha256)])
  const { findings, files: count } = await client('auditor')('evidence.verify', {})
  expect([findings.filter(({ kind, sha256 }) => kind !== 'orphaned' || known.has(sha256)), known.size, count]).toEqual([[], 9, 9])
})

test('a template that cannot be filled is refused with every reason', async () => {
  const same = (document: string) => document
  const reasonsOf = async (file: Blob) => (await refused(replaceTemplate(file))).slice(1)
  expect(await reasonsOf(new Blob(['月报']))).toEqual(['document.template-not-word'])
  expect(await reasonsOf(new Blob([new Uint8Array(5 * 1024 ** 2)]))).toEqual(['document.template-too-large'])
  expect(await reasonsOf(template((document) => document.replace('{{body}}', '{{text}}')))).toEqual([
    'document.template-unknown-tags',
    'document.template-missing-tags',
  ])
  expect(await reasonsOf(template(same, { 'word/vbaProject.bin': 'x' }))).toEqual(['document.template-macros'])
  expect(await reasonsOf(template((document) => document.replace('<w:document', '<!DOCTYPE x []><w:document')))).toEqual([
    'document.template-loads',
  ])
  const remote = '<Relationships><Relationship Id="x" Type="a/attachedTemplate" Target="http://x" TargetMode="External"/></Relationships>'
  expect(await reasonsOf(template(same, { 'word/_rels/settings.xml.rels': remote }))).toEqual(['document.template-loads'])
  expect(await refused(replaceTemplate(template(same), 'leader'))).toContain('action.forbidden')
})
