// Red lights: a service manager's start page, the lists, setting a light aside, and a letter that is answered a week later.
import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openEmbedded } from '../packages/server/src/platform/database.ts'
import { embeddedFolder } from '../packages/server/src/platform/open-database.ts'
import { freshFolder, openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

const dataDir = freshFolder()
const start = () => startApp({ BALLAST_DATA_DIR: dataDir })
let app: RunningApp
let browser: Browser
before(async () => {
  app = await start()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

test('a service manager sees his projects, writes this month’s line in place, and follows one', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await page.goto('/my-projects')
  await settle(page)
  const card = page.getByRole('article').first()
  await card.getByText('下一节点').waitFor()
  await card.getByRole('button', { name: /^填写本月进展/ }).click()
  await card.getByRole('textbox').fill('施工图已报审')
  await card.getByRole('textbox').press('Enter')
  await card.getByText('施工图已报审').waitFor()
  await card.getByRole('textbox').waitFor({ state: 'detached' })
  await settle(page)
  await card
    .getByRole('button', { name: /关\s*注$/ })
    .last()
    .click()
  await card.getByRole('button', { name: '取消关注' }).waitFor()
  await card.getByRole('button', { name: /历史（关注 1 人）/ }).click()
  await page.getByRole('dialog').getByText('施工图已报审').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('the cockpit’s count of a colour opens the list with as many projects and the same money', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/cockpit')
  await settle(page)
  const row = page.locator('tr').filter({ has: page.getByRole('link', { name: '黄' }) })
  await row.waitFor()
  const [count = '', plan = ''] = await row.locator('td').allTextContents()
  await row.getByRole('link').click()
  await settle(page)
  const foot = page.locator('.data-table-foot')
  await foot.getByText(`${count} 个项目`).waitFor()
  const wan = /本年计划\s*([\d,.]+)/.exec((await foot.textContent()) ?? '')?.[1]?.replaceAll(',', '') ?? ''
  assert.equal((Number(wan) / 10_000).toFixed(2), Number(plan.replaceAll(',', '')).toFixed(2))
  await page.getByRole('tab', { name: '已签约未摘牌' }).click()
  await settle(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page
        .getByRole('button', { name: /导\s*出/ })
        .last()
        .click()
      await page.getByText('导出 Excel').click()
    })(),
  ])
  assert.match(download.suggestedFilename(), /^已签约未摘牌-2024-04-10\.xlsx$/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a planner answers for a light until a day, with a reason that everybody sees', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/lights?colour=yellow')
  await settle(page)
  const project = (await page.locator('.data-table .name-cell a').first().textContent()) ?? ''
  await page.getByRole('button', { name: '人工调整' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('管线迁改，已批延期')
  await dialog.getByLabel('截止日期（含）').fill('2024-01-01')
  await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
  await dialog.getByText('早于业务日期').waitFor()
  await dialog.getByLabel('截止日期（含）').fill('2024-05-17')
  await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.goto('/lights?colour=green')
  await settle(page)
  await page.getByText(project, { exact: true }).first().waitFor()
  await page.getByText('管线迁改，已批延期').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('reminder today, letter on the fifth working day, reply of the service manager; raised twice, nothing twice', async () => {
  const planner = await openPage(browser, app)
  const raise = async (page: typeof planner.page) => {
    await page.goto('/escalations?tab=all')
    await settle(page)
    await page.getByRole('button', { name: '按步骤发起督办' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^发起 [1-9]/ })
      .click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '按步骤发起督办' }).click()
    await page.getByText('今天没有到期的步骤').waitFor()
  }
  await raise(planner.page)
  assert.deepEqual(planner.faults, [])
  await planner.context.close()

  // The zone's business date is fixed, so a week later is another start of the server.
  await app.close()
  const { pglite, close } = await openEmbedded(embeddedFolder(dataDir))
  await pglite.query(`update zone set business_on = '2024-04-17'`)
  await close()
  app = await start()

  const later = await openPage(browser, app)
  await raise(later.page)
  await later.context.close()

  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await page.goto('/escalations?tab=supervision')
  await settle(page)
  await page.locator('.data-table a[href*="/escalations/"]').first().click()
  const letter = page.getByRole('article', { name: '项目督办单' })
  await letter.getByText(/督办〔2024〕\d+号/).waitFor()
  // Five working days after Wednesday 2024-04-17.
  await letter.getByText(/请于 2024-04-24 前书面回复/).waitFor()
  await page.getByLabel('原因与措施').fill('施工图已报审，春节后进场')
  await page.getByLabel('承诺完成日期').fill('2024-05-17')
  await page.getByRole('button', { name: /^回\s*复$/ }).click()
  await page.getByText('承诺 2024-05-17 完成').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
