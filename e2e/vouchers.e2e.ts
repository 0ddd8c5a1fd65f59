// A voucher's life in the browser: applied for, granted, paid use redeemed by office and treasury, each posting open, the ledger proven.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'
import { voucherBooks } from './voucher-books.ts'

let app: RunningApp
let browser: Browser
before(async () => {
  app = await startApp()
  browser = await openBrowser()
  await voucherBooks(browser, app)
})
after(async () => {
  await browser?.close()
  await app?.close()
})

/** Does something on one tab as somebody. */
async function at(login: string, tab: string, work: (page: Page) => Promise<void>): Promise<void> {
  const { page, context, faults } = await openPage(browser, app, { login })
  await page.goto(`/vouchers?tab=${tab}`)
  await settle(page)
  await work(page)
  assert.deepEqual(faults, [])
  await context.close()
}

const press = (page: Page, name: string) =>
  page
    .getByRole('button', { name: new RegExp(name.split('').join(String.raw`\s*`)) })
    .last()
    .click()

test('an enterprise applies, the office grants a part', async () => {
  await at('reporter', 'applications', async (page) => {
    await press(page, '申请')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('数额').fill('12.5')
    await dialog.getByLabel('用途').fill('缺陷检测模型微调')
    await dialog.getByRole('button', { name: /申\s*请/ }).click()
    await page.getByRole('row').filter({ hasText: '缺陷检测模型微调' }).getByText('待核发').waitFor()
  })
  await at('planner', 'applications', async (page) => {
    const row = page.getByRole('row').filter({ hasText: '缺陷检测模型微调' })
    await row.getByRole('button', { name: /核\s*发/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('核发', { exact: true }).fill('1250')
    await dialog.getByRole('button', { name: /核\s*发/ }).click()
    await dialog.getByText('超过申请').waitFor()
    await dialog.getByText('单个企业年度上限').waitFor()
    await dialog.getByLabel('核发', { exact: true }).fill('10')
    await dialog.getByRole('button', { name: /核\s*发/ }).click()
    await row.getByText('JQ-2024-0003').waitFor()
  })
})

test('paid use is brought, refused with its reasons, checked, paid, and stands in a ledger that is proven', async () => {
  await at('reporter', 'redemptions', async (page) => {
    await press(page, '申请兑付')
    const dialog = page.getByRole('dialog')
    const papers = {
      合同编号: 'HT-2024-7',
      合同日期: '2024-04-02',
      服务商名称: '亦庄算力中心运营公司',
      服务商统一社会信用代码: '91110302MA01B2BB1X',
      发票号码: '24112000000007',
      开票日期: '2024-04-10',
      发票金额: '2000',
      其中算力费用: '1804.80',
      付款日期: '2024-04-10',
    }
    for (const [label, text] of Object.entries(papers)) await dialog.getByLabel(label, { exact: true }).fill(text)
    await dialog.getByText('预计兑付 ¥360.96').waitFor()
    await dialog.getByRole('button', { name: /申请兑付/ }).click()
    await dialog.getByText('须附计量明细').waitFor()
    await dialog.getByText('须声明与服务商不存在关联关系').waitFor()
    await dialog.getByLabel('c1/102').check()
    for (const declared of ['不存在关联关系', '未享受其他财政补贴']) await dialog.getByLabel(new RegExp(`声明：.*${declared}`)).check()
    await dialog.getByRole('button', { name: /申请兑付/ }).click()
    await page.getByRole('row').filter({ hasText: 'DF-2024-0001' }).getByText('待审核').waitFor()
  })
  await at('planner', 'redemptions', async (page) => {
    await page.getByRole('button', { name: 'DF-2024-0001' }).click()
    await press(page, '审核通过')
    await page.locator('.ant-popconfirm').getByRole('button').last().click()
    await page.getByRole('dialog').getByText('待拨款').waitFor()
  })
  await at('finance', 'redemptions', async (page) => {
    await page.getByRole('button', { name: 'DF-2024-0001' }).click()
    await press(page, '拨款')
    const dialog = page.getByRole('dialog').filter({ hasText: '支付凭证号' }).last()
    await dialog.getByLabel('支付凭证号').fill('ZF-2024-0031')
    await dialog.getByRole('button', { name: /拨\s*款/ }).click()
    await page.getByRole('dialog').getByText('已兑付').first().waitFor()
  })
  await at('auditor', 'ledger', async (page) => {
    await press(page, '核验')
    await page.getByText('账实相符').waitFor()
    await page.getByRole('button', { name: /^兑\s*付$/ }).click()
    const posting = page.getByRole('dialog')
    await posting.getByText('兑付 DF-2024-0001').waitFor()
    await posting.getByText('ZF-2024-0031').waitFor()
  })
  await at('leader', 'pool', async (page) => {
    await page.getByText('北京京东方创元科技有限公司').first().waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).first().click()
    assert.match((await download).suggestedFilename(), /2024\.xlsx$/)
  })
})
