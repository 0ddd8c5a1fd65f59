// A firm's jobs on a real Slurm, from the voucher to the ledger: a centre is connected, one job is submitted on the page and one by the
// command line, both wait, run and are settled, and the ledger is proven. Where no twin of a centre can be brought up, it says why.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { centreInput, rehearse, type Rehearsal } from '../tools/computing-twin/rehearsal.ts'
import { whatIsMissing } from '../tools/computing-twin/root-filesystem.ts'
import { openBrowser, openPage, settle, startApp, type RunningApp } from './harness.ts'

const missing = whatIsMissing()
const isDemanded = process.env['BALLAST_E2E_TWIN'] === 'needed'
const skip = missing.length > 0 && !isDemanded ? `没有真实 Slurm，未执行 · NOT RUN without a real Slurm: ${missing.join('; ')}` : false
if (skip !== false) console.error(skip)

let app: RunningApp
let browser: Browser
let twin: Rehearsal
before(async () => {
  if (skip !== false) return
  const found = await rehearse({ centres: 1, nodes: 2 })
  if (!('centres' in found)) throw new Error(found.join('\n'))
  twin = found
  app = await startApp({}, { withVouchers: true })
  browser = await openBrowser('none')
})
after(async () => {
  // Whatever fails, no engine is left running.
  try {
    await browser?.close()
    await app?.close()
  } finally {
    await twin?.close()
  }
})

/** The command line, as whoever signs in at the machine of the server does it. */
const ballast = (...args: string[]) =>
  new Promise<string>((resolve, reject) => {
    const env = { ...process.env, BALLAST_DATA_DIR: app.dataDir }
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
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /保\s*存/ })
      .click()
    await page.getByRole('button', { name: '测试连接' }).click()
    await page.getByText('连接正常，可以使用').waitFor()
    await page.getByText('/ 16 卡').waitFor()
  })
})

test('one job from the page and one from the command line wait, run and are settled, and the ledger is proven', { skip }, async () => {
  const script = join(app.dataDir, 'short.sh')
  writeFileSync(script, '#!/bin/bash\nsleep 1\n')
  await at('customer', '/computing/jobs', async (page) => {
    await page.getByRole('button', { name: '提交作业' }).click()
    await page.locator('#job-name').fill('整机训练')
    await choose(page, 'job-voucher', '200 P·h')
    await choose(page, 'job-card', 'A800')
    await choose(page, 'job-centre', '演练中心c1')
    await page.locator('#job-cards').fill('16')
    await page.locator('#job-hours').fill('0.1')
    await choose(page, 'job-kind', '自有脚本')
    await page.locator('#job-text').fill('#!/bin/bash\nsleep 25\n')
    // 16 cards × 312 TFLOPS × 360 s = 1,797,120 TFLOPS·s: 0.4992 P·h, 6.24 yuan.
    await page.getByText('最多占用 0.4992 P·h，按单价合 6.24 元').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '提交作业' }).click()
    const row = (name: string) => page.locator('.ant-table-row').filter({ hasText: name })
    await row('整机训练').getByText('运行中').waitFor({ timeout: 30_000 })

    const wish = `--voucher JQ-2024-0001 --centre c1 --card A800 --cards 8 --minutes 1 --name 命令行作业 --user customer`
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
  const [used, booked] = [await usedOf('JQ-2024-0001'), await billed()]
  assert.equal(used, booked, 'what the ledger took is what the books of the engine billed')
})

/** TFLOPS·seconds that the ledger took from a voucher. */
async function usedOf(voucherNo: string): Promise<number> {
  const { rows } = JSON.parse(await ballast('compute', 'list', '--user', 'customer', '--json')) as {
    rows: { voucherNo: string; used: string }[]
  }
  return rows.filter((row) => row.voucherNo === voucherNo).reduce((sum, row) => sum + Number(row.used), 0)
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
