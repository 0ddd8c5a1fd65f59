// A month's bulletin: drafted, worded by two people, issued, read, corrected, withdrawn.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
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

const OVERVIEW = '一、总体情况'
const textOf = (page: Page, name: string) => page.getByRole('textbox', { name })
const editorOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
async function saveText(page: Page, name: string, text: string): Promise<void> {
  await textOf(page, name).fill(text)
  await editorOf(page, name)
    .getByRole('button', { name: /^保\s*存$/ })
    .click()
}
async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()])
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) }
}
/** Without spaces, and without the numbers of pages, which stand within a paragraph that goes over two. */
const inPdf = async (content: Buffer): Promise<string> => {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(content)), { mergePages: true })
  return text.replaceAll(/\s/g, '').replaceAll(/—\d+—/g, '')
}

test('from the draft to the issued files: the words of the page are those of Word and PDF', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/bulletins')
  await settle(page)
  await page.getByRole('button', { name: '起草月报' }).click()
  await page.getByRole('menuitem', { name: '2024-04' }).click()
  await page.getByRole('heading', { level: 1, name: '2024-04 月报' }).waitFor()
  const paper = page.getByRole('article', { name: '月报版面' })
  await paper.getByText('草案，尚未签发').waitFor()
  const drafted = await textOf(page, OVERVIEW).inputValue()
  assert.match(drafted, /尚无上报数据/)

  // What is typed stands on the paper before it is saved; issuing waits for saving.
  const sentence = '四月全区固定资产投资平稳起步。'
  await textOf(page, OVERVIEW).fill(sentence)
  await paper.getByText(sentence).waitFor()
  assert.ok(await page.getByRole('button', { name: /^签\s*发$/ }).isDisabled())
  await saveText(page, OVERVIEW, sentence)
  await editorOf(page, OVERVIEW).getByText(/^已改/).waitFor()
  await page.getByRole('button', { name: /^签\s*发$/ }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^签\s*发$/ })
    .click()
  await page.getByText('已签发：〔2024〕第 1 期').waitFor({ timeout: 30_000 })
  await paper.getByText('〔2024〕第 1 期').waitFor()
  assert.equal(await page.getByRole('textbox').count(), 0)

  const files = page.getByRole('region', { name: '签发的文件' })
  const pdf = await downloaded(page, () => files.getByRole('button', { name: '固定资产投资月报〔2024〕第1期.pdf' }).click())
  assert.equal(pdf.name, '固定资产投资月报〔2024〕第1期.pdf')
  const hash = createHash('sha256').update(pdf.content).digest('hex')
  await files.getByText(`SHA-256 ${hash.slice(0, 16)}`).waitFor()
  const said = await inPdf(pdf.content)
  const cells = await paper.locator('td, .paper-text, h3').allTextContents()
  assert.ok(cells.length > 100)
  for (const text of [sentence, ...cells]) {
    assert.ok(said.replaceAll('-', '').includes(text.replaceAll(/[\s-]/g, '')), `the PDF says “${text}”`)
  }
  const word = await downloaded(page, () => files.getByRole('button', { name: '固定资产投资月报〔2024〕第1期.docx' }).click())
  assert.ok(strFromU8(unzipSync(new Uint8Array(word.content))['word/document.xml'] as Uint8Array).includes(sentence))
  assert.deepEqual(faults, [])
  await context.close()
})

test('two people word the same text: the slower one sees the other’s and decides', async () => {
  const planner = await openPage(browser, app)
  const { rows } = (await (await planner.page.request.get('/api/v1/bulletins')).json()) as { rows: { bulletinId: string }[] }
  const issued = rows[0]?.bulletinId
  await planner.page.goto(`/bulletins/${issued}`)
  await settle(planner.page)
  await planner.page.getByRole('button', { name: '起草更正版' }).click()
  await planner.page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('总体情况表述有误')
  await planner.page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await planner.page.getByText('更正原因：总体情况表述有误', { exact: true }).first().waitFor()
  await planner.page.waitForURL((url) => !url.href.includes(issued ?? '?'))
  const { page: other, context: otherContext, faults: otherFaults } = await openPage(browser, app, { login: 'statistics' })
  await other.goto(planner.page.url())
  await settle(other)
  assert.equal(await other.getByRole('button', { name: /^签\s*发$/ }).count(), 0)

  await saveText(other, OVERVIEW, '统计人员改的文字。')
  await editorOf(other, OVERVIEW).getByText(/^已改/).waitFor()
  await saveText(planner.page, OVERVIEW, '计划员改的文字。')
  const conflict = planner.page.getByRole('alert').filter({ hasText: '同时改了这段文字' })
  await conflict.getByText('统计人员改的文字。').waitFor()
  await conflict.getByRole('button', { name: '保留我的文字' }).click()
  await conflict.waitFor({ state: 'detached' })
  await settle(planner.page)
  await planner.page.getByRole('article', { name: '月报版面' }).getByText('计划员改的文字。').waitFor()
  assert.deepEqual([...planner.faults, ...otherFaults], [])
  await otherContext.close()
  await planner.context.close()
})

test('a leader reads what is issued and nothing else; what is withdrawn stays with its reason', async () => {
  const leader = await openPage(browser, app, { login: 'leader' })
  await leader.page.goto('/bulletins')
  await settle(leader.page)
  assert.equal(await leader.page.getByRole('button', { name: '起草月报' }).count(), 0)
  await leader.page.getByRole('link', { name: '2024-04' }).click()
  await leader.page.getByText('〔2024〕第 1 期').first().waitFor()
  assert.equal(await leader.page.getByRole('button', { name: /撤\s*回|起草更正版|更新数据/ }).count(), 0)

  const { page, context, faults } = await openPage(browser, app)
  await page.goto(leader.page.url())
  await settle(page)
  await page.getByRole('button', { name: /^撤\s*回$/ }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('误发')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /确\s*定/ })
    .click()
  await page.getByText(/撤回。原因：误发/).waitFor()
  await leader.page.reload()
  await leader.page.getByText(/撤回。原因：误发/).waitFor()
  await leader.page.getByRole('region', { name: '签发的文件' }).getByRole('button').first().waitFor()
  assert.deepEqual([...leader.faults, ...faults], [])
  await context.close()
  await leader.context.close()
})

test('an office’s own Word template: taken when a bulletin can be filled into it, refused with the reason when not', async () => {
  const { page, context, faults } = await openPage(browser, app)
  await page.goto('/bulletins')
  await settle(page)
  const card = page.getByRole('region', { name: 'Word 模板' })
  const line = card.getByRole('listitem').filter({ hasText: '中文版' })
  const { content } = await downloaded(page, () => line.getByRole('button', { name: /下\s*载/ }).click())
  const own = unzipSync(new Uint8Array(content))
  const document = strFromU8(own['word/document.xml'] as Uint8Array)
  const send = (changed: string) =>
    line.locator('input[type=file]').setInputFiles({
      name: '本区月报模板.docx',
      mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      buffer: Buffer.from(zipSync({ ...own, 'word/document.xml': strToU8(changed) })),
    })
  await send(document.replace('{{body}}', '{{weather}}'))
  await line.getByText('不认识的标记：{{weather}}').waitFor()
  await send(document.replace('{{number}}', '本区文号 {{number}}'))
  await line.getByText('本区月报模板.docx').waitFor()
  assert.equal(await line.getByText('不认识的标记').count(), 0)
  assert.deepEqual(faults, [])
  await context.close()
})
