// A month's returns by way of Excel: the workbook goes out, comes back filled in, and is handed in after a preview.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
})

const MONTH = '2024-03'
const HEAD = '项目编号,计划总投资,本月完成投资,自年初累计完成投资,自开始建设累计完成投资,自年初累计完成投资构成/建筑工程,核算方法'

/** The numbers of the projects that the user reports on. */
async function ownProjects(page: Page): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/report-periods/${MONTH}/returns`)
  return ((await answer.json()) as { rows: { projectNo: string }[] }).rows.map(({ projectNo }) => projectNo)
}
const upload = (page: Page, lines: readonly string[]) =>
  page
    .locator('input[type=file]')
    .setInputFiles({ name: '月报.csv', mimeType: 'text/csv', buffer: Buffer.from([HEAD, ...lines].join('\n')) })
const press = (page: Page, name: RegExp) => page.getByRole('button', { name }).click()
async function saved(page: Page, name: RegExp): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)])
  return download.suggestedFilename()
}

test('a month is filled in with a workbook, and handed in', async () => {
  const officer = await openPage(browser, app, { login: 'statistics' })
  const { page } = officer
  const opened = await page.request.post('/api/v1/report-periods', { data: { month: MONTH } })
  assert.equal(opened.status(), 200)
  const { version } = (await opened.json()) as { version: string }
  const dates = { dueOn: '2024-04-19', closesOn: '2024-04-24', reason: '演示' }
  await page.request.patch(`/api/v1/report-periods/${MONTH}`, { data: dates, headers: { 'if-match': `"${version}"` } })

  await page.goto(`/reports?month=${MONTH}`)
  await settle(page)
  await press(page, /导入导出$/)
  await settle(page)
  await page.getByText('还没有导入过文件').waitFor()
  assert.equal(await saved(page, /下载 填报表/), `填报表-${MONTH}.xlsx`)
  const [one, two] = (await ownProjects(page)) as [string, string]

  // The first holds by the rules, the second does not: its year is another than its month.
  await upload(page, [`${one},90000000,12.5,12.5,12.5,12.5,形象进度法`, `${two},90000000,1,2,2,2,形象进度法`])
  await page.getByRole('tab', { name: '退回 1' }).click()
  await page.getByText(/^R2 /).waitFor()
  await page.getByText('可直接提交').waitFor()
  await press(page, /^写入 1 行$/)
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/同时提交通过审核的/).click()
  await dialog.getByText(/我已知悉/).click()
  await dialog.getByRole('button', { name: '写入 1 行' }).click()
  await page.getByText('已写入：新增 1 行，变更 0 行').waitFor()
  const answer = await page.request.get(`/api/v1/report-periods/${MONTH}/returns`)
  const { rows } = (await answer.json()) as { rows: { projectNo: string; state: string | null }[] }
  assert.equal(rows.find(({ projectNo }) => projectNo === one)?.state, 'submitted')
  assert.equal(rows.find(({ projectNo }) => projectNo === two)?.state, null)
  await page.getByText('含待审核').click()
  assert.equal(await saved(page, /下载 统计月报/), `统计月报-${MONTH}.xlsx`)
  assert.deepEqual(officer.faults, [])

  const reporter = await openPage(browser, app, { login: 'reporter', locale: 'en' })
  await reporter.page.goto(`/reports/${MONTH}/files`)
  await settle(reporter.page)
  await reporter.page.getByText('No file has been imported yet').waitFor()
  assert.equal(await saved(reporter.page, /Download Workbook to fill in/), `Workbook to fill in-${MONTH}.xlsx`)
  assert.deepEqual(reporter.faults, [])
})
