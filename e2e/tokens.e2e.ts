// A program of a user's own: its token is made, used, and revoked.
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

const ask = async (secret: string, path: string, method = 'GET') =>
  (await fetch(`${app.url}/api/v1/${path}`, { method, headers: { authorization: `Bearer ${secret}` } })).status

/** Makes a token on the page. @returns what is shown once */
async function make(page: Page, name: string, actions: string[] = []): Promise<string> {
  await page.getByRole('button', { name: '新建令牌' }).click()
  const drawer = page.getByRole('dialog').filter({ hasText: '有效期' })
  await drawer.getByLabel('名称').fill(name)
  if (actions.length > 0) await drawer.getByText('指定操作').click()
  for (const action of actions) {
    await drawer.getByLabel('操作', { exact: true }).fill(action)
    await page.locator('.ant-select-item-option').filter({ hasText: action }).first().click()
  }
  await drawer.getByRole('heading', { name: '新建令牌' }).or(drawer.locator('.ant-drawer-title')).first().click()
  await drawer.getByRole('button', { name: '新建令牌' }).click()
  const secret = (await page.locator('.token-secret').textContent())?.trim() ?? ''
  await page.locator('.ant-modal').getByRole('button').last().click()
  return secret
}

test('a user makes tokens for his programs, and revokes one; an administrator the other', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'statistics' })
  await page.goto('/account')
  await settle(page)
  const reading = await make(page, '统计报表')
  assert.match(reading, /^ballast_/)
  const named = await make(page, '导出脚本', ['enterprise.list'])
  assert.equal(await ask(reading, 'projects'), 200)
  assert.equal(await ask(reading, 'account/password', 'POST'), 403)
  assert.equal(await ask(named, 'enterprises'), 200)
  assert.equal(await ask(named, 'projects'), 403)

  await page.reload()
  await settle(page)
  assert.equal(await page.getByText(reading).count(), 0)
  const row = page.getByRole('row').filter({ hasText: '统计报表' })
  assert.equal(await row.getByText('未使用').count(), 0)
  await row.getByRole('button', { name: /^吊\s*销$/ }).click()
  await page.locator('.ant-popconfirm').getByRole('button').last().click()
  await row.getByText('已吊销').waitFor()
  assert.equal(await ask(reading, 'projects'), 401)
  assert.deepEqual(faults, [])
  await context.close()

  const admin = await openPage(browser, app, { login: 'admin' })
  await admin.page.goto('/accounts')
  await settle(admin.page)
  await admin.page.getByRole('button', { name: 'statistics' }).click()
  const token = admin.page.getByRole('row').filter({ hasText: '导出脚本' })
  await token.getByRole('button', { name: /^吊\s*销$/ }).click()
  await admin.page.locator('.ant-popconfirm').getByRole('button').last().click()
  await token.getByText('已吊销').waitFor()
  assert.equal(await ask(named, 'enterprises'), 401)
  assert.deepEqual(admin.faults, [])
  await admin.context.close()
})
