// The first page of a working day: its counts are those of the lists that it opens.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openedReturn } from './drafts.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp()
  browser = await openBrowser()
  const { page, context } = await openPage(browser, app, { login: 'statistics' })
  await openedReturn(page.request)
  await context.close()
})
after(async () => {
  await browser?.close()
  await app?.close()
})

test('the cockpit draws the year to date or month by month, as figures too', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'leader' })
  await page.goto('/')
  await page.waitForURL(/\/cockpit/)
  await settle(page)
  const card = page.locator('.done-card')
  await card.getByRole('img', { name: /累计：计划、调度、纳统/ }).waitFor()
  await card.getByText('数据表').click()
  const december = card.getByRole('row', { name: /2024-12/ })
  const cumulative = await december.getByRole('link').first().textContent()
  assert.equal(cumulative, '1,000.00')
  await card.getByText('当月', { exact: true }).click()
  await page.waitForURL(/mode=monthly/)
  await card.getByRole('img', { name: /当月：计划、调度、纳统/ }).waitFor()
  assert.notEqual(await december.getByRole('link').first().textContent(), cumulative)
  await december.getByRole('link').first().click()
  await page.waitForURL(/\/reconciliation.*through=2024-12/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a service manager begins with what he has to do, and each count is that of the list that it opens', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await page.goto('/')
  await page.waitForURL(/\/today/)
  await settle(page)
  const countOf = async (title: string) => Number(await page.getByRole('heading', { name: title }).locator('.today-count').textContent())
  const [returns, red] = [await countOf('待报月报'), await countOf('红灯')]
  assert.ok(returns > 0 && red > 0)
  await page.getByRole('link', { name: '打开清单 · 待报月报' }).click()
  await page.getByText(`已加载 ${returns} 行`).waitFor()
  await page.goto('/today')
  await page.getByRole('link', { name: '打开清单 · 红灯' }).click()
  await page.waitForURL(/\/lights/)
  await page.getByText(`已加载 ${red} 行`).waitFor()
  await page.goto('/today')
  await page
    .getByRole('region', { name: /待报月报/ })
    .getByRole('link')
    .nth(1)
    .click()
  await page.waitForURL(/\/reports\/\d{4}-\d{2}\/[0-9a-f-]{36}/)
  assert.deepEqual(faults, [])
  await context.close()
})
