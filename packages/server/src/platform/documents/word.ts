import { DOMParser, XMLSerializer, type Document, type Element } from '@xmldom/xmldom'
import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate'
import type { Instant } from '@ballast/domain/shared/time.ts'
import { chartFiles, chartParagraph, type WordChart } from './word-chart.ts'
import { tableXml, type WordTable } from './word-table.ts'
import { NAMESPACES, xmlText } from './word-xml.ts'

export type WordPart =
  | { readonly kind: 'text'; readonly style: string; readonly text: string }
  | ({ readonly kind: 'table' } & WordTable)
  | ({ readonly kind: 'chart' } & WordChart)

export interface WordTask {
  readonly format: 'docx'
  /** A Word file with tags: {{name}} within a paragraph, or a paragraph of its own that stands for parts. */
  readonly template: Uint8Array
  /** A paragraph whose tags are all empty is left out. */
  readonly texts: Readonly<Record<string, string>>
  readonly parts: Readonly<Record<string, readonly WordPart[]>>
  readonly at: Instant
}

const DOCUMENT = 'word/document.xml'
const RELATIONS = 'word/_rels/document.xml.rels'
const TYPES = '[Content_Types].xml'
const TAG = /\{\{\s*([\w-]+)\s*\}\}/g

/** Fills a template. Tags that it does not name are left out of the document; a tag that nobody gives is an error. */
export async function fillWord({ template, texts, parts, at }: WordTask): Promise<Uint8Array> {
  const files = unzipSync(template)
  const charts: WordChart[] = []
  for (const path of Object.keys(files).filter((name) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name))) {
    const document = new DOMParser().parseFromString(strFromU8(files[path] as Uint8Array), 'text/xml')
    for (const paragraph of paragraphsOf(document)) fillParagraph(document, paragraph, { texts, parts, charts })
    files[path] = strToU8(new XMLSerializer().serializeToString(document))
  }
  await addCharts(files, charts, at)
  const mtime = new Date(at)
  const zipped: Zippable = Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, [bytes, { mtime, level: 6 }]]))
  return zipSync(zipped)
}

/** Every character that the document will hold beside what the template itself does. */
export const textOfWord = ({ texts, parts }: Pick<WordTask, 'texts' | 'parts'>): string => JSON.stringify([texts, parts])

/** The tags that a template names, each once. */
export function tagsOf(template: Uint8Array): string[] {
  const document = new DOMParser().parseFromString(strFromU8(unzipSync(template)[DOCUMENT] as Uint8Array), 'text/xml')
  return [...new Set(paragraphsOf(document).flatMap((paragraph) => [...textOf(paragraph).matchAll(TAG)].map(([, name]) => name as string)))]
}

const elementsOf = (within: Document | Element, name: string): Element[] => [...within.getElementsByTagName(name)]
const paragraphsOf = (document: Document): Element[] => elementsOf(document, 'w:p')
const textOf = (paragraph: Element): string =>
  elementsOf(paragraph, 'w:t')
    .map((text) => text.textContent ?? '')
    .join('')

interface Filling {
  readonly texts: Readonly<Record<string, string>>
  readonly parts: Readonly<Record<string, readonly WordPart[]>>
  /** Charts that were met, in their order; the number of one is its place. */
  readonly charts: WordChart[]
}

function fillParagraph(document: Document, paragraph: Element, { texts, parts, charts }: Filling): void {
  const text = textOf(paragraph)
  const names = [...text.matchAll(TAG)].map(([, name]) => name as string)
  if (names.length === 0) return
  const [first] = names
  const block = first === undefined || names.length > 1 || text.trim() !== text.match(TAG)?.[0] ? undefined : parts[first]
  if (block !== undefined) {
    for (const part of block)
      for (const node of nodesOf(document, partXml(part, charts))) paragraph.parentNode?.insertBefore(node, paragraph)
    paragraph.parentNode?.removeChild(paragraph)
    return
  }
  const unknown = names.find((name) => texts[name] === undefined)
  if (unknown !== undefined) throw new Error(`the template asks for {{${unknown}}}, which this document does not have`)
  if (names.every((name) => texts[name] === '')) {
    paragraph.parentNode?.removeChild(paragraph)
    return
  }
  replaceTags(paragraph, texts)
}

/** Each tag is replaced in the run in which it begins; Word may have cut one into several, whose rests are then left out. */
function replaceTags(paragraph: Element, texts: Readonly<Record<string, string>>): void {
  const runs = elementsOf(paragraph, 'w:t').map((element) => ({ element, text: element.textContent ?? '' }))
  let written = runs.map(() => '')
  let at = 0
  const starts = runs.map(({ text }) => (at += text.length) - text.length)
  const runAt = (position: number) => starts.findLastIndex((start) => start <= position)
  const whole = runs.map(({ text }) => text).join('')
  const put = (from: number, to: number) => {
    for (let position = from; position < to; position += 1)
      written = written.with(runAt(position), (written[runAt(position)] ?? '') + whole[position])
  }
  let done = 0
  for (const match of whole.matchAll(TAG)) {
    put(done, match.index)
    const run = runAt(match.index)
    written = written.with(run, (written[run] ?? '') + (texts[match[1] as string] as string))
    done = match.index + match[0].length
  }
  put(done, whole.length)
  for (const [index, { element }] of runs.entries()) {
    element.textContent = written[index] ?? ''
    element.setAttribute('xml:space', 'preserve')
  }
}

function partXml(part: WordPart, charts: WordChart[]): string {
  if (part.kind === 'text')
    return `<w:p><w:pPr><w:pStyle w:val="${part.style}"/></w:pPr><w:r><w:t xml:space="preserve">${xmlText(part.text)}</w:t></w:r></w:p>`
  if (part.kind === 'table') return tableXml(part)
  charts.push(part)
  return chartParagraph(part, charts.length)
}

function nodesOf(document: Document, xml: string): Element[] {
  const parsed = new DOMParser().parseFromString(`<w:body ${NAMESPACES}>${xml}</w:body>`, 'text/xml')
  const body = parsed.documentElement as Element
  return [...body.childNodes].map((node) => document.importNode(node, true) as unknown as Element)
}

async function addCharts(files: Record<string, Uint8Array>, charts: readonly WordChart[], at: Instant): Promise<void> {
  const into = (path: string, closing: string, added: string) => {
    files[path] = strToU8(strFromU8(files[path] as Uint8Array).replace(closing, added + closing))
  }
  for (const [index, chart] of charts.entries()) {
    const { contents, contentTypes, relation } = await chartFiles(chart, index + 1, at)
    Object.assign(files, contents)
    into(TYPES, '</Types>', contentTypes)
    into(RELATIONS, '</Relationships>', relation)
  }
}
