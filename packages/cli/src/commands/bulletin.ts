import { writeFile } from 'node:fs/promises'
import { BULLETIN_FORMATS, type Bulletin, type BulletinRow } from '@ballast/contract/bulletin.ts'
import type { Client } from '@ballast/contract/client.ts'
import { EXIT, print, requiredOption, textOption, UsageError, type Command, type Run } from '../command.ts'
import { textTable } from '../text-table.ts'

const MONTH = { value: 'YYYY-MM', zh: '月份', en: 'the month' }
const FILES = {
  pdf: { value: 'FILE', zh: '把 PDF 写到这个文件', en: 'write the PDF into this file' },
  docx: { value: 'FILE', zh: '把 Word 写到这个文件', en: 'write the Word file into this file' },
}
const STATUS = {
  draft: ['草案', 'draft'],
  issued: ['已签发', 'issued'],
  replaced: ['已被更正版取代', 'replaced'],
  withdrawn: ['已撤回', 'withdrawn'],
} as const

function monthOf(run: Run): string {
  const month = requiredOption(run, 'month')
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(run.say(`--month ${month} 不是月份`, `--month ${month} is not a month`))
  return month
}

/** The month's newest edition: a draft before what was issued. */
async function find(run: Run, client: Client, isDraft = false): Promise<BulletinRow | undefined> {
  const month = monthOf(run)
  const { rows } = await client('bulletin.list', { query: { year: Number(month.slice(0, 4)) } })
  return rows.find((row) => row.month === month && (!isDraft || row.status === 'draft'))
}

const numberOf = (run: Run, { year, number, edition }: BulletinRow): string =>
  number === null
    ? run.say('未编号', 'not numbered')
    : run.say(`〔${year}〕第 ${number} 期`, `${year}, no. ${number}`) +
      (edition > 1 ? run.say(`（第 ${edition} 版）`, ` (edition ${edition})`) : '')

async function writeFiles(run: Run, client: Client, bulletinId: string): Promise<string[]> {
  const written: string[] = []
  for (const format of BULLETIN_FORMATS) {
    const path = textOption(run, format)
    if (path === undefined) continue
    const file = await client('bulletin.file', { params: { bulletinId }, query: { format, language: run.locale } })
    await writeFile(path, Buffer.from(await file.arrayBuffer()))
    written.push(path)
  }
  return written
}

async function show(run: Run, client: Client, bulletin: Bulletin): Promise<number> {
  const written = await writeFiles(run, client, bulletin.bulletinId)
  print(run, bulletin, ({ month, status, layout, areFiguresOld }) =>
    [
      `${month}  ${numberOf(run, bulletin)}  ${run.say(STATUS[status][0], STATUS[status][1])}`,
      ...(areFiguresOld ? [run.say('数据读取后系统中又有变化，请更新', 'Figures have changed since they were read; refresh them')] : []),
      '',
      ...layout.sections.flatMap(({ heading, parts }) => [
        heading,
        ...parts.flatMap((part) => (part.kind === 'paragraphs' ? part.texts : [])),
        '',
      ]),
      ...written.map((path) => run.say(`已写入 ${path}`, `Written: ${path}`)),
    ]
      .join('\n')
      .trimEnd(),
  )
  return EXIT.ok
}

function missing(run: Run, zh: string, en: string): number {
  run.terminal.err(run.say(zh, en))
  return EXIT.refused
}

export const bulletinCommands: readonly Command[] = [
  {
    name: 'bulletin list',
    summary: { zh: '一年的月报', en: 'the monthly bulletins of a year' },
    options: { year: { value: 'YYYY', zh: '年度（默认：最近有月报的一年）', en: 'the year (default: the latest that has one)' } },
    examples: ['bulletin list --year 2024'],
    run: async (run) => {
      const year = textOption(run, 'year')
      if (year !== undefined && !/^\d{4}$/.test(year))
        throw new UsageError(run.say(`--year ${year} 不是年份`, `--year ${year} is not a year`))
      const client = await run.client()
      const answer = await client('bulletin.list', { query: year === undefined ? {} : { year: Number(year) } })
      print(run, answer, ({ rows }) =>
        textTable(
          [
            { title: run.say('月份', 'month') },
            { title: run.say('期号', 'number') },
            { title: run.say('状态', 'state') },
            { title: run.say('签发', 'issued') },
          ],
          rows.map((row) => [row.month, numberOf(run, row), run.say(STATUS[row.status][0], STATUS[row.status][1]), row.issued?.on ?? '']),
        ),
      )
    },
  },
  {
    name: 'bulletin show',
    summary: { zh: '一个月的月报，并可写出 Word 和 PDF', en: 'the bulletin of a month; writes it as Word and PDF' },
    options: { month: MONTH, ...FILES },
    examples: ['bulletin show --month 2024-03', 'bulletin show --month 2024-03 --pdf bulletin.pdf --docx bulletin.docx'],
    run: async (run) => {
      const client = await run.client()
      const row = await find(run, client)
      if (row === undefined) return missing(run, '该月没有月报', 'The month has no bulletin')
      return show(run, client, await client('bulletin.show', { params: { bulletinId: row.bulletinId }, query: { language: run.locale } }))
    },
  },
  {
    name: 'bulletin draft',
    summary: {
      zh: '起草一个月的月报；已有草案时更新其数据',
      en: 'draft the bulletin of a month; a draft that is there reads its figures anew',
    },
    options: { month: MONTH, ...FILES },
    examples: ['bulletin draft --month 2024-03 --pdf draft.pdf'],
    run: async (run) => {
      const client = await run.client()
      const there = await find(run, client, true)
      const drafted =
        there === undefined
          ? await client('bulletin.draft', { body: { month: monthOf(run) } })
          : await client('bulletin.refresh', { params: { bulletinId: there.bulletinId }, ifMatch: there.version })
      return show(run, client, drafted)
    },
  },
  {
    name: 'bulletin issue',
    summary: { zh: '签发一个月的月报草案：编号、定稿', en: 'issue the draft of a month: it gets its number and is frozen' },
    options: { month: MONTH, ...FILES },
    examples: ['bulletin issue --month 2024-03 --pdf bulletin.pdf'],
    run: async (run) => {
      const client = await run.client()
      const row = await find(run, client, true)
      if (row === undefined) return missing(run, '该月没有月报草案', 'The month has no draft of a bulletin')
      return show(run, client, await client('bulletin.issue', { params: { bulletinId: row.bulletinId }, ifMatch: row.version }))
    },
  },
]
