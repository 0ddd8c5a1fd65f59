// Somebody is away, or leaves: who does his work.
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

async function choose(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(text)
  await page.locator('.ant-select-item-option').filter({ hasText: text }).first().click()
}
const projectCount = async (page: Page): Promise<number> => {
  const answer = await page.request.get('/api/v1/projects?limit=500')
  return ((await answer.json()) as { rows: object[] }).rows.length
}

test('an administrator appoints a deputy, who acts for the other and is himself again', async () => {
  const admin = await openPage(browser, app, { login: 'admin' })
  await admin.page.goto('/accounts')
  await settle(admin.page)
  await admin.page.getByRole('button', { name: '授权代理' }).click()
  await choose(admin.page, '被代理人', 'manager')
  await choose(admin.page, '代理人', 'planner')
  await admin.page.getByLabel('结束日期（含）').fill('2024-04-09')
  await admin.page.getByLabel('原因').fill('休假')
  const drawer = admin.page.getByRole('dialog')
  await drawer.getByRole('button', { name: '授权代理' }).click()
  await drawer.getByText('结束日期早于').first().waitFor()
  await admin.page.getByLabel('结束日期（含）').fill('2024-04-30')
  await drawer.getByRole('button', { name: '授权代理' }).click()
  await admin.page.getByRole('row').filter({ hasText: '休假' }).getByText('代理中').waitFor()
  assert.deepEqual(admin.faults, [])
  await admin.context.close()

  const { page, context, faults } = await openPage(browser, app, { login: 'planner' })
  await page.goto('/projects')
  await settle(page)
  const all = await projectCount(page)
  await page.getByRole('button', { name: '用户' }).click()
  await page.getByText('代 管家10 办理（至 2024-04-30）').click()
  await page.getByRole('button', { name: '用户' }).filter({ hasText: '代 管家10' }).waitFor()
  await settle(page)
  // What the absent person may see, and nothing else: no cockpit, no audit.
  assert.equal(await page.getByRole('link', { name: '驾驶舱' }).count(), 0)
  const few = await projectCount(page)
  assert.ok(few > 0 && few < all, `${few} of ${all}`)
  await page.getByRole('button', { name: '用户' }).click()
  await page.getByText('恢复本人身份').click()
  await page.getByRole('link', { name: '驾驶舱' }).waitFor()
  assert.equal(await projectCount(page), all)
  await page.goto('/audit')
  await settle(page)
  assert.deepEqual(faults, [])
  await context.close()
})

test('all projects of a service manager go to another, after a look at how many they are', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'admin', locale: 'en' })
  const made = await page.request.post('/api/v1/accounts', {
    data: { login: 'heir', nameZh: '管家新', nameEn: 'New manager', grants: [{ role: 'service_manager' }] },
  })
  assert.equal(made.status(), 200)
  await page.goto('/accounts')
  await settle(page)
  const row = page.getByRole('row').filter({ hasText: 'manager' }).filter({ hasText: 'Service manager 10' })
  await row.getByRole('button', { name: 'Hand over' }).click()
  const drawer = page.getByRole('dialog')
  const projects = Number(await drawer.locator('dd').first().textContent())
  assert.ok(projects > 0)
  await choose(page, 'Who takes over', 'heir')
  await drawer.getByLabel('Reason').fill('moved to another bureau')
  await drawer.getByRole('button', { name: 'Hand it all over' }).click()
  await page.getByText(`Handed over: ${projects} projects`).waitFor()
  await row.getByRole('button', { name: 'Hand over' }).click()
  await page.getByText('There is nothing to hand over').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
