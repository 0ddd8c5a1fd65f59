// What people come for, in a real browser against a fresh copy of the reference year.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp()
  browser = await openBrowser('emulated')
})
after(async () => {
  await browser?.close()
  await app?.close()
})

test('from the target to one month’s composition on one parcel, equal at each step, and back up', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/cockpit')
  await settle(page)
  assert.ok((await page.locator('main a[href^="/trace"]').count()) > 20, 'every figure of the cockpit opens its trace')
  await page.goto('/trace')
  await settle(page)
  let depth = 0
  for (; depth < 8; depth += 1) {
    assert.ok((await page.getByText('= 下级之和相等').count()) > 0 || depth > 5, `the children add up at ${page.url()}`)
    const down = page.locator('.trace table a[href*="/trace"]').first()
    if ((await down.count()) === 0) break
    const above = page.url()
    await down.click()
    await page.waitForURL((url) => url.href !== above)
    // The lines above stay in view until the next ones are there.
    await page.waitForFunction(() => document.querySelector('.trace table a')?.getAttribute('href') !== location.pathname + location.search)
    await settle(page)
  }
  assert.ok(depth >= 5, `went ${depth} steps down: category, cluster, project, parcel, month`)
  assert.match(page.url(), /month=/)
  await page.goBack()
  await settle(page)
  assert.doesNotMatch(page.url(), /month=/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a project is found by its pinyin initials, and its page opens', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/projects')
  await settle(page)
  await page.getByPlaceholder(/拼音/).fill('jdf')
  await page.keyboard.press('Enter')
  await page.waitForURL(/q=jdf/)
  await settle(page)
  const link = page.getByRole('link', { name: /京东方/ }).first()
  await link.click()
  await page.waitForURL(/\/projects\/[0-9a-f-]{36}/)
  await settle(page)
  await page.getByRole('heading', { level: 1, name: /京东方/ }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('two people edit the same project: the second merges field by field and loses nothing', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const found = await page.request.get('/api/v1/projects?q=jdf&limit=1')
  const { projectId, version } = (await found.json()).rows[0] as { projectId: string; version: string }
  await page.goto(`/projects/${projectId}`)
  await settle(page)
  await page.getByRole('button', { name: /^编辑/ }).first().click()
  await page.getByLabel('建设地址').fill('我填的地址')
  const other = await page.request.patch(`/api/v1/projects/${projectId}`, {
    headers: { 'if-match': `"${version}"` },
    data: { notes: '别人写的备注', address: '别人的地址' },
  })
  assert.equal(other.status(), 200)
  await page
    .getByRole('button', { name: /保\s*存/ })
    .first()
    .click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('他人已修改').waitFor()
  await dialog.getByText('我填的地址').first().click()
  await dialog.getByRole('button', { name: '合并并保存' }).click()
  await dialog.waitFor({ state: 'hidden' })
  const saved = await (await page.request.get(`/api/v1/projects/${projectId}`)).json()
  assert.equal(saved.address, '我填的地址')
  assert.equal(saved.notes, '别人写的备注')
  assert.deepEqual(faults, [])
  await context.close()
})

test('an adjustment is drafted with a reason and discarded again; the version in force stays', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/plan')
  await settle(page)
  await page.getByRole('button', { name: '发起调整' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('调整名称').fill('一季度调整')
  await dialog.getByLabel('调整理由').fill('两个项目提前开工')
  await dialog.getByRole('button', { name: /^(确\s*定|发起调整|保\s*存)$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await settle(page)
  await page.goto('/plan?tab=versions')
  await settle(page)
  await page.getByText('一季度调整').first().waitFor()
  const versions = await (await page.request.get('/api/v1/plans/2024/versions')).json()
  assert.ok(JSON.stringify(versions).includes('两个项目提前开工'))
  await page
    .getByRole('button', { name: /^放\s*弃$/ })
    .first()
    .click()
  await page
    .getByRole('button', { name: /^(确\s*定|放\s*弃|OK)$/ })
    .last()
    .click()
  await page.getByText('已放弃').first().waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('the exported workbook comes back unchanged', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/exchange')
  await settle(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '项目 Excel' }).click()
  const path = await (await download).path()
  await page.locator('input[type=file]').setInputFiles({
    name: '项目.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: readFileSync(path),
  })
  await page.getByText('文件与系统中的数据一致').waitFor({ timeout: 60_000 })
  assert.deepEqual(faults, [])
  await context.close()
})

test('the parcels show on the map without leaving the server', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const tiles: number[] = []
  page.on('response', (response) => {
    if (response.url().includes('/api/v1/tiles/')) tiles.push(response.status())
  })
  await page.goto('/parcels')
  await settle(page)
  await page.locator('canvas').first().waitFor()
  await page.waitForTimeout(3000)
  assert.ok(tiles.length > 0 && tiles.every((status) => status === 200 || status === 304 || status === 204), `tiles: ${tiles.join(' ')}`)
  assert.deepEqual(faults, [])
  await context.close()
})

test('the audit trail shows what was done and verifies', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/audit')
  await settle(page)
  await page
    .getByText('我填的地址')
    .or(page.getByText(/project\.edit|修改项目/))
    .first()
    .waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a reader sees the plan but no way to change it', async () => {
  const { page, context } = await openPage(browser, app, { login: 'leader' })
  await page.goto('/plan')
  await settle(page)
  assert.equal(await page.getByRole('button', { name: '发起调整' }).count(), 0)
  const refused = await page.request.post('/api/v1/plans/2024/adjustments', { data: { title: 'x', reason: 'x' } })
  assert.equal(refused.status(), 403)
  await context.close()
})
