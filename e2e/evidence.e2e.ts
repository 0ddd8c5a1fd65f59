// Files that prove what is said of a project: brought, refused, looked at, withdrawn; and a connection that breaks on the way.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

let app: RunningApp
let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'ballast-evidence-'))
before(async () => {
  app = await startApp()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
  rmSync(folder, { recursive: true, force: true })
})

function fileOf(name: string, content: Buffer): { path: string; sha256: string } {
  const path = join(folder, name)
  writeFileSync(path, content)
  return { path, sha256: createHash('sha256').update(content).digest('hex') }
}
const pdf = (size = 100): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)])
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

async function openTab(page: Page, tab = 'evidence'): Promise<string> {
  const { rows } = (await (await page.request.get('/api/v1/projects?limit=1')).json()) as { rows: { projectId: string }[] }
  const projectId = rows[0]?.projectId as string
  await page.goto(`/projects/${projectId}?tab=${tab}`)
  await settle(page)
  return projectId
}
const choose = (page: Page, ...paths: string[]) => page.locator('.evidence-tab input[type=file]').setInputFiles(paths)
async function hashes(page: Page, projectId: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/projects/${projectId}/evidence`)
  return ((await answer.json()) as { rows: { sha256: string }[] }).rows.map(({ sha256 }) => sha256)
}

test('files become evidence of what was chosen; a program that calls itself a PDF is refused with what it is', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const projectId = await openTab(page)
  await page.getByLabel('绑定到').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '签约（节点）' }).click()
  await page.getByLabel('说明').fill('盖章扫描件')
  const [photo, paper] = [fileOf('现场.png', PIXEL), fileOf('协议.pdf', pdf())]
  const program = fileOf('假的.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]))
  await choose(page, photo.path, paper.path, program.path)
  const list = page.getByRole('list', { name: '签约（节点）' })
  await list.getByRole('link', { name: '协议.pdf', exact: true }).waitFor()
  await list.getByRole('link', { name: '现场.png', exact: true }).waitFor()
  await page.getByText('「假的.pdf」的内容是可执行程序').waitFor()
  await page.getByRole('button', { name: '移除「假的.pdf」的提示' }).click()
  assert.equal(await list.getByText('盖章扫描件').count(), 2)
  assert.deepEqual((await hashes(page, projectId)).sort(), [photo.sha256, paper.sha256].sort())

  await page.getByRole('button', { name: '查看「现场.png」' }).last().click()
  const shown = page.getByRole('dialog').locator('img')
  await shown.waitFor()
  assert.equal(await shown.evaluate((image: HTMLImageElement) => image.naturalWidth), 1)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^关\s*闭$/ })
    .last()
    .click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载「协议.pdf」' }).click()
  assert.equal((await downloading).suggestedFilename(), '协议.pdf')

  // The gate itself shows the same files.
  await page.goto(`/projects/${projectId}?tab=gates&gate=signing`)
  await settle(page)
  await page.getByRole('heading', { name: '节点的佐证材料' }).waitFor()
  await page.getByRole('link', { name: '协议.pdf', exact: true }).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('what was brought by mistake is withdrawn with a reason, and stays to be seen', async () => {
  const { page, context, faults } = await openPage(browser, app, { locale: 'en' })
  await openTab(page)
  await choose(page, fileOf('wrong.pdf', pdf()).path)
  await page.getByRole('button', { name: 'Withdraw "wrong.pdf"' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await dialog.getByText('Give a reason').waitFor()
  await dialog.getByLabel('Reason').fill('Of another project')
  await dialog.getByRole('button', { name: 'OK' }).click()
  await page.getByRole('link', { name: 'wrong.pdf', exact: true }).waitFor({ state: 'detached' })
  await page.getByLabel('Show what was withdrawn (1)').check()
  await page.getByText(/^Withdrawn by .*: Of another project$/).waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('a large file goes on where the connection broke, and after the page was left', async () => {
  const { page, context } = await openPage(browser, app)
  const projectId = await openTab(page)
  // Slow enough to break in the middle.
  const network = await context.newCDPSession(page)
  const connect = (offline: boolean) =>
    network.send('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: 16 * 1024 ** 2 })
  await connect(false)
  const large = fileOf('竣工图.pdf', pdf(60 * 1024 ** 2))
  await choose(page, large.path)
  await page.getByText(/上传中 [1-9]/).waitFor()
  await connect(true)
  await page.getByText(/连接中断，已传/).waitFor({ timeout: 90_000 })
  await connect(false)
  await page.getByText(/上传中/).waitFor()
  await page.getByRole('button', { name: '暂停上传「竣工图.pdf」' }).click()
  await page.getByText(/已暂停/).waitFor()

  await page.reload()
  await settle(page)
  const unfinished = page.getByText(/尚未传完：已收到/)
  await unfinished.waitFor()
  const received = Number(/已收到 (\d+)%/.exec((await unfinished.textContent()) ?? '')?.[1])
  assert.ok(received > 0 && received < 100, `${received} %`)
  // Of what is here already nothing is sent again.
  const sent: number[] = []
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']))
  })
  await choose(page, large.path)
  await page.getByRole('link', { name: '竣工图.pdf', exact: true }).waitFor({ timeout: 60_000 })
  assert.ok((sent[0] ?? 0) > 0, 'began anew')
  assert.ok((await hashes(page, projectId)).includes(large.sha256))
  await context.close()
})

test('an enterprise brings proof of its own project and reaches no other’s; who only reads gets no place to upload', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'reporter' })
  await openTab(page)
  await choose(page, fileOf('企业材料.pdf', pdf()).path)
  await page.getByRole('link', { name: '企业材料.pdf', exact: true }).waitFor()
  assert.deepEqual(faults, [])
  const planner = await openPage(browser, app)
  const all = (await (await planner.page.request.get('/api/v1/projects?limit=500')).json()) as { rows: { projectId: string }[] }
  const mine = (await (await page.request.get('/api/v1/projects?limit=500')).json()) as { rows: { projectId: string }[] }
  const own = new Set(mine.rows.map(({ projectId }) => projectId))
  const foreign = all.rows.find(({ projectId }) => !own.has(projectId))?.projectId
  assert.equal((await page.request.get(`/api/v1/projects/${foreign}/evidence`)).status(), 404)
  await planner.context.close()
  await context.close()

  const leader = await openPage(browser, app, { login: 'leader' })
  await openTab(leader.page)
  assert.equal(await leader.page.locator('input[type=file]').count(), 0)
  assert.equal(await leader.page.getByRole('button', { name: /^撤回/ }).count(), 0)
  assert.deepEqual(leader.faults, [])
  await leader.context.close()
})
