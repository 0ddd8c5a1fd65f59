// A firm's jobs on a real Slurm, from the voucher to the money back: a centre is connected, one job is submitted on the page and one by
// the command line, both wait, run and are settled, and the ledger is proven; what ran over its voucher or on a paid line is
// metered, billed, paid and redeemed. Where no twin of a centre can be brought up, it says why.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import type { Browser, Download, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openEmbedded } from '../packages/server/src/platform/database.ts'
import { readWorkbook } from '../packages/server/src/platform/spreadsheet.ts'
import { centreInput, rehearse, type Rehearsal } from '../tools/computing-twin/rehearsal.ts'
import { whatIsMissing } from '../tools/computing-twin/root-filesystem.ts'
import { freshFolder, openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

const missing = whatIsMissing()
const isDemanded = process.env['BALLAST_E2E_TWIN'] === 'needed'
const skip = missing.length > 0 && !isDemanded ? `没有真实 Slurm，未执行 · NOT RUN without a real Slurm: ${missing.join('; ')}` : false
if (skip !== false) console.error(skip)

let app: RunningApp
let browser: Browser
let twin: Rehearsal
/** The engine's time is real, so the zone's is as well: as Beijing has it. */
const today = systemClock.today()
const month = today.slice(0, 7)
const voucherNo = `JQ-${today.slice(0, 4)}-0001`
const lineNo = `ZF-${today.slice(0, 4)}-0001`
const dataDir = freshFolder({ prepared: '' })
const start = () => startApp({ BALLAST_DATA_DIR: dataDir }, { withVouchers: true, businessOn: today })
before(async () => {
  if (skip !== false) return
  const found = await rehearse({ centres: 1, nodes: 2 })
  if (!('centres' in found)) throw new Error(found.join('\n'))
  twin = found
  app = await start()
  browser = await openBrowser()
})
after(async () => {
  // Whatever fails, no engine is left running.
  try {
    await browser?.close()
    await app?.close()
  } finally {
    await twin?.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

/** The command line, as whoever signs in at the machine of the server does it. */
const ballast = (...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    const env = { ...process.env, BALLAST_DATA_DIR: dataDir }
    const child = spawn(process.execPath, [join(import.meta.dirname, '../packages/cli/src/main.ts'), ...args], { env })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.once('exit', (code) => (code === 0 ? resolve(printed) : reject(new Error(printed))))
  })

async function at<T>(login: string, path: string, work: (page: Page) => Promise<T>): Promise<T> {
  const { page, context, faults } = await openPage(browser, app, { login })
  await page.goto(path)
  await settle(page)
  const done = await work(page)
  assert.deepEqual(faults, [])
  await context.close()
  return done
}

const choose = async (page: Page, field: string, option: string) => {
  await page.locator(`#${field}`).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: option }).first().click()
}

test('the operator connects a centre and tries the connection', { skip }, async () => {
  const [centre] = twin.centres
  if (centre === undefined) throw new Error('no centre')
  const { code, nameZh, nameEn, url, keyRef, workDir } = centreInput(centre, twin.version)
  await at('operator', '/computing', async (page) => {
    await page.getByRole('button', { name: '接入算力中心' }).click()
    for (const [field, text] of Object.entries({ code, nameZh, nameEn, url, keyRef, workDir }))
      await page.locator(`#centre-${field}`).fill(text)
    await page.getByRole('combobox', { name: '卡型' }).click()
    await page.locator('.ant-select-item-option').filter({ hasText: 'A800' }).click()
    await page.getByRole('textbox', { name: '引擎中的卡名' }).fill('a800')
    await page.getByRole('spinbutton', { name: '计划卡数' }).fill('32')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.getByRole('button', { name: '测试连接' }).click()
    await page.getByText('连接正常，可以使用').waitFor()
    await page.getByText('/ 16 卡').waitFor()
  })
})

test('what the centre has counts for the project that builds it, on its gates and in the cockpit', { skip }, async () => {
  await at('planner', '/computing', async (page) => {
    await page.getByRole('button', { name: '挂投资项目' }).click()
    await page.locator('#centre-project').fill('2000P')
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '2000P' }).first().click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.getByText(/建设项目 ET24-111/).waitFor()
  })
  await at('planner', '/projects?q=2000P', async (page) => {
    await page.locator('.ant-table-row').getByRole('link').first().click()
    await page.getByRole('tab', { name: '节点' }).click()
    await page.getByText('16 / 32 卡投用').waitFor()
    await page.getByText('还有 16 卡在建').waitFor()
  })
  await at('planner', '/cockpit', async (page) => {
    // 16 of 32 cards of 312 TFLOPS.
    const row = page.locator('.capacity-card tr').filter({ hasText: 'FP16' })
    assert.deepEqual(await row.locator('td').allInnerTexts(), ['4.99', '4.99'])
  })
})

