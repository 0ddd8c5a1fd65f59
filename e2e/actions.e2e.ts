// From a forecast to tasks: a plan of actions is computed, one line is struck, the rest become tasks that their people find.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPage, startApp, type RunningApp } from './harness.ts'

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

test('a planner computes a plan, strikes a line and accepts the others', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'planner' })
  const started = await page.request.post('/api/v1/forecasts', { data: { year: 2024, asOf: '2023-12', draws: 500 } })
  assert.equal(started.status(), 200, await started.text())
  const { jobId } = (await started.json()) as { jobId: string }
  for (let state = 'running'; state === 'running'; ) {
    state = ((await (await page.request.get(`/api/v1/forecast-jobs/${jobId}`)).json()) as { state: string }).state
    await page.waitForTimeout(200)
  }
  await page.goto('/forecast/actions')
  await page.getByRole('button', { name: '计算方案' }).click()
  await page.getByText(/采取这 \d+ 项措施/).waitFor({ timeout: 120_000 })
  const accept = page.getByRole('button', { name: /采纳 \d+ 项/ })
  const planned = Number(/\d+/.exec((await accept.textContent()) ?? '')?.[0])
  await page.getByRole('checkbox', { checked: true }).first().uncheck()
  await page.getByRole('button', { name: `采纳 ${planned - 1} 项` }).click()
  await page.getByText(`已生成 ${planned - 1} 项任务`).waitFor()
  await page.getByRole('tab', { name: '任务' }).click()
  await page
    .getByRole('button', { name: /^办\s?结$/ })
    .first()
    .click()
  await page.getByText('已办结').first().waitFor()
  assert.equal(await page.getByRole('row').count(), planned)
  assert.deepEqual(faults, [])
  await context.close()
})
