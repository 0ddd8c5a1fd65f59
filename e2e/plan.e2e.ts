// The year of a planner: a draft is edited, checked, adopted; a second draft is aligned with what came first; a breach is refused and mended.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

interface Version {
  versionId: string
  status: string
  title: string
  isInForce: boolean
}
interface Node {
  nodeId: string
  code: string
  nameZh: string
  frameYuan: string
  projects: number
}

let app: RunningApp
let browser: Browser
let page: Page
let context: BrowserContext
let faults: string[]
before(async () => {
  app = await startApp()
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await app?.close()
})
beforeEach(async () => void ({ page, context, faults } = await openPage(browser, app)))
afterEach(async () => {
  await context.close()
  assert.deepEqual(faults, [])
})

const read = async <T>(path: string): Promise<T> => (await page.request.get(`/api/v1/${path}`)).json() as Promise<T>
const versions = async () => (await read<{ versions: Version[] }>('plans/2024/versions')).versions
const draftNamed = async (title: string) => {
  const draft = (await versions()).find((item) => item.title === title && item.status === 'draft')
  assert.ok(draft, `there is a draft “${title}”`)
  return draft.versionId
}
const nodes = async (versionId: string) => (await read<{ nodes: Node[] }>(`plans/2024/tree?versionId=${versionId}`)).nodes
const button = (within: Page | Locator, name: string) =>
  // Ant Design puts a space between two Chinese characters of a button.
  within.getByRole('button', { name: new RegExp(`^${name.split('').join('\\s*')}$`) })
const dialog = () => page.getByRole('dialog').last()
const row = (name: string) => page.locator('.plan-table tbody tr', { hasText: name }).first()

async function startAdjustment(title: string, reason: string): Promise<string> {
  await page.goto('/plan')
  await settle(page)
  await button(page, '发起调整').click()
  await dialog().getByLabel('调整名称').fill(title)
  await dialog().getByLabel('调整理由').fill(reason)
  await button(dialog(), '发起调整').click()
  await page.waitForURL(/versionId=/)
  await page.locator('.draft-bar').waitFor()
  await settle(page)
  return draftNamed(title)
}

async function typeFrame(name: string, wan: string): Promise<void> {
  await page.getByRole('button', { name: `修改「${name}」的分解额` }).click()
  const box = page.getByRole('textbox', { name: `修改「${name}」的分解额` })
  await box.fill(wan)
  const saved = page.waitForResponse((response) => response.request().method() === 'PATCH' && response.url().includes('/nodes/'))
  await box.press('Enter')
  assert.equal((await saved).status(), 200)
  // Enter goes on to the next frame; it is left as it is.
  await page.keyboard.press('Escape')
  await settle(page)
}

async function adoptShown(): Promise<void> {
  await button(page.locator('.draft-bar'), '生效').click()
  await button(dialog(), '生效').click()
  await page.getByText('已生效', { exact: true }).first().waitFor()
  await page.locator('.draft-bar').waitFor({ state: 'detached' })
}

test('a planner edits tree and project of an adjustment, sees net zero, and adopts it', async () => {
  const versionId = await startAdjustment('一季度调剂', '两个项目之间调剂')

  await button(row('新一代信息技术'), '增加下级').click()
  await dialog().getByLabel('中文名称').fill('先进算力')
  await button(dialog(), '保存').click()
  await page.locator('.marked-row', { hasText: '先进算力' }).waitFor()
  await button(row('先进算力'), '编辑').click()
  await dialog().getByLabel('中文名称').fill('先进算力主线')
  await button(dialog(), '保存').click()
  await page.locator('.marked-row', { hasText: '先进算力主线' }).waitFor()
  // One child without a frame leaves all of the parent's undecomposed, and says so.
  await row('未分解').waitFor()
  await button(row('先进算力主线'), '删除').click()
  await button(dialog(), '确定').click()
  await row('先进算力主线').waitFor({ state: 'detached' })

  const { rows } = await read<{ rows: { projectId: string }[] }>(`plans/2024/matrix?versionId=${versionId}&limit=3`)
  for (const [index, change] of [
    [0, 100],
    [1, -100],
  ] as const) {
    await page.goto(`/plan?versionId=${versionId}&tab=matrix&project=${rows[index]?.projectId}`)
    const drawer = page.getByRole('dialog')
    const cell = drawer.getByLabel('3 月 设备')
    await cell.focus()
    await cell.fill(String(Number(await cell.inputValue()) + change))
    await drawer.getByText('分月合计与年度计划相差').waitFor()
    await button(drawer, '以分月合计为年度计划').click()
    await drawer.getByText('分月合计等于年度计划').waitFor()
    await button(drawer, '保存').click()
    await page.getByText('已保存').first().waitFor()
  }

  await page.goto(`/plan?versionId=${versionId}&tab=diff`)
  await settle(page)
  await page.getByText('净零调整').waitFor()
  assert.deepEqual(await page.locator('main .plan-figure .number').allTextContents(), ['100.00', '-100.00', '0.00'])
  await page.locator('.draft-bar').getByText('错误 0').waitFor()
  await adoptShown()
  assert.equal((await versions()).find((item) => item.isInForce)?.title, '一季度调剂')
})