test('a node is drained with a reason and resumed, and the page says why this engine takes no maintenance window', { skip }, async () => {
  await at('operator', '/computing', async (page) => {
    await page.getByText('Slurm 24.11 的接口不能设置维护窗口').waitFor()
    assert.equal(await page.getByRole('button', { name: '维护窗口' }).isDisabled(), true)
    await page.getByRole('button', { name: /节点 2/ }).click()
    const row = page.getByRole('row').filter({ hasText: 'g2' })
    await row.getByText('空闲').waitFor()
    await page.getByRole('button', { name: '排空节点 g2' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill('更换风扇')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定/ })
      .click()
    await row.getByText('已排空').waitFor()
    await row.getByText('更换风扇').waitFor()
    await page.getByRole('button', { name: '恢复节点 g2' }).click()
    await row.getByText('空闲').waitFor()
  })
})

test('a centre that needs a contract takes a firm once it has one, and asks its own price', { skip }, async () => {
  const save = (page: Page) =>
    page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click()
  await at('operator', '/computing', async (page) => {
    await page.getByRole('button', { name: /^修\s*改$/ }).click()
    await page.getByRole('checkbox', { name: '须签合同方可使用' }).check()
    await save(page)
    await page.getByRole('button', { name: /^单\s*价$/ }).click()
    await page.locator('#price-yuan').fill('11')
    await page.getByRole('dialog').getByRole('button', { name: '新增单价' }).click()
    await page
      .getByRole('dialog')
      .getByRole('cell', { name: /11\.00/ })
      .waitFor()
  })
  await at('customer', '/computing/catalogue', async (page) => {
    await page.getByText('须签合同 · 本企业没有合同').first().waitFor()
  })
  await at('operator', '/computing', async (page) => {
    await page.getByRole('button', { name: '登记合同' }).click()
    await page.locator('#contract-firm').fill('模拟企业001')
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '模拟企业001' }).click()
    await choose(page, 'contract-centre', '演练中心c1')
    await page.locator('#contract-no').fill('算力-2026-001')
    await page.locator('#contract-until').fill('2099-12-31')
    await save(page)
    await page.getByRole('cell', { name: '算力-2026-001' }).waitFor()
  })
  await at('customer', '/computing/catalogue', async (page) => {
    await page.getByText('须签合同 · 本企业合同有效至 2099-12-31').first().waitFor()
  })
})

/** Fills the form with a script that sleeps, for six minutes at most, and sends it once the quote stands there. */
async function submitOnPage(
  page: Page,
  job: { name: string; voucher: string; cards: number; seconds: number; quote: string },
): Promise<void> {
  await page.getByRole('button', { name: '提交作业' }).click()
  await page.locator('#job-name').fill(job.name)
  await choose(page, 'job-voucher', job.voucher)
  await choose(page, 'job-card', 'A800')
  await choose(page, 'job-centre', '演练中心c1')
  await page.locator('#job-cards').fill(String(job.cards))
  await page.locator('#job-hours').fill('0.1')
  await choose(page, 'job-kind', '自有脚本')
  await page.locator('#job-text').fill(`#!/bin/bash\nsleep ${job.seconds}\n`)
  await page.getByText(job.quote).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '提交作业' }).click()
}

