// The board of a quarter leads to a project, the visit there to a promise, and the promise to the page Today until it is done.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
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

test('a planner sees target and pace, drills to a project, writes a visit down and meets its promise on his page Today', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/quarter?year=2024&quarter=1')
  await settle(page)
  const figures = page.getByRole('region', { name: '2024 年一季度（开门红）' })
  await figures.getByText('季度目标').waitFor()
  await figures.getByText(/按时间应完成 · 序时进度/).waitFor()
  const starts = page.getByRole('region', { name: '开工', exact: true })
  await starts.getByText(/^到期未开工 · \d+ 个项目$/).click()
  const project = starts.getByRole('link').first()
  const name = (await project.textContent()) as string
  await project.click()
  await page.waitForURL(/\/projects\/.*tab=gates/)
  await page.getByRole('tab', { name: '走访', exact: true }).click()
  await page.getByRole('button', { name: '记录走访' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('走访人员').fill('林一、审批局李科长')
  await dialog.getByLabel('发现的问题').fill('等施工许可')
  await dialog.getByLabel('承诺事项（选填）').fill('协调审图机构出具意见')
  await dialog.getByLabel('办结期限（选填）').fill('2024-04-15')
  await dialog.getByRole('button', { name: '记录走访' }).click()
  await page.getByText('协调审图机构出具意见').waitFor()
  await page.goto('/today')
  await settle(page)
  const task = page.getByRole('region', { name: /近期要办结的走访承诺/ }).getByRole('link', { name: new RegExp(name) })
  assert.match((await task.textContent()) as string, /2024-04-10走访承诺：协调审图机构出具意见.*剩 3 个工作日/)
  await task.click()
  await page.waitForURL(/tab=visits/)
  await page.getByRole('button', { name: '确认办结' }).click()
  await page.getByText('2024-04-10 办结').waitFor()
  await page.goto('/today')
  await settle(page)
  assert.equal(await page.getByRole('region', { name: /近期要办结的走访承诺/ }).count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
