// A project's way into the statistical library: prepared by the enterprise, returned and accepted by the officer, registered: its gate is passed.
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

interface Pack {
  state: string
  version: string
  known: Record<string, string | null>
  items: { item: string; kind: string; version: string; isMet: boolean }[]
  checks: { check: string; outcome: string; isExplainable: boolean }[]
}
const packOf = async (page: Page, projectId: string): Promise<Pack> =>
  (await page.request.get(`/api/v1/projects/${projectId}/registration`)).json() as Promise<Pack>
const open = async (page: Page, projectId: string) => {
  await page.goto(`/registrations/${projectId}`)
  await settle(page)
}
const press = (page: Page, name: string) =>
  page
    .locator('.page-head, .ant-modal')
    .getByRole('button', { name: new RegExp(`(^|\\s)${name.split('').join('\\s*')}$`) })
    .last()
    .click()
const stateIs = (page: Page, state: string) => page.locator('.page-head').getByText(state, { exact: true }).waitFor()

/** Enters what the registers still lack, and has the items waived: files are another journey. */
async function complete(page: Page, projectId: string): Promise<void> {
  const answer = await page.request.get(`/api/v1/projects/${projectId}`)
  const { version, owner } = (await answer.json()) as { version: string; owner: { enterpriseId: string } }
  const enterprise = `/api/v1/enterprises/${owner.enterpriseId}`
  const seen = ((await (await page.request.get(enterprise)).json()) as { version: string }).version
  await page.request.patch(enterprise, { data: { creditCode: '91350200776049653A' }, headers: { 'if-match': `"${seen}"` } })
  const data = {
    projectCode: '2401-110115-04-01-123455',
    statAreaCode: '110115403001',
    industryCode: 'C3974',
    gates: { completion: '2025-12-31' },
  }
  const edited = await page.request.patch(`/api/v1/projects/${projectId}`, { data, headers: { 'if-match': `"${version}"` } })
  assert.equal(edited.status(), 200, await edited.text())
  const { items } = await packOf(page, projectId)
  for (const { item } of items.filter(({ kind, isMet }) => kind !== 'fact' && !isMet)) {
    const waived = await page.request.post(`/api/v1/projects/${projectId}/conditions/${item}/waiver`, {
      data: { reason: '演示' },
      headers: { 'if-match': '"0"' },
    })
    assert.equal(waived.status(), 200, await waived.text())
  }
}

test('a project is prepared, returned, mended, accepted and registered by its people', async () => {
  const manager = await openPage(browser, app, { login: 'manager' })
  const answer = await manager.page.request.get('/api/v1/registrations?state=none')
  const { rows } = (await answer.json()) as { rows: { projectId: string; startedOn: string | null }[] }
  const projectId = (rows.find(({ startedOn }) => startedOn !== null) ?? rows[0])?.projectId as string
  const planner = await openPage(browser, app)
  await complete(planner.page, projectId)

  const { page } = manager
  await page.goto('/registrations')
  await settle(page)
  await page.getByText(/本期批次 2024-04/).waitFor()
  await open(page, projectId)
  // A mismatch shows both sides while it is typed, and goes when it is mended.
  const total = page.getByRole('group', { name: '计划总投资' })
  const known = await total.getByRole('textbox', { name: '计划总投资', exact: true }).inputValue()
  await total.getByRole('textbox', { name: '计划总投资', exact: true }).fill('1')
  await total.getByText('不一致').waitFor()
  await total.getByText('低于入库起点 500 万元').waitFor()
  await total.getByRole('textbox', { name: '计划总投资', exact: true }).fill(known)
  await total.getByText('一致', { exact: true }).waitFor()
  await page.getByRole('textbox', { name: '合同编号', exact: true }).fill('HT-2024-001')
  for (const { check } of (await packOf(page, projectId)).checks.filter(
    ({ outcome, isExplainable }) => outcome !== 'ok' && isExplainable,
  )) {
    const name = { permit: '施工许可证号', start: '开工日期', completion: '竣工日期', 'contract-party': '合同发包方', total: '计划总投资' }[
      check
    ]
    await page.getByLabel(`说明：${name}`).fill('演示')
  }
  await press(page, '提交')
  await stateIs(page, '已提交')

  const officer = await openPage(browser, app, { login: 'statistics' })
  await open(officer.page, projectId)
  await press(officer.page, '退回')
  await officer.page.getByLabel('退回说明').fill('合同编号与原件不符')
  await press(officer.page, '添加事项')
  await officer.page.getByLabel('事项', { exact: true }).click()
  await officer.page.getByTitle('施工合同').click()
  await press(officer.page, '退回')
  await stateIs(officer.page, '已退回')

  await open(page, projectId)
  await page
    .getByText(/合同编号与原件不符/)
    .first()
    .waitFor()
  await page.getByRole('textbox', { name: '合同编号', exact: true }).fill('HT-2024-002')
  await press(page, '提交')
  await stateIs(page, '已提交')

  await open(officer.page, projectId)
  await press(officer.page, '受理')
  await stateIs(officer.page, '已受理')
  await press(officer.page, '登记入库')
  await officer.page.getByLabel('统计库编号').fill('110302-2024-0001')
  await press(officer.page, '登记入库')
  await stateIs(officer.page, '已入库')
  await officer.page.goto(`/projects/${projectId}?tab=gates&gate=registration`)
  await settle(officer.page)
  await officer.page.getByRole('region', { name: '入库' }).getByText('2024-04-10').first().waitFor()
  for (const { faults } of [manager, planner, officer]) assert.deepEqual(faults, [])
})
