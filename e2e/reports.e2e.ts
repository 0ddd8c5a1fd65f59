// A month's return from its opening to a correction after it was closed, each step by whom it is for.
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

/** The first project of the enterprise that has to report. */
async function ownReturn(page: Page): Promise<string> {
  await page.goto(`/reports?month=${MONTH}`)
  await settle(page)
  const answer = await page.request.get(`/api/v1/report-periods/${MONTH}/returns`)
  const { rows } = (await answer.json()) as { rows: { projectId: string }[] }
  return rows[0]?.projectId as string
}
const openReturn = async (page: Page, projectId: string) => {
  await page.goto(`/reports/${MONTH}/${projectId}`)
  await settle(page)
}
const press = (page: Page, name: string) =>
  page
    .locator('.page-head, .ant-modal')
    .getByRole('button', { name: new RegExp(`(^|\\s)${name.split('').join('\\s*')}$`) })
    .click()
const dialog = (page: Page) => page.getByRole('dialog')
const stateIs = (page: Page, state: string) => page.locator('.page-head').getByText(state, { exact: true }).waitFor()

test('a month is opened, reported, returned, mended, verified, closed and corrected by its people', async () => {
  const officer = await openPage(browser, app, { login: 'statistics' })
  const { page } = officer
  await page.goto('/reports')
  await settle(page)
  await page.getByText('还没有开放上报期').waitFor()
  await page.getByRole('button', { name: `开放 ${MONTH}` }).click()
  await dialog(page)
    .getByRole('button', { name: `开放 ${MONTH}` })
    .click()
  // Due eight working days after the month, as the zone has laid down; then the dates are moved.
  await page.getByText('2024-04-01 开放 · 2024-04-11 截止 · 2024-04-15 关账').waitFor()
  await page.getByRole('button', { name: '调整日期' }).click()
  await dialog(page).getByLabel('截止日期').fill('2024-04-19')
  await dialog(page).getByLabel('关账日期').fill('2024-04-24')
  await dialog(page).getByLabel('理由').fill('演示')
  await dialog(page)
    .getByRole('button', { name: /^确\s*定$/ })
    .click()
  await page.getByText('2024-04-01 开放 · 2024-04-19 截止 · 2024-04-24 关账').waitFor()

  const reporter = await openPage(browser, app, { login: 'reporter' })
  const projectId = await ownReturn(reporter.page)
  await openReturn(reporter.page, projectId)
  await reporter.page.getByLabel('本月 建筑工程').fill('1200')
  await reporter.page.getByLabel('本月 设备工器具购置').fill('300.5')
  await reporter.page.getByLabel('本月 用于更新的设备').fill('400')
  // The rule speaks while it is typed, and is silent once it holds.
  const checks = reporter.page.getByRole('region', { name: '审核' })
  await checks.getByText(/^R4/).waitFor()
  await reporter.page.getByLabel('本月 用于更新的设备').fill('')
  await checks.getByText(/^R4/).waitFor({ state: 'detached' })
  await press(reporter.page, '保存草稿')
  await stateIs(reporter.page, '草稿')
  // The year may be typed instead of the month.
  await reporter.page.getByLabel('本年累计 安装工程').fill('100')
  assert.equal(await reporter.page.getByLabel('本月 安装工程').inputValue(), '100')
  await press(reporter.page, '提交')
  await stateIs(reporter.page, '已提交')
  await reporter.page.getByText('月报已提交，正在审核').waitFor()

  await openReturn(page, projectId)
  await press(page, '开始审核')
  await stateIs(page, '审核中')
  await press(page, '退回')
  await dialog(page).getByLabel('退回说明').fill('设备缺到货凭证')
  await press(page, '添加指标')
  await dialog(page).getByLabel('指标').click()
  await page.getByTitle('设备工器具购置', { exact: true }).click()
  await dialog(page).getByLabel('理由').fill('请附到货单')
  await dialog(page)
    .getByRole('button', { name: /^退\s*回$/ })
    .click()
  await stateIs(page, '已退回')

  await openReturn(reporter.page, projectId)
  await reporter.page.getByText('设备缺到货凭证').first().waitFor()
  await reporter.page.getByLabel('本月 设备工器具购置').fill('250')
  await press(reporter.page, '提交')
  await stateIs(reporter.page, '已提交')

  await openReturn(page, projectId)
  await press(page, '核定')
  await stateIs(page, '已核定')
  await page.goto(`/reports?month=${MONTH}`)
  await settle(page)
  await page.getByRole('button', { name: /^关\s*账$/ }).click()
  await dialog(page).getByText('未报原因').waitFor()
  await dialog(page)
    .getByRole('button', { name: /^关\s*账$/ })
    .click()
  await dialog(page)
    .getByText(/个项目未报，关账须说明原因/)
    .waitFor()
  await dialog(page)
    .getByLabel(/未报原因/)
    .fill('演示只报一个项目')
  await dialog(page)
    .getByRole('button', { name: /^关\s*账$/ })
    .click()
  await page.locator('.period-bar').getByText('已关账', { exact: true }).waitFor()

  await openReturn(page, projectId)
  await press(page, '更正本月')
  await dialog(page).getByLabel('建筑工程').fill('-20')
  await dialog(page).getByLabel('更正原因').click()
  await page.getByTitle('超进度上报', { exact: true }).click()
  await dialog(page).getByLabel('备注').fill('多报一层')
  await dialog(page).getByRole('button', { name: '更正本月' }).click()
  await page.getByText('在 2024-04 报表中体现').waitFor()

  for (const { context, faults } of [officer, reporter]) {
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('what is told from the site stands beside what is reported, and changes neither', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'reporter' })
  const projectId = await ownReturn(page)
  await openReturn(page, projectId)
  await press(page, '填报调度数')
  await dialog(page).getByLabel('建筑工程').fill('1500')
  await dialog(page).getByLabel('形象进度（%）').fill('12.5')
  await dialog(page)
    .getByRole('button', { name: /^填\s*报\s*调\s*度\s*数$/ })
    .click()
  await page.locator('.page-head').getByText('1,500.00').waitFor()
  const answer = await page.request.get(`/api/v1/projects/${projectId}/returns/${MONTH}`)
  const { form } = (await answer.json()) as { form: { monthYuan: string } }
  assert.equal(form.monthYuan, '15500000.00')
  assert.deepEqual(faults, [])
  await context.close()
})