test('one job from the page and one from the command line wait, run and are settled, and the ledger is proven', { skip }, async () => {
  const script = join(dataDir, 'short.sh')
  writeFileSync(script, '#!/bin/bash\nsleep 1\n')
  await at('customer', '/computing/jobs', async (page) => {
    // 16 cards × 312 TFLOPS × 360 s = 1,797,120 TFLOPS·s: 0.4992 P·h, 5.49 yuan at the centre's own price.
    await submitOnPage(page, {
      name: '整机训练',
      voucher: '200.00 P·h',
      cards: 16,
      seconds: 25,
      quote: '最多占用 0.4992 P·h，按单价合 5.49 元',
    })
    const row = (name: string) => page.locator('.ant-table-row').filter({ hasText: name })
    await row('整机训练').getByText('运行中').waitFor({ timeout: 30_000 })

    const wish = `--voucher ${voucherNo} --centre c1 --card A800 --cards 8 --minutes 1 --name 命令行作业 --user customer`
    const said = await ballast('compute', 'submit', script, ...wish.split(' '))
    assert.match(said, /命令行作业/)
    // No reload: the page hears of it.
    await row('命令行作业').getByText('没有足够的空闲卡').waitFor({ timeout: 30_000 })
    await row('命令行作业').getByRole('button').first().click()
    // Our own estimate first, the engine's word beside it.
    for (const words of [/九成把握不晚于/, /中心自己的预计/]) {
      await page.getByRole('dialog').getByText(words).first().waitFor({ timeout: 30_000 })
    }
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /关\s*闭|Close/ })
      .click()
    for (const name of ['整机训练', '命令行作业']) await row(name).getByText('已结算').waitFor({ timeout: 60_000 })
    await row('整机训练').getByText('完成').waitFor()
  })
  await at('auditor', '/vouchers?tab=ledger', async (page) => {
    await page
      .getByRole('button', { name: /核\s*验/ })
      .last()
      .click()
    await page.getByText('账实相符').waitFor()
  })
  const [used, booked] = [await usedOf(voucherNo), await billed()]
  assert.equal(used, booked, 'what the ledger took is what the books of the engine billed')
})

/** TFLOPS·seconds that the ledger took from a voucher. */
async function usedOf(no: string): Promise<number> {
  const { rows } = JSON.parse(await ballast('compute', 'list', '--user', 'customer', '--json')) as {
    rows: { voucherNo: string; used: string }[]
  }
  return rows.filter((row) => row.voucherNo === no).reduce((sum, row) => sum + Number(row.used), 0)
}

/** TFLOPS·seconds that Slurm's own books billed. */
async function billed(): Promise<number> {
  const text = await twin.inside('c1', 'sacct', '-a', '-X', '-n', '-P', '-o', 'ElapsedRaw,AllocTRES')
  return text
    .trim()
    .split('\n')
    .reduce((sum, line) => {
      const [elapsed = '0', tres = ''] = line.split('|')
      return sum + Number(elapsed) * Number(/billing=(\d+)/.exec(tres)?.[1] ?? 0)
    }, 0)
}

/** Presses a button by its words, between which the page may leave room. */
const press = (place: Page | ReturnType<Page['getByRole']>, name: string) =>
  place
    .getByRole('button', { name: new RegExp(name.split('').join(String.raw`\s*`)) })
    .last()
    .click()

