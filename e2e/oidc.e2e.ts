// Sign-in with an identity provider, in the browser, against a real one.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { freePort, startTestProvider, type TestProvider } from '../packages/server/src/testing/identity-provider.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
let provider: TestProvider
before(async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  provider = await startTestProvider(url)
  app = await startApp({
    PORT: String(port),
    BALLAST_PUBLIC_URL: url,
    BALLAST_OIDC_ISSUER: provider.issuer,
    BALLAST_OIDC_CLIENT_ID: provider.clientId,
    BALLAST_OIDC_CLIENT_SECRET: provider.clientSecret,
    BALLAST_OIDC_LABEL_ZH: '经开区统一身份认证',
    BALLAST_OIDC_LABEL_EN: 'E-Town single sign-on',
    BALLAST_OIDC_ROLES: '{"plan-office":"planner","butlers":"service_manager"}',
  })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  await provider?.close()
})

/** What the provider's own pages ask for is no fault of ours. */
const ownFaults = (faults: string[]) =>
  faults.filter((fault) => !fault.startsWith(`left the server: ${provider.issuer}`) && !fault.startsWith('left the server: https://fonts.'))

/** Types a login at the provider's own page, and agrees. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('anything')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('an official signs in by the provider, goes on where he was, and is signed out when he signs out there', async () => {
  provider.people.set('lilei', { groups: ['plan-office'], name: '李雷', email: 'lilei@example.com' })
  const { page, context, faults } = await openPage(browser, app, { login: null })
  await page.goto('/plan?tab=versions')
  await page.getByRole('link', { name: '经开区统一身份认证' }).click()
  await signInThere(page, 'lilei')
  await settle(page)
  assert.match(page.url(), /\/plan\?tab=versions$/)
  await page.goto('/account')
  await settle(page)
  await page.getByText('李雷 · lilei · 计划员').waitFor()
  await page.getByText('账号没有密码').waitFor()
  assert.equal(await page.getByRole('heading', { name: '修改密码' }).count(), 0)
  await page.getByRole('cell', { name: /^Chrome \d+ · Linux · 统一身份认证$/ }).waitFor()

  const there = await context.newPage()
  await there.goto(`${provider.issuer}/session/end`)
  await there.getByRole('button', { name: /yes/i }).click()
  await there.waitForLoadState()
  await page.reload()
  await page.getByLabel('登录名').waitFor()
  assert.deepEqual(ownFaults(faults), [])
  await context.close()
})

test('whoever has no group that counts is told so on the sign-in page, and can try otherwise', async () => {
  provider.people.set('guest', { groups: ['canteen'] })
  const { page, context, faults } = await openPage(browser, app, { login: null, locale: 'en' })
  await page.goto('/')
  await page.getByRole('link', { name: 'E-Town single sign-on' }).click()
  await signInThere(page, 'guest')
  await page.getByText('None of your groups at the identity provider has a role here').waitFor()
  await page.getByLabel('Login').fill('planner')
  await page.getByLabel('Password', { exact: true }).fill('Ballast-2024')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await settle(page)
  assert.deepEqual(ownFaults(faults), [])
  await context.close()
})

test('an administrator sees who signs in by the provider', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'admin' })
  await page.goto('/accounts')
  await settle(page)
  const row = page.getByRole('row').filter({ hasText: 'lilei' })
  await row.getByText('统一身份').waitFor()
  await row.getByRole('button', { name: 'lilei' }).click()
  await page.getByText('角色来自统一身份认证的用户组').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
