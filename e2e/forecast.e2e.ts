// A zone that was just loaded forecasts itself; one more month is run with its progress, a long run is cancelled, the rest of the pages is reached.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp({ BALLAST_FORECAST_AT_START: '1' }, { withMonths: true })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
})

const headline = (page: Page) => page.getByText(/2024 年预计完成 [\d,.]+ 亿元（八成把握 [\d,.]+–[\d,.]+ 亿元）/)
const choose = async (page: Page, label: string, option: RegExp) => {
  await page.getByLabel(label, { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}
interface Listed {
  readonly rows: { readonly runId: string; readonly asOf: string }[]
  readonly missing: string[]
  readonly job: { readonly state: string } | null
}
const listed = async (page: Page) => (await (await page.request.get('/api/v1/forecasts?year=2024')).json()) as Listed

test('what a start forecast is there for every closed month; the page says it in words, with reasons', async () => {
  const { page, context, faults } = await openPage(browser, app)
  for (let tries = 0; (await listed(page)).missing.length > 0; tries += 1) {
    assert.ok(tries < 240, 'the forecasts of a start were not made')
    await page.waitForTimeout(500)
  }
  const { rows } = await listed(page)
  assert.deepEqual([...new Set(rows.map(({ asOf }) => asOf))].sort(), ['2023-12', '2024-02'])
  for (const { runId, asOf } of rows) {
    await page.goto(`/forecast?run=${runId}`)
    await settle(page)
    await page.getByText(`截至 ${asOf}`).first().waitFor()
    await headline(page).waitFor()
    await page.getByText(/完成 1,000 亿元目标的把握：(约.成|低于一成|九成以上|几乎)/).waitFor()
  }
  await page
    .getByText(/若.*年底 \+[\d.]+ 亿元/)
    .first()
    .waitFor()
  await page.goto('/cockpit')
  await settle(page)
  await headline(page).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a planner runs the open month, cancels another run, and finds record, methods and what-if', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/forecast')
  await settle(page)
  await choose(page, '截至', /2024-03/)
  await page.getByRole('button', { name: '运行预测' }).click()
  await page.getByRole('status').filter({ hasText: /正在/ }).waitFor()
  await page.getByText('截至月份未关账').first().waitFor({ timeout: 120_000 })
  const march = (await listed(page)).rows.find(({ asOf }) => asOf === '2024-03')?.runId as string
  assert.ok(march)
  const again = (await (await page.request.get(`/api/v1/forecasts/${march}/rerun`)).json()) as { isSame: boolean }
  assert.equal(again.isSame, true)

  const long = await page.request.post('/api/v1/forecasts', {
    data: { year: 2024, asOf: ['2023-12', '2024-02', '2024-03'], draws: 50_000 },
  })
  assert.equal(long.status(), 200, await long.text())
  await page.reload()
  await page.getByRole('button', { name: /^取\s?消$/ }).click()
  for (let tries = 0; (await listed(page)).job?.state === 'running'; tries += 1) {
    assert.ok(tries < 120, 'the run went on')
    await page.waitForTimeout(250)
  }
  assert.equal((await listed(page)).job?.state, 'cancelled')

  for (const [tab, words] of [
    ['战绩', /还没有到期的预测/],
    ['方法', /瀑布/],
    ['推演', /还没有改动/],
  ] as const) {
    await page.getByRole('link', { name: tab, exact: true }).click()
    await settle(page)
    await page.getByText(words).first().waitFor()
  }
  assert.deepEqual(faults, [])
  await context.close()
})
