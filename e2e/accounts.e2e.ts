// Who comes in, as whom, and how somebody else gets in.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
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

test('whoever is not signed in signs in and goes on where he was; signing out ends it', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: null })
  await page.goto('/plan?tab=versions')
  await page.getByLabel('登录名').fill('planner')
  await page.getByLabel('密码', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await page.getByText('登录名或密码不正确').waitFor()
  await page.getByLabel('密码', { exact: true }).fill('Ballast-2024')
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await settle(page)
  assert.match(page.url(), /\/plan\?tab=versions/)
  await page.getByRole('button', { name: '用户' }).click()
  await page.getByText('退出登录').click()
  await page.getByLabel('登录名').waitFor()
  assert.equal((await page.request.get('/api/v1/projects')).status(), 401)
  assert.deepEqual(faults, [])
  await context.close()
})

test('a session that ends meanwhile asks for the password again, where the user is', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/projects')
  await settle(page)
  await context.clearCookies({ name: 'ballast_session' })
  await page.getByRole('button', { name: '名录' }).click()
  await page.getByRole('link', { name: '企业' }).click()
  await page.getByLabel('登录名').waitFor()
  assert.match(page.url(), /\/enterprises/)
  assert.deepEqual(faults, [])
  await context.close()
})

test('an administrator gives somebody an account; its first sign-in sets a password of its own', async () => {
  const admin = await openPage(browser, app, { login: 'admin' })
  await admin.page.goto('/accounts')
  await settle(admin.page)
  await admin.page.getByRole('button', { name: '新建账号' }).click()
  const drawer = admin.page.getByRole('dialog')
  await drawer.getByLabel('登录名').fill('wang.wu')
  await drawer.getByLabel('中文姓名').fill('王五')
  await drawer.getByLabel('英文姓名').fill('Wang Wu')
  await drawer.getByLabel('角色').click()
  await admin.page.getByTitle('统计人员').click()
  await drawer.getByLabel('英文姓名').click()
  await drawer.getByRole('button', { name: /^新\s*建账号$/ }).click()
  const shown = admin.page.getByRole('dialog').filter({ hasText: '只显示一次' })
  const password = (await shown.locator('code').textContent())?.trim() ?? ''
  assert.match(password, /^[\w-]{14}$/)
  await admin.context.close()

  const { page, context, faults } = await openPage(browser, app, { login: null })
  await page.goto('/')
  await page.getByLabel('登录名').fill('wang.wu')
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await page.getByRole('heading', { name: '设置自己的密码' }).waitFor()
  await page.getByLabel('当前密码').fill(password)
  await page.getByLabel('新密码').fill('短')
  await page.getByLabel('再输一次').fill('短')
  await page.getByRole('button', { name: '修改密码' }).click()
  await page.getByText('密码不能使用').waitFor()
  await page.getByLabel('新密码').fill('Own-Secret-2024')
  await page.getByLabel('再输一次').fill('Own-Secret-2024')
  await page.getByRole('button', { name: '修改密码' }).click()
  await settle(page)
  await page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

/** What an authenticator shows (RFC 6238) for a key in Base32. */
function authenticatorCode(key: string, step: number): string {
  const bits = Array.from(key, (character) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(character).toString(2).padStart(5, '0')).join('')
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) as number) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('a second factor is set up with an authenticator, asked for after the password, and removed', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'statistics' })
  await page.goto('/account')
  await settle(page)
  await page.getByRole('button', { name: '设置二次验证' }).click()
  const card = page.locator('.second-factor')
  await card.getByLabel('当前密码').fill('Ballast-2024')
  await card.getByRole('button', { name: '设置二次验证' }).click()
  await card.getByRole('img', { name: '二次验证二维码' }).waitFor()
  const key = (await card.locator('code').textContent())?.replaceAll(/[^A-Z2-7]/g, '') ?? ''
  assert.equal(key.length, 32)
  // Each of the three codes is of another step: one before, the one of now, one after.
  const step = Math.floor(Date.now() / 30_000)
  await card.getByLabel('验证码').fill(authenticatorCode(key, step - 1))
  await card.getByRole('button', { name: /^启\s*用$/ }).click()
  await card.getByText('已启用').waitFor()

  await context.clearCookies()
  await page.reload()
  await page.getByLabel('登录名').fill('statistics')
  await page.getByLabel('密码', { exact: true }).fill('Ballast-2024')
  assert.equal(await page.getByLabel('验证码').count(), 0)
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await page.getByText('密码正确').waitFor()
  await page.getByLabel('验证码').fill('000000')
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await page.getByText('验证码不正确').waitFor()
  await page.getByLabel('验证码').fill(authenticatorCode(key, step))
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await settle(page)
  await page.getByRole('heading', { level: 1, name: '我的账号' }).waitFor()

  await card.getByRole('button', { name: /^停\s*用$/ }).click()
  await card.getByLabel('验证码').fill(authenticatorCode(key, step + 1))
  await card.getByRole('button', { name: /^停\s*用$/ }).click()
  await card.getByText('未启用').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('an enterprise and a service manager begin with what they have to do and see no page of the whole zone', async () => {
  for (const login of ['reporter', 'manager']) {
    const { page, context, faults } = await openPage(browser, app, { login })
    await page.goto('/')
    await page.waitForURL(/\/today/)
    await settle(page)
    assert.equal(await page.getByRole('link', { name: '驾驶舱' }).count(), 0)
    assert.equal((await page.request.get('/api/v1/cockpit/2024')).status(), 403)
    assert.deepEqual(faults, [])
    await context.close()
  }
})
