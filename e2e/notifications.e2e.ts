// A planner urges; the service manager sees it at the bell, by mail and on the page; an administrator sees what left the house.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { startMailServer, type TestMailServer } from '../packages/server/src/testing/mail-server.ts'
import { startReceiver, type TestReceiver } from '../packages/server/src/testing/receiver.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
let mails: TestMailServer
let receiver: TestReceiver
before(async () => {
  mails = await startMailServer()
  receiver = await startReceiver()
  app = await startApp({
    BALLAST_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    BALLAST_SMTP_FROM: '压舱石 <ballast@zone.example>',
    BALLAST_WEBHOOK_PRIVATE: '1',
  })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await mails?.close()
  await receiver?.close()
})

test('an administrator sets a webhook up, tries it, and ends the quiet hours', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'admin' })
  await page.goto('/notification-channels')
  await settle(page)
  await page.getByRole('button', { name: '新建渠道' }).click()
  await page.getByLabel('名称').fill('办公平台')
  await page.getByLabel('地址').fill(`${receiver.url}/hook?key=k`)
  await page.getByLabel('遵守免打扰时段').click()
  await page.locator('.ant-drawer-footer button').click()
  const secret = await page.locator('.channel-secret').textContent()
  assert.match(secret ?? '', /^whsec_/)
  await page.getByRole('button', { name: /知道了|确 ?定|OK/ }).click()
  await page
    .getByRole('row', { name: /办公平台/ })
    .getByRole('button', { name: /测 ?试/ })
    .click()
  await page.getByText('测试消息已送达').waitFor()
  assert.equal(receiver.received.length, 1)
  assert.match(String(receiver.received[0]?.headers['x-ballast-signature']), /^v1=[0-9a-f]{64}$/)
  const hours = page.getByRole('region', { name: '免打扰时段' })
  await hours.getByLabel('从').fill('00:00')
  await hours.getByLabel('到').fill('00:00')
  await hours.getByRole('switch').click()
  await hours.getByRole('button', { name: /保 ?存/ }).click()
  await page.getByText('已保存').waitFor()
  await page.goto('/accounts')
  await settle(page)
  const accounts = (await (await page.request.get('/api/v1/accounts')).json()) as {
    accounts: { login: string; userId: string; version: string }[]
  }
  const manager = accounts.accounts.find(({ login }) => login === 'manager')
  const data = { email: 'manager@zone.example' }
  await page.request.patch(`/api/v1/accounts/${manager?.userId}`, { data, headers: { 'if-match': `"${manager?.version}"` } })
  assert.deepEqual(faults, [])
  await context.close()
})

test('a red light that is raised reaches the service manager in the app and by mail', async () => {
  const planner = await openPage(browser, app)
  await planner.page.goto('/escalations')
  await planner.page.request.post('/api/v1/escalation-runs', { data: {} })
  await planner.context.close()
  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await page.goto('/my-projects')
  await settle(page)
  // The bell asks once a minute; the page is asked anew instead of waiting.
  for (let tries = 0; tries < 20 && (await page.getByRole('button', { name: /通知，\d+ 条未读/ }).count()) === 0; tries += 1) {
    await page.waitForTimeout(500)
    await page.reload()
    await settle(page)
  }
  await page.getByRole('button', { name: /通知，\d+ 条未读/ }).click()
  const drawer = page.locator('.ant-drawer-body')
  await drawer
    .getByText(/亮红灯/)
    .first()
    .waitFor()
  const unread = await drawer.locator('.notification-unread').count()
  assert.ok(unread > 0)
  await drawer.locator('.notification a').first().click()
  await page.waitForURL(/\/escalations\//)
  await settle(page)
  await page.goto('/notifications?unread=true')
  await settle(page)
  assert.equal(await page.locator('.notification').count(), unread - 1)
  await page.getByRole('button', { name: '全部标为已读' }).click()
  await page.getByText('没有未读通知').waitFor()
  await page.getByRole('button', { name: '通知，没有未读' }).waitFor()
  for (let tries = 0; tries < 40 && mails.received.length === 0; tries += 1) await page.waitForTimeout(250)
  assert.deepEqual(
    mails.received.map(({ to }) => to),
    ['manager@zone.example'],
  )
  assert.deepEqual(faults, [])
  await context.close()
})

test('what he chose stays chosen, and what left the house is on the administrator’s page', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'manager' })
  await page.goto('/account')
  await settle(page)
  await page.getByLabel('红灯提醒 邮件').click()
  await page.getByTitle('不发').last().click()
  const card = page.getByRole('region', { name: '通知' })
  await card.getByRole('button', { name: /保 ?存/ }).click()
  await page.getByText('已保存').waitFor()
  await page.reload()
  await settle(page)
  assert.equal(
    await card
      .getByRole('row', { name: /红灯提醒/ })
      .getByText('不发')
      .count(),
    1,
  )
  await context.close()
  const admin = await openPage(browser, app, { login: 'admin' })
  await admin.page.goto('/notification-channels?tab=deliveries')
  await settle(admin.page)
  await admin.page
    .getByRole('row', { name: /邮件 · 管家10/ })
    .first()
    .getByText('已送出')
    .waitFor()
  assert.deepEqual([...faults, ...admin.faults], [])
  await admin.context.close()
})