async function fileOf(page: Page, work: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download')
  await work()
  const download: Download = await waiting
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** The text of every cell of a workbook that has any. */
async function cellsOf(bytes: Buffer): Promise<string[]> {
  const path = join(dataDir, 'download.xlsx')
  writeFileSync(path, bytes)
  const cells: string[] = []
  for await (const { rows } of readWorkbook(path))
    for await (const row of rows) cells.push(...row.cells.filter((cell) => typeof cell === 'string'))
  return cells
}

const textOf = async (pdf: Buffer): Promise<string> =>
  (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text

/** What a run took and what of it was covered and charged, as the firm's own list has it. */
interface Use {
  readonly engineJob: string
  readonly voucherNo: string
  readonly elapsedSeconds: number
  readonly endState: string
  readonly covered: string
  readonly chargedYuan: string
}
const usesOf = (page: Page): Promise<Use[]> =>
  page.request.get('/api/v1/voucher-uses?limit=100').then(async (answer) => ((await answer.json()) as { rows: Use[] }).rows)

/** Fen for some seconds of eight cards of 312 TFLOPS at the centre's 11 yuan a P·h (3,600,000 TFLOPS·s). */
const fenOf = (seconds: number) => Math.round((8 * 312 * seconds * 1100) / 3_600_000)
const drawFen = (fen: number) => (fen / 100).toFixed(2)

let paidUse: Use
let billedFen: number

test('a firm applies for quota and for money and is granted both; it runs over the quota, and on at its own cost', { skip }, async () => {
  const wishes = [
    { unit: '算力额度', amount: '0.0416', purpose: '整机压测一分钟' },
    { unit: '资金券', amount: '3', purpose: '自费部分的算力券' },
  ] as const
  for (const { unit, amount, purpose } of wishes) {
    await at('customer', '/vouchers?tab=applications', async (page) => {
      await press(page, '申请')
      const dialog = page.getByRole('dialog')
      await dialog.locator('.ant-segmented-item').filter({ hasText: unit }).click()
      await dialog.locator('#apply-amount').fill(amount)
      await dialog.locator('#apply-purpose').fill(purpose)
      await dialog.getByRole('button', { name: /申\s*请/ }).click()
      await page.getByRole('row').filter({ hasText: purpose }).getByText('待核发').waitFor()
    })
    await at('planner', '/vouchers?tab=applications', async (page) => {
      const row = page.getByRole('row').filter({ hasText: purpose })
      await row.getByRole('button', { name: /核\s*发/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: /核\s*发/ }).click()
      await row.getByText(/JQ-\d{4}-000[23]/).waitFor()
    })
  }
  // It does not end by itself. The engine looks every half minute for what is over its limit, so it runs over by up to that.
  const script = join(dataDir, 'stubborn.sh')
  writeFileSync(script, '#!/bin/bash\nsleep 300\n')
  const wish = `--voucher ${voucherNo.slice(0, -1)}2 --centre c1 --card A800 --cards 8 --minutes 1 --name 一分钟压测 --user customer`
  await ballast('compute', 'submit', script, ...wish.split(' '))
  await at('operator', '/computing', async (page) => {
    await press(page, '开通自费额度')
    await page.locator('#line-firm').fill('模拟企业001')
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '模拟企业001' }).click()
    await page.locator('#line-amount').fill('1')
    await page.locator('#line-until').fill('2099-12-31')
    await page.locator('#line-note').fill('算力-2026-002')
    await press(page.getByRole('dialog'), '开通')
    await page.getByRole('row').filter({ hasText: lineNo }).waitFor()
  })
  await at('customer', '/computing/jobs', async (page) => {
    await submitOnPage(page, {
      name: '自费微调',
      voucher: lineNo,
      cards: 8,
      seconds: 40,
      quote: '按用量计费：最多占用 0.2496 P·h，按单价最多 2.75 元',
    })
    const row = (name: string) => page.locator('.ant-table-row').filter({ hasText: name })
    for (const name of ['自费微调', '一分钟压测']) await row(name).getByText('已结算').waitFor({ timeout: 200_000 })
    await row('一分钟压测').getByText('超时').waitFor()
    const uses = await usesOf(page)
    const overrun = uses.find(({ endState }) => endState === 'timeout')
    const paid = uses.find((use) => use.voucherNo === lineNo)
    assert.ok(overrun !== undefined && paid !== undefined)
    // A minute is covered, every second after it is paid.
    assert.ok(overrun.elapsedSeconds >= 60)
    assert.equal(overrun.covered, String(8 * 312 * 60))
    assert.equal(overrun.chargedYuan, drawFen(fenOf(overrun.elapsedSeconds - 60)))
    // The line covers all that ran, and all of it is charged.
    assert.ok(paid.elapsedSeconds >= 40)
    assert.equal(paid.covered, String(8 * 312 * paid.elapsedSeconds))
    assert.equal(paid.chargedYuan, drawFen(fenOf(paid.elapsedSeconds)))
    paidUse = paid
    billedFen = fenOf(overrun.elapsedSeconds - 60) + fenOf(paid.elapsedSeconds)
  })
  await at('operator', '/computing/metering', async (page) => {
    await page.getByRole('button', { name: '读账簿并对账' }).click()
    await page.getByText(/相差 0 TFLOPS·s/).waitFor()
  })
})

/** The month of the zone is over; the engine's goes on. */
async function endMonth(): Promise<void> {
  await app.close()
  const next = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 10)
  const database = await openEmbedded(join(dataDir, 'database'))
  await database.system((tx) => sql`update zone set business_on = ${next}`.execute(tx))
  await database.close()
  app = await start()
}

