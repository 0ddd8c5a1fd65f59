// The schedule of the portfolio: what stands on a row, how it is grouped, compared, moved through and put on paper.
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

const chart = (page: Page) => page.getByRole('treegrid')
const rowCount = async (page: Page) => Number(await chart(page).getAttribute('aria-rowcount')) - 1
const open = async (page: Page, path: string) => {
  await page.goto(path)
  await settle(page)
  await chart(page).waitFor()
}

test('the schedule is found in the navigation, groups with sums, folds, and its address brings the same back', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/')
  await settle(page)
  await page.getByRole('link', { name: '进度', exact: true }).click()
  await settle(page)
  await chart(page).waitFor()
  const whole = await rowCount(page)
  const group = chart(page).getByRole('row', { expanded: true }).first()
  const members = Number(/(\d+) 项/.exec((await group.textContent()) ?? '')?.[1])
  await group.click()
  await page.waitForURL(/folded=/)
  assert.equal(await rowCount(page), whole - members)
  await page.reload()
  await settle(page)
  assert.equal(await rowCount(page), whole - members)
  await page.getByText('月', { exact: true }).click()
  await page.waitForURL(/zoom=month/)
  assert.ok((await page.evaluate(() => document.querySelector('.gantt-scroller')?.scrollLeft ?? 0)) > 0, 'today is in view')
  assert.deepEqual(faults, [])
  await context.close()
})

test('only the rows in view are drawn, and the last one is reached', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await open(page, '/gantt?group=none')
  const rows = await rowCount(page)
  assert.ok(rows > 200)
  assert.ok((await page.locator('.gantt-row').count()) < 80)
  await page.locator('.gantt-scroller').evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
  await page.locator(`[data-row="${rows - 1}"]`).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('by keyboard one goes through the rows, hears their dates, and opens a project', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await open(page, '/gantt?group=none&q=京东方6代线')
  await chart(page).focus()
  await page.keyboard.press('ArrowDown')
  const id = await chart(page).getAttribute('aria-activedescendant')
  const row = page.locator(`[id="${id}"]`)
  assert.match((await row.textContent()) ?? '', /签约：计划 2022-11-07.*达产：计划 2026-07-20/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/projects\/.*tab=gates/)
  await page.getByRole('heading', { level: 1, name: /京东方第6代/ }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a planner takes a baseline, compares with it and removes it; a leader compares only', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await open(page, '/gantt')
  await page.getByRole('button', { name: '留存基线' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('基线名称').fill('一月例会')
  await dialog.getByRole('button', { name: '留存基线' }).click()
  await page.waitForURL(/baselineId=/)
  await settle(page)
  await page.locator('.gantt-bars .gantt-baseline').first().waitFor()
  const address = page.url()

  const leader = await openPage(browser, app, { login: 'leader' })
  await open(leader.page, address)
  await leader.page.locator('.gantt-bars .gantt-baseline').first().waitFor()
  assert.equal(await leader.page.getByRole('button', { name: '留存基线' }).count(), 0)
  assert.equal(await leader.page.getByRole('button', { name: '删除基线' }).count(), 0)
  await leader.context.close()

  await page.getByRole('button', { name: '删除基线' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '删除基线' }).click()
  await page.waitForURL((url) => !url.search.includes('baselineId'))
  assert.deepEqual([...faults, ...leader.faults], [])
  await context.close()
})

test('a service manager sees the schedule of his own projects', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await open(page, '/gantt?group=none')
  const list = (await (await page.request.get('/api/v1/projects?limit=1')).json()) as { totals: { count: number } }
  assert.equal(await rowCount(page), list.totals.count)
  assert.ok(list.totals.count > 0 && list.totals.count < 60)
  assert.deepEqual(faults, [])
  await context.close()
})

test('on paper every project stands on A3 sheets, under a heading on each', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await open(page, '/gantt?group=none')
  const rows = await rowCount(page)
  await page.emulateMedia({ media: 'print' })
  await page.locator('.gantt-paper').waitFor()
  assert.equal(await page.locator('.gantt-paper tbody tr').count(), rows)
  const width = await page.locator('.gantt-paper').evaluate((element) => element.getBoundingClientRect().width)
  // 396 mm lie within the margins of an A3 sheet.
  assert.ok(width <= (396 / 25.4) * 96, `${width} px`)
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((match) => [Number(match[1]), Number(match[2])])
  assert.ok(sheets.length > 4)
  for (const [x = 0, y = 0] of sheets) assert.ok(Math.abs(x - 1191) < 2 && Math.abs(y - 842) < 2, `${x} × ${y} points`)
  assert.deepEqual(faults, [])
  await context.close()
})
