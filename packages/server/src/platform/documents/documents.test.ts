import { unzipSync, strFromU8, strToU8, zipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { wordTemplate } from '../../features/bulletin/bulletin-template.ts'
import { loadFonts } from './fonts.ts'
import { makeDocuments } from './make-documents.ts'
import { pdfMaker } from './pdf.ts'
import { fillWord, tagsOf } from './word.ts'

const at = '2024-04-10T02:00:00.000Z' as Instant
const fonts = loadFonts()
const page = (text: string, family = 'Ballast Song') =>
  `#set text(font: ("${family}", "Ballast Song"), fallback: false)\n#let d = json("content.json")\n${text}`
const pdf = (template: string, content: unknown = {}) => ({ format: 'pdf', template, content, at }) as const

/** What another program reads in it, without the spaces that setting puts between scripts. */
async function textOf(document: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(document)), { mergePages: true })
  return text.replaceAll(/\s/g, '')
}
const fontsOf = (document: Buffer): string[] => [
  ...new Set([...document.toString('latin1').matchAll(/\/BaseFont\s*\/([^\s/<>[\]()]+)/g)].map(([, name]) => name as string)),
]

test('a PDF says what it was given, in our fonts, cut to what it needs and embedded', async () => {
  const [document] = await makeDocuments([
    pdf(page('#text(font: ("Ballast Hei", "Ballast Song"))[一、总体情况]\n\n#d.words'), { words: '固定资产投资1234.56亿元，喆、龘、镕' }),
  ])
  expect(await textOf(document as Buffer)).toBe('一、总体情况固定资产投资1234.56亿元，喆、龘、镕')
  const names = fontsOf(document as Buffer)
  expect(names.length).toBe(2)
  for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+Ballast(Song|Hei)-Regular$/)
  expect(document?.toString('latin1').match(/\/FontFile2 \d+ 0 R/g)?.length).toBe(2)
  expect(document?.length).toBeLessThan(60_000)
})

test('the same content at the same time gives the same bytes', async () => {
  const task = pdf(page('月报'))
  const [first, second] = await makeDocuments([task, task])
  expect(first?.equals(second as Buffer)).toBe(true)
})

test('a font that is not ours is an error, not another font', () => {
  expect(() => pdfMaker(fonts)(pdf(page('月报', 'No Such Font')))).toThrow(/unknown font family/)
})

test('a font of the machine is an error too', () => {
  const sansOfTheMachine = ['Noto Sans CJK JP', 'DejaVu Sans', 'Liberation Sans', 'New Computer Modern']
  const make = (family: string) => pdfMaker(fonts)(pdf(page('A', family)))
  for (const family of sansOfTheMachine) expect(() => make(family)).toThrow(/fonts that are not ours|unknown font family/)
})

test('a character that no font of ours has is refused and named', async () => {
  expect(fonts.missingIn('固定资产 A〔2024〕喆龘㛃䶮…—')).toEqual([])
  expect(fonts.missingIn('好🀄𠮷')).toEqual(['🀄', '𠮷'])
  await expect(makeDocuments([pdf(page('#d.words'), { words: '好🀄' })])).rejects.toMatchObject({
    code: 'document.no-glyph',
    reasons: [{ params: { characters: '🀄' } }],
  })
})

test('making stops when nobody waits for it any more', async () => {
  const stop = new AbortController()
  const made: number[] = []
  const making = makeDocuments([pdf(page('一')), pdf(page('#for n in range(20000) [#n 页 ]'))], {
    signal: stop.signal,
    onMade: (count) => {
      made.push(count)
      stop.abort()
    },
  })
  await expect(making).rejects.toThrow(/abort/i)
  expect(made).toEqual([1])
})

test('many who ask at once all get theirs; who has gone meanwhile is passed over', async () => {
  const gone = new AbortController()
  const asked = Array.from({ length: 5 }, (_, index) => makeDocuments([pdf(page(`第 ${index} 份`))]))
  const left = makeDocuments([pdf(page('无人等候'))], { signal: gone.signal })
  gone.abort()
  await expect(left).rejects.toThrow(/abort/i)
  const texts = await Promise.all((await Promise.all(asked)).map(([document]) => textOf(document as Buffer)))
  expect(texts).toEqual([0, 1, 2, 3, 4].map((index) => `第${index}份`))
}, 30_000)

const template = (body: string): Uint8Array => {
  const files = unzipSync(wordTemplate('zh-CN'))
  const document = strFromU8(files['word/document.xml'] as Uint8Array)
  files['word/document.xml'] = strToU8(document.replace(/<w:body>[\s\S]*<w:sectPr>/, `<w:body>${body}<w:sectPr>`))
  return zipSync(files)
}
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
const filled = async (body: string, texts: Record<string, string>) => {
  const made = await fillWord({ format: 'docx', template: template(body), texts, parts: {}, at })
  const document = strFromU8(unzipSync(made)['word/document.xml'] as Uint8Array)
  return [...document.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, text]) => text),
  )
}

test('a tag is filled where it begins, though Word has cut it into pieces', async () => {
  const body = `<w:p>${run('第{{num')}${run('ber}}期，')}${run('{{date}}')}${run('印发')}</w:p>`
  expect(await filled(body, { number: '3', date: '4月10日' })).toEqual([['第3', '期，', '4月10日', '印发']])
})
test('a paragraph whose tags are all empty is left out; text in a tag is not markup', async () => {
  const body = `<w:p>${run('签发：{{signer}}')}</w:p><w:p>${run('{{title}}')}</w:p>`
  expect(await filled(body, { signer: '', title: 'A < B & C' })).toEqual([['A &lt; B &amp; C']])
})
test('a template that asks for something else is an error that names it', async () => {
  await expect(filled(`<w:p>${run('{{weather}}')}</w:p>`, {})).rejects.toThrow(/weather/)
})
test('the template names what a bulletin has', () => {
  expect(tagsOf(wordTemplate('zh-CN'))).toEqual([
    'masthead',
    'number',
    'signer',
    'issuer',
    'date',
    'title',
    'notices',
    'body',
    'basis',
    'appendices',
    'distribution',
  ])
})