test('the month is billed, the firm pays, and a part is redeemed with its evidence', { skip }, async () => {
  await at('operator', '/computing/bills', async (page) => {
    await press(page, '出具账单')
    await press(page.getByRole('dialog'), '出具账单')
    await page.getByText(`${month} 还没有结束`).waitFor()
  })
  await endMonth()
  await at('operator', '/computing/bills', async (page) => {
    await press(page, '出具账单')
    await press(page.getByRole('dialog'), '出具账单')
    await page
      .getByRole('row')
      .filter({ hasText: drawFen(billedFen) })
      .first()
      .waitFor()
  })
  const billNo = await at('customer', '/computing/bills', async (page) => {
    const row = page.getByRole('row').filter({ hasText: month }).first()
    const no = (await row.getByRole('button').innerText()).trim()
    await row.getByRole('button').click()
    const drawer = page.getByRole('dialog')
    const pdf = await fileOf(page, () => drawer.getByRole('button', { name: 'PDF' }).click())
    assert.equal(pdf.name, `${no}-${month}.pdf`)
    const text = await textOf(pdf.bytes)
    for (const words of [no, drawFen(billedFen)]) assert.ok(text.includes(words), `${words} is not in the bill`)
    const sheet = await fileOf(page, () => drawer.getByRole('button', { name: /Excel/ }).click())
    // The PDF has sums by card; every job stands in the workbook.
    const charges = (await cellsOf(sheet.bytes)).map(Number)
    for (const fen of [Number(paidUse.chargedYuan) * 100, billedFen - Number(paidUse.chargedYuan) * 100])
      assert.ok(
        charges.some((yuan) => Math.round(yuan * 100) === Math.round(fen)),
        `${fen} fen are not in the workbook`,
      )
    return no
  })
  assert.match(billNo, /\d{4}/)
  const papers = {
    合同编号: 'HT-7',
    合同日期: today,
    服务商名称: '亦庄算力中心运营公司',
    服务商统一社会信用代码: '91110302MA01B2BB1X',
    发票号码: '26112000000007',
    开票日期: today,
    发票金额: paidUse.chargedYuan,
    其中算力费用: paidUse.chargedYuan,
    付款日期: today,
  }
  await at('customer', '/vouchers?tab=redemptions', async (page) => {
    await press(page, '申请兑付')
    const dialog = page.getByRole('dialog')
    for (const [label, text] of Object.entries(papers)) await dialog.getByLabel(label, { exact: true }).fill(text)
    await dialog.getByLabel(`c1/${paidUse.engineJob}`).check()
    for (const declared of ['不存在关联关系', '未享受其他财政补贴']) await dialog.getByLabel(new RegExp(`声明：.*${declared}`)).check()
    await dialog.getByRole('button', { name: /申请兑付/ }).click()
    await page.getByText('待审核').waitFor()
  })
  const number = new RegExp(`DF-\\d{4}-0001`)
  await at('planner', '/vouchers?tab=redemptions', async (page) => {
    await page.getByRole('button', { name: number }).click()
    const pack = await fileOf(page, () => press(page, '凭证包'))
    assert.ok(pack.bytes.length > 10_000)
    await press(page, '审核通过')
    await page.locator('.ant-popconfirm').getByRole('button').last().click()
    await page.getByRole('dialog').getByText('待拨款').waitFor()
  })
  await at('finance', '/vouchers?tab=redemptions', async (page) => {
    await page.getByRole('button', { name: number }).click()
    await press(page, '拨款')
    const dialog = page.getByRole('dialog').filter({ hasText: '支付凭证号' }).last()
    await dialog.getByLabel('支付凭证号').fill('ZF-31')
    await dialog.getByRole('button', { name: /拨\s*款/ }).click()
    await page.getByRole('dialog').getByText('已兑付').first().waitFor()
  })
  const redeemed = drawFen(Math.floor(fenOf(paidUse.elapsedSeconds) / 5))
  await at('leader', '/vouchers?tab=pool', async (page) => {
    await page.getByTitle(`${redeemed} 元`).first().waitFor()
  })
  await at('auditor', '/vouchers?tab=ledger', async (page) => {
    await press(page, '核验')
    await page.getByText('账实相符').waitFor()
  })
})