test('two drafts: the second is aligned conflict by conflict with what came into force first, then adopted', async () => {
  const first = await startAdjustment('先到', '先改一步')
  const second = await startAdjustment('后到', '后改一步')
  const { rows } = await read<{ rows: { projectId: string; projectNo: string }[] }>(`plans/2024/matrix?versionId=${first}&limit=2`)
  const [shared, other] = rows as [{ projectId: string; projectNo: string }, { projectId: string; projectNo: string }]
  const note = async (versionId: string, { projectId }: { projectId: string }, text: string) => {
    const path = `plan-versions/${versionId}/projects/${projectId}`
    const { version } = await read<{ version: string }>(path)
    const saved = await page.request.patch(`/api/v1/${path}`, { headers: { 'if-match': `"${version}"` }, data: { note: text } })
    assert.equal(saved.status(), 200)
  }
  await note(first, shared, '先到的备注')
  await note(second, shared, '后到的备注')
  await note(second, other, '只有后到改')
  for (const [versionId, value] of [
    [second, '16'],
    [first, '17'],
  ] as const) {
    await page.goto(`/plan?versionId=${versionId}&tab=targets`)
    const starts = page.locator('.plan-table tbody tr', { hasText: '开工项目数' }).filter({ hasText: '1 季度' }).first()
    await button(starts, '编辑').click()
    await dialog()
      .getByLabel(/^目标值/)
      .fill(value)
    await button(dialog(), '保存').click()
    await page.locator('.marked-row', { hasText: `${value} 个` }).waitFor()
  }

  await adoptShown()
  await page.goto(`/plan?versionId=${second}`)
  await page.locator('.draft-bar').getByText('另一版本已先生效').waitFor()
  await button(page.locator('.draft-bar'), '对齐现行版本').click()
  await dialog().getByText('2 处冲突，已决定 0 处').waitFor()
  assert.ok(await button(dialog(), '对齐现行版本').isDisabled(), 'nothing is aligned before everything is decided')
  const conflict = (name: string) => dialog().locator('tbody tr', { hasText: name })
  await conflict('开工项目数 · 1 季度').getByText('16 个').click()
  await conflict(shared.projectNo).getByText('先到的备注').click()
  await dialog().getByText('2 处冲突，已决定 2 处').waitFor()
  await button(dialog(), '对齐现行版本').click()
  await page.getByText('草案已对齐现行版本').waitFor()
  const noteOf = async ({ projectId }: { projectId: string }) =>
    (await read<{ note: string }>(`plan-versions/${second}/projects/${projectId}`)).note
  assert.deepEqual([await noteOf(shared), await noteOf(other)], ['先到的备注', '只有后到改'])
  await adoptShown()
  assert.equal((await versions()).find((item) => item.isInForce)?.title, '后到')
})

test('a breach is named with its amount, stops the adoption, and its link leads to where it is mended', async () => {
  const versionId = await startAdjustment('带差错的调整', '试一试检查')
  const leaf = (await nodes(versionId)).find((node) => node.nameZh === '交通')
  assert.ok(leaf)
  const wan = Number(leaf.frameYuan) / 10_000
  await typeFrame('交通', String(wan - 500))
  await row('未分解').waitFor()
  await page.locator('.draft-bar').getByText('错误 1').waitFor()

  await button(page.locator('.draft-bar'), '生效').click()
  await dialog().getByText('检查还有 1 处错误').waitFor()
  assert.ok(await button(dialog(), '生效').isDisabled())
  const refused = await page.request.post(`/api/v1/plan-versions/${versionId}/adopt`, { headers: { 'if-match': '"1"' } })
  assert.ok(refused.status() >= 400, 'the server refuses it as well')
  await button(dialog(), '看检查结果').click()
  const finding = row('未分解')
  await finding.getByText('500.00', { exact: true }).waitFor()
  // The same 500 of projects above their frame is a reserve, so it is a warning: accepted with a reason, and taken back.
  const warning = row('项目计划超出分解额')
  await button(warning, '接受').click()
  await dialog().getByLabel('理由').fill('储备项目')
  await button(dialog(), '接受').click()
  await row('已接受：储备项目').waitFor()
  await button(row('已接受：储备项目'), '撤回').click()
  await row('已接受：储备项目').waitFor({ state: 'detached' })

  await button(finding, '去改').click()
  await page.locator('.marked-row', { hasText: '基础设施' }).waitFor()
  await typeFrame('交通', String(wan))
  await page.locator('.draft-bar').getByText('错误 0').waitFor()
  await adoptShown()
})

test('two people edit one frame: the second sees both amounts and loses nothing', async () => {
  const versionId = await startAdjustment('两人同改', '同一个分解额')
  const node = (await nodes(versionId)).find((item) => item.nameZh === '教育') as Node & { version: string }
  const other = await page.request.patch(`/api/v1/plan-versions/${versionId}/nodes/${node.nodeId}`, {
    headers: { 'if-match': `"${node.version}"` },
    data: { frameYuan: '2434240000.00', nameEn: 'Schools' },
  })
  assert.equal(other.status(), 200)
  await page.getByRole('button', { name: '修改「教育」的分解额' }).click()
  await page.getByRole('textbox', { name: '修改「教育」的分解额' }).fill('243425')
  await page.keyboard.press('Enter')
  await dialog().getByText('他人已修改').waitFor()
  await dialog().getByText('243425', { exact: true }).click()
  await button(dialog(), '合并并保存').click()
  await page.getByText('他人已修改').waitFor({ state: 'detached' })
  const saved = (await nodes(versionId)).find((item) => item.nodeId === node.nodeId) as Node & { nameEn: string }
  assert.deepEqual([saved.frameYuan, saved.nameEn], ['2434250000.00', 'Schools'])
})
