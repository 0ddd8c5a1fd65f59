// One project from signing to full capacity: each role at its own screen, each gate by whom it is for.
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

const conditions = (page: Page) => page.locator('.condition')

/** Enters a project with an owner and a manager whose accounts the demonstration has; its gates are all open. */
async function newProject(page: Page, projectNo: string, projectCode?: string): Promise<string> {
  const answer = await page.request.post('/api/v1/projects', {
    headers: { 'idempotency-key': projectNo },
    data: {
      projectNo,
      nameZh: `全程项目${projectNo}`,
      owner: '北京京东方创元科技有限公司',
      serviceManager: '管家10',
      totalYuan: '600000000',
      ...(projectCode === undefined ? {} : { projectCode }),
      industryCode: 'C3974',
      statAreaCode: '110115403001',
      gates: { signing: '2023-11-06', land_award: '2023-11-20', construction_start: '2023-12-04', completion: '2023-12-20' },
    },
  })
  assert.equal(answer.status(), 200, await answer.text())
  return ((await answer.json()) as { projectId: string }).projectId
}

const gatesOf = async (page: Page, projectId: string, gate: string) => {
  await page.goto(`/projects/${projectId}?tab=gates&gate=${gate}`)
  await settle(page)
}

/** Says on the page that a condition of the open gate is met. */
async function bring(page: Page, name: string, more: { figure?: string } = {}): Promise<void> {
  await page.getByRole('button', { name: `办结：${name}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('办结日期').fill('2023-11-01')
  await dialog.getByLabel('文号').fill('E2E〔2023〕1号')
  if (more.figure !== undefined) await dialog.getByLabel('金额').fill(more.figure)
  await dialog.getByRole('button', { name: /^办\s*结$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await conditions(page)
    .filter({ hasText: name })
    .getByText(/E2E〔2023〕1号/)
    .waitFor()
  if (more.figure !== undefined) return
  // Somebody's word is not enough: a file has to stand behind it.
  await page.getByText(`「${name}」未附材料`).waitFor()
  const content = Buffer.from(`%PDF-1.7\n${name} ${page.url()}`)
  await conditions(page)
    .filter({ hasText: name })
    .locator('input[type=file]')
    .setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: content })
  await page.getByText(`「${name}」未附材料`).waitFor({ state: 'detached' })
}

/** Passes the open gate on the page. */
async function pass(page: Page, gate: string, on: string): Promise<void> {
  const panel = page.getByRole('region', { name: gate, exact: true })
  await panel.getByLabel('实际日期').fill(on)
  await panel.getByRole('button', { name: `确认${gate}` }).click()
  await panel.getByText('已通过', { exact: true }).waitFor()
}

/** Takes the project through the queue of registrations, which has a journey of its own; the gate is passed with the number. */
async function register(projectId: string, by: Record<'planner' | 'reporter' | 'officer', Page>, on: string): Promise<void> {
  const step = async (page: Page, method: 'put' | 'post' | 'patch', path: string, version: string, data?: object) => {
    const answer = await page.request[method](`/api/v1/${path}`, { headers: { 'if-match': `"${version}"` }, ...(data ? { data } : {}) })
    assert.equal(answer.status(), 200, await answer.text())
    return (await answer.json()) as { version: string }
  }
  const read = async (path: string) => (await by.planner.request.get(`/api/v1/${path}`)).json() as Promise<Record<string, unknown>>
  const { owner } = (await read(`projects/${projectId}`)) as { owner: { enterpriseId: string } }
  const enterprise = (await read(`enterprises/${owner.enterpriseId}`)) as { version: string; creditCode: string | null }
  if (enterprise.creditCode === null) {
    await step(by.planner, 'patch', `enterprises/${owner.enterpriseId}`, enterprise.version, { creditCode: '91350200776049653A' })
  }
  const path = `projects/${projectId}/registration`
  const { declared } = await read(path)
  const saved = await step(by.reporter, 'put', path, '0', { declared })
  const submitted = await step(by.reporter, 'post', `${path}/submission`, saved.version)
  const accepted = await step(by.officer, 'post', `${path}/acceptance`, submitted.version)
  await step(by.officer, 'post', `${path}/registering`, accepted.version, { on, libraryNo: `E2E-${on}` })
}

test('one project passes all its gates by the hands of its roles', async () => {
  const planner = await openPage(browser, app)
  const projectId = await newProject(planner.page, 'E2E-1', '2401-110115-04-01-123455')
  await gatesOf(planner.page, projectId, 'signing')
  await planner.page.getByRole('button', { name: '修改 项目类型' }).click()
  await planner.page.getByRole('dialog').getByRole('combobox').click()
  await planner.page.getByTitle('产业新建', { exact: true }).click()
  await planner.page
    .getByRole('dialog')
    .getByRole('button', { name: /^确\s*定$/ })
    .click()
  await planner.page.getByLabel('项目状态').getByText('产业新建').waitFor()

  const people = Object.fromEntries(
    await Promise.all(
      (['manager', 'land', 'approver', 'statistics', 'reporter'] as const).map(async (login) => [
        login,
        await openPage(browser, app, { login }),
      ]),
    ),
  ) as Record<'manager' | 'land' | 'approver' | 'statistics' | 'reporter', Awaited<ReturnType<typeof openPage>>>
  const at = async (login: keyof typeof people, gate: string) => {
    await gatesOf(people[login].page, projectId, gate)
    return people[login].page
  }

  // The approver sees what is missing before he presses, and every reason when he presses all the same.
  let page = await at('approver', 'construction_start')
  const panel = page.getByRole('region', { name: '开工', exact: true })
  await panel.getByText('缺「施工许可证」，由审批人员办理').waitFor()
  await panel.getByLabel('实际日期').fill('2024-05-01')
  await panel.getByRole('button', { name: '确认开工' }).click()
  const refusal = panel.locator('.ant-alert-error')
  await refusal.waitFor()
  const reasons = await refusal.getByRole('listitem').allTextContents()
  assert.deepEqual(
    reasons.map((reason) => reason.trim()),
    [
      '前序节点「签约」尚未通过',
      '前序节点「摘牌」尚未通过',
      '缺「建设用地规划许可证」，由审批人员办理',
      '缺「建设工程规划许可证」，由审批人员办理',
      '缺「环境影响评价批复或备案」，由审批人员办理',
      '缺「施工许可证」，由审批人员办理',
      '缺「开工影像与监理开工令」，由企业填报人办理',
      '日期 2024-05-01 晚于业务日期 2024-04-10',
    ],
  )

  page = await at('manager', 'signing')
  await bring(page, '入区协议与履约监管协议')
  await pass(page, '签约', '2023-11-06')
  assert.equal(await page.getByRole('button', { name: '退回节点' }).count(), 0)

  page = await at('land', 'land_award')
  assert.equal(await conditions(page).getByRole('button', { name: /豁免/ }).count(), 0)
  await bring(page, '成交确认书与国有建设用地使用权合同')
  await pass(page, '摘牌', '2023-11-20')

  page = await at('approver', 'construction_start')
  for (const permit of ['建设用地规划许可证', '建设工程规划许可证', '环境影响评价批复或备案', '施工许可证']) await bring(page, permit)
  page = await at('reporter', 'construction_start')
  assert.equal(await page.getByRole('button', { name: '确认开工' }).count(), 0)
  await bring(page, '开工影像与监理开工令')
  page = await at('approver', 'construction_start')
  await pass(page, '开工', '2023-12-08')

  page = await at('reporter', 'registration')
  await bring(page, '施工合同')
  await bring(page, '现场形象进度照片')
  page = await at('statistics', 'registration')
  assert.equal(await page.getByRole('button', { name: '确认入库' }).count(), 0)
  await register(projectId, { planner: planner.page, reporter: people.reporter.page, officer: page }, '2023-12-20')
  page = await at('statistics', 'registration')
  await page.getByRole('region', { name: '入库', exact: true }).getByText('已通过', { exact: true }).waitFor()

  page = await at('approver', 'completion')
  await bring(page, '竣工验收（联合验收）意见')
  await pass(page, '竣工', '2023-12-22')
  page = await at('reporter', 'production')
  await bring(page, '竣工验收备案表')
  await bring(page, '投产（投用）情况说明')
  page = await at('manager', 'production')
  await pass(page, '投产', '2024-01-08')
  page = await at('statistics', 'full_capacity')
  await bring(page, '达产年产值', { figure: '90000' })
  page = await at('manager', 'full_capacity')
  await bring(page, '达产复核意见')
  await pass(page, '达产', '2024-01-15')

  await gatesOf(planner.page, projectId, 'full_capacity')
  const notes = planner.page.locator('.gate-line .gate-note')
  await notes.nth(6).waitFor()
  const states = await notes.allTextContents()
  assert.deepEqual(
    states,
    Array.from({ length: 7 }, () => '已通过'),
  )
  const moves = planner.page.getByLabel('日期变更记录').getByRole('listitem')
  await moves.nth(6).waitFor()
  assert.equal(await moves.count(), 7)
  for (const { context, faults } of [planner, ...Object.values(people)]) {
    assert.deepEqual(faults, [])
    await context.close()
  }
})

test('a planner shifts later legs, stops a project with the yuan in view, and takes a gate back with a reason', async () => {
  const { page, context, faults } = await openPage(browser, app)
  const projectId = await newProject(page, 'E2E-2')
  await gatesOf(page, projectId, 'signing')
  await page.getByRole('button', { name: '调整并顺延' }).click()
  let dialog = page.getByRole('dialog')
  await dialog.getByLabel('新的计划日期').fill('2024-02-08')
  await dialog.getByLabel('原因').click()
  await page.getByTitle('土地供应推迟').click()
  // From 6 to 20 November 2023 are ten working days, ten more to 4 December; after 8 February 2024 Spring Festival lies in between.
  await dialog.getByRole('row', { name: /摘牌/ }).getByText('2024-02-28').waitFor()
  await dialog.getByRole('row', { name: /开工/ }).getByText('2024-03-13').waitFor()
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByLabel('日期变更记录').getByText('土地供应推迟').first().waitFor()

  await page.getByRole('button', { name: '豁免：入区协议与履约监管协议' }).click()
  dialog = page.getByRole('dialog')
  await dialog.getByLabel('理由').fill('沿用 2019 年协议')
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('沿用 2019 年协议').waitFor()
  await pass(page, '签约', '2023-11-06')
  await page.getByRole('button', { name: '退回节点' }).click()
  dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click()
  await dialog.getByText('请填写理由').waitFor()
  await dialog.getByLabel('理由').fill('协议主体有误')
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page
    .getByLabel('日期变更记录')
    .getByText(/节点退回 · 协议主体有误/)
    .waitFor()

  await page.getByRole('button', { name: '变更状态' }).click()
  dialog = page.getByRole('dialog')
  await dialog.getByText('执行计划中本月起没有该项目的投资').waitFor()
  await dialog.getByLabel('变更为').click()
  await page.getByTitle('暂缓').click()
  await dialog.getByLabel('理由').fill('资金未到位')
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByLabel('项目状态').getByText('资金未到位').waitFor()
  await page.getByText('项目处于「暂缓」状态').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})

test('an administrator changes what a gate needs, and every open gate asks for it at once', async () => {
  const { page, context, faults } = await openPage(browser, app, { login: 'admin' })
  const projectId = await newProject(page, 'E2E-3')
  await page.goto('/gate-rules')
  await settle(page)
  await page.getByRole('button', { name: '新建条件' }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('代码').fill('water')
  await drawer.getByLabel('中文名称').fill('供水接入证明')
  await drawer.getByLabel('英文名称').fill('Water connected')
  for (const [field, choice] of [
    ['节点', '竣工'],
    ['种类', '材料'],
    ['由谁办理', '企业填报人'],
  ] as const) {
    await drawer.getByLabel(field, { exact: true }).click()
    await page.getByTitle(choice, { exact: true }).last().click()
  }
  await drawer.getByRole('button', { name: /^保\s*存$/ }).click()
  await drawer.waitFor({ state: 'hidden' })
  await page.getByRole('region', { name: '竣工' }).getByText('供水接入证明').waitFor()
  await gatesOf(page, projectId, 'completion')
  await page.getByText('缺「供水接入证明」，由企业填报人办理').waitFor()
  assert.deepEqual(faults, [])
  await context.close()
})
