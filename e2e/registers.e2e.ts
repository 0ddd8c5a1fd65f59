// The registers as their keepers use them: own fields, sources of facts, relations, areas, views, both languages.
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

const SAVE = /^保\s*存$/
const rowsOf = async (page: Page, path: string) => (await (await page.request.get(path)).json()) as { rows: Record<string, never>[] }
const boe = async (page: Page): Promise<string> =>
  (await rowsOf(page, '/api/v1/projects?q=jdf&limit=1')).rows[0]?.['projectId'] as unknown as string

test('a field is defined in the app, filled on a page, filtered by in the list', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/projects')
  await settle(page)
  await page.getByRole('button', { name: /列$/ }).click()
  await page.getByRole('button', { name: '自定义字段…' }).click()
  await page.getByRole('button', { name: '新增字段' }).click()
  await page.getByLabel('中文名称').fill('包联次数')
  await page.getByLabel('英文名称（可不填）').fill('Visits paid')
  await page.getByLabel('类型').click()
  await page.locator('.ant-select-dropdown:visible').getByText('数字', { exact: true }).click()
  await page.locator('.ant-drawer').getByRole('button', { name: SAVE }).click()
  await page.getByText('字段已保存').waitFor()
  await page.goto(`/projects/${await boe(page)}`)
  await settle(page)
  await page.getByRole('button', { name: '编辑 自定义信息' }).click()
  await page.getByLabel('包联次数').fill('12')
  await page.getByRole('button', { name: SAVE }).click()
  await page.getByText(/^录入：林一/).waitFor()
  await page.goto('/projects?columns=custom.visits_paid')
  await settle(page)
  await page.getByRole('button', { name: '更多筛选' }).click()
  await page.getByLabel('自定义字段', { exact: true }).click()
  await page.locator('.ant-select-dropdown:visible').getByText('包联次数').click()
  await page.getByLabel('包联次数的值').fill('10')
  await page.getByRole('button', { name: /应\s*用/ }).click()
  await page.getByText('包联次数 ≥ 10').waitFor()
  await page.getByText('1 个项目').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('what a user enters leaves the public facts, and says who entered it', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const projectId = await boe(page)
  await page.goto(`/projects/${projectId}`)
  await settle(page)
  await page.getByRole('button', { name: '编辑 基本信息' }).click()
  await page.getByLabel('简称').fill('京东方六代')
  await page.getByRole('button', { name: SAVE }).click()
  await page
    .locator('.fact', { hasText: '京东方六代' })
    .getByText(/^录入：林一/)
    .waitFor()
  const [row] = (await rowsOf(page, '/api/v1/projects?q=jdf&limit=1&publicOnly=true')).rows
  assert.equal(row?.['shortName'], null)
  assert.equal(row?.['totalYuan'], '29000000000.00')
  assert.deepEqual(faults, [])
  await context.close()
})

test('a project is related to another and put on a parcel by search', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto(`/projects/${await boe(page)}?tab=relations`)
  await settle(page)
  await page.getByRole('button', { name: '编辑 项目关系' }).click()
  await page.getByRole('button', { name: '增加关系' }).click()
  await page.getByRole('combobox', { name: '关联的项目' }).fill('液化空气')
  await page.getByTitle('ET24-004 液化空气大宗气体站项目').click()
  await page.getByRole('button', { name: SAVE }).click()
  await page.getByRole('link', { name: '液化空气大宗气体站项目' }).waitFor()
  await page.getByRole('tab', { name: '地块' }).click()
  await page.getByRole('button', { name: '编辑 地块' }).click()
  await page.getByRole('button', { name: '增加地块' }).click()
  await page.getByRole('combobox', { name: '地块' }).last().fill('X31')
  await page.locator('.ant-select-dropdown:visible').getByTitle('X31', { exact: true }).click()
  await page.getByRole('button', { name: SAVE }).click()
  await page.getByRole('link', { name: 'X31' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('in English the lists speak English and sort by it', async () => {
  const { page, context, faults } = await openPage(browser, app, { locale: 'en' })
  await page.goto('/projects?publicOnly=true')
  await settle(page)
  await page.getByRole('link', { name: 'ACROBiosystems China headquarters' }).waitFor()
  await page.goto('/projects?q=%E5%B7%A5%E4%B8%9A%E9%A1%B9%E7%9B%AE001')
  await settle(page)
  await page.getByRole('link', { name: 'Industrial project 001', exact: true }).waitFor()
  await page
    .getByText(/^Service manager \d\d$/)
    .first()
    .waitFor()
  await page.getByText('Simulated parcel 006').waitFor()
  await page.goto('/parcels?q=Plot%203')
  await settle(page)
  await page.getByRole('link', { name: 'Plot 3', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Plot 3' }).waitFor()
  await page.getByText('3号地块').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a saved view is a link', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/projects?clusterCode=%5B%22bio%22%5D&sort=-totalYuan')
  await settle(page)
  await page.getByRole('button', { name: /视图$/ }).click()
  await page.getByLabel('视图名称').fill('生物大项目')
  await page.getByRole('button', { name: '保存当前视图' }).click()
  const link = page.getByRole('link', { name: '生物大项目' })
  await link.waitFor()
  const href = await link.getAttribute('href')
  await page.goto(href ?? '')
  await settle(page)
  await page.getByText('产业集群：生物技术和大健康').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
