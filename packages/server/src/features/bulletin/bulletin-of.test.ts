// One model, two renderers, a second reader for each.
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, test } from 'vitest'
import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import type { BulletinLayout } from '@ballast/contract/bulletin-layout.ts'
import { LOCALES, type Locale } from '@ballast/contract/messages.ts'
import type { BulletinBlock } from '@ballast/domain/bulletin/blocks.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import { makeDocuments } from '../../platform/documents/make-documents.ts'
import { ticksUpTo } from './bulletin-charts.ts'
import { wordTemplate } from './bulletin-template.ts'
import { bulletinOf } from './bulletin-of.ts'
import { documentOf, wordContent } from './document-of.ts'
import { draftedTexts } from './drafted-texts.ts'
import { figuresOfTest, reportedOfTest } from './testing/figures.ts'

const zone = { nameZh: '测试区', nameEn: 'Test Zone' }
function layoutOf(
  figures: BulletinFigures,
  locale: Locale = 'zh-CN',
  change: Partial<Parameters<typeof bulletinOf>[1]> = {},
): BulletinLayout {
  const texts = Object.fromEntries(Object.entries(draftedTexts(figures, zone, locale)).map(([block, { text }]) => [block, text]))
  const words = {
    zone,
    texts: texts as Record<BulletinBlock, string>,
    number: 3,
    edition: 1,
    correctionReason: null,
    on: '2024-04-10' as PlainDate,
  }
  return bulletinOf(figures, { ...words, ...change }, locale)
}
const say = (figures: BulletinFigures, block: BulletinBlock, locale: Locale = 'zh-CN') => draftedTexts(figures, zone, locale)[block].text

describe('sentences', () => {
  test('without reported figures it says so, and says no figure in their place', () => {
    expect(say(figuresOfTest(), 'overview')).toBe(
      '2024年固定资产投资目标10亿元，计划安排9亿元，项目3个。3月计划完成投资1亿元；1—3月累计计划2.25亿元，占全年计划的25.0%。3月尚无上报数据和调度数据，完成数待上报后填列。',
    )
    expect(say(figuresOfTest(), 'overview', 'en')).toContain('No figures are reported or dispatched for March yet.')
  })
  test('with reported figures: done, rate, and the gap in 亿元, whichever way it goes', () => {
    expect(say(reportedOfTest(), 'overview')).toContain(
      '3月上报完成投资（纳统数）0.80亿元；1—3月累计2亿元，为累计计划的88.9%，比累计计划少0.25亿元。累计完成年度目标的20.0%。调度数：3月0.90亿元，1—3月累计2.10亿元。',
    )
    const ahead = { ...reportedOfTest(), reported: { monthYuan: '0.00', cumulativeYuan: '250000000.00' } }
    expect(say(ahead, 'overview')).toContain('比累计计划多0.25亿元。')
    expect(say({ ...ahead, reported: { monthYuan: '0.00', cumulativeYuan: ahead.cumulativeYuan } }, 'overview')).toContain(
      '，与累计计划持平。',
    )
  })
  test('January is no span of months, and December looks into a year that may have no plan', () => {
    const january = { ...figuresOfTest(), month: '2024-01' }
    expect(say(january, 'overview')).toContain('1月累计计划')
    const december = { ...figuresOfTest(), next: { month: '2025-01', plannedYuan: null, gates: [], counts: [] } }
    expect(say(december, 'next')).toBe('2025年1月所属年度的计划尚未生效。1月没有待通过的计划节点。')
  })
  test('both languages say the same figures', () => {
    const said = (figures: BulletinFigures, locale: Locale) =>
      Object.entries(draftedTexts(figures, zone, locale)).map(([block, { values }]) => [
        block,
        // Months are words in English, and days have other parts.
        Object.keys(values).filter((key) => !/\.(month|upTo)$/.test(key)),
      ])
    for (const figures of [figuresOfTest(), reportedOfTest()]) expect(said(figures, 'en')).toEqual(said(figures, 'zh-CN'))
  })
})

describe('layout', () => {
  test('the head is that of an official bulletin', () => {
    const { masthead, number, issuer, date, signer, title, notices, sections, distribution } = layoutOf(figuresOfTest())
    expect({ masthead, number, issuer, date, signer, title, notices }).toEqual({
      masthead: '固定资产投资月报',
      number: '〔2024〕第 3 期',
      issuer: '测试区',
      date: '2024年4月10日',
      signer: null,
      title: ['测试区', '2024年3月固定资产投资运行情况'],
      notices: ['本期含模拟数据（演示用，并非公开事实）；名称后标“模拟”的行为模拟数据。'],
    })
    expect(sections.map(({ heading }) => heading)).toEqual([
      '一、总体情况',
      '二、分类别和产业集群情况',
      '三、重点项目与节点',
      '四、预警与督办',
      '五、下月安排',
    ])
    expect(distribution).toEqual(['报：管委会领导', '送：各有关部门'])
  })
  test('a zone without simulated figures says nothing of them', () => {
    const figures = figuresOfTest()
    const real = JSON.parse(
      JSON.stringify({ ...figures, simulatedYuan: '0.00' }).replaceAll('"isSimulated":true', '"isSimulated":false'),
    ) as BulletinFigures
    expect(layoutOf(real).notices).toEqual([])
    expect(JSON.stringify(layoutOf(real).sections)).not.toContain('（模拟）')
    expect(JSON.stringify(layoutOf(figures).sections)).toContain('甲项目（模拟）')
  })
  test('amounts of a table that are whole 万元 have no decimals, else all of its amounts have two', () => {
    const cells = (figures: BulletinFigures) =>
      layoutOf(figures).sections[1]?.parts.flatMap((part) => (part.kind === 'table' ? part.rows.at(-1)?.cells : []))
    expect(cells(figuresOfTest())).toEqual(['合计', '3', '90,000', '10,000', '22,500', '—', '—'])
    const figures = figuresOfTest()
    const odd = { ...figures, clusters: figures.clusters.map((row) => ({ ...row, monthYuan: '12345.67' })) }
    expect(cells(odd)?.slice(2, 4)).toEqual(['90,000.00', '10,000.00'])
  })
  test('an axis reaches the largest value in at most six round steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e9, noNaN: true }), (largest) => {
        const ticks = ticksUpTo(largest)
        expect(ticks[0]).toBe(0)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest * (1 - 1e-9))
        expect(ticks.length).toBeLessThanOrEqual(7)
        expect(ticks.at(-2)).toBeLessThan(largest)
      }),
    )
  })
  test('a chart leaves out what has no figure at all, and draws what has', () => {
    const seriesOf = (figures: BulletinFigures) =>
      layoutOf(figures).sections.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === 'chart' ? [part.series.map(({ name }) => name)] : [])),
      )
    expect(seriesOf(figuresOfTest())).toEqual([['计划'], ['全年计划', '1—3月计划']])
    expect(seriesOf(reportedOfTest())).toEqual([
      ['计划', '调度', '上报'],
      ['全年计划', '1—3月计划', '1—3月上报'],
    ])
  })
})

/** Everything that the model says, in its order, without spaces; Word keeps the words of a chart in a part of its own. */
const wordsOf = (layout: BulletinLayout, withCharts: boolean): string[] => {
  const { texts, parts } = wordContent(layout)
  const said = Object.values(parts).flatMap((list) =>
    list.flatMap((part) =>
      part.kind === 'text'
        ? [part.text]
        : part.kind === 'table'
          ? [...part.columns.map(({ title }) => title), ...part.rows.flatMap(({ cells }) => cells)]
          : withCharts
            ? part.labels
            : [],
    ),
  )
  return [...Object.values(texts), ...said].map((text) => text.replaceAll(/\s/g, '')).filter((text) => text !== '')
}

describe.each(LOCALES)('in %s', (locale) => {
  test('PDF and Word say what the model says, and Word not a character more', async () => {
    const layout = layoutOf(reportedOfTest(), locale)
    const at = '2024-04-10T02:00:00.000Z' as Instant
    const [pdf, docx] = await makeDocuments(
      (['pdf', 'docx'] as const).map((format) => documentOf(layout, format, at, wordTemplate(locale))),
    )
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf as Buffer)), { mergePages: true })
    const inPdf = text.replaceAll(/\s|-/g, '').replaceAll(/—\d+—/g, '')
    for (const words of wordsOf(layout, true)) expect(inPdf).toContain(words.replaceAll('-', ''))
    const fonts = new Set(
      [...(pdf as Buffer).toString('latin1').matchAll(/\/BaseFont\s*\/[A-Z]{6}\+(\S+?)(?=[\s/>])/g)].map(([, name]) => name),
    )
    expect(fonts).toEqual(new Set(['BallastHei-Regular', 'BallastSong-Regular', 'BallastTitle-Regular']))

    const files = unzipSync(new Uint8Array(docx as Buffer))
    const xml = (path: string) => strFromU8(files[path] as Uint8Array)
    const inWord = [...xml('word/document.xml').matchAll(/<w:t[ >][^<]*<|<w:t>[^<]*</g)]
      .map(([run]) => run.slice(run.indexOf('>') + 1, -1))
      .join('')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s/g, '')
    const said = wordsOf(layout, false)
    for (const words of said) expect(inWord).toContain(words)
    expect(inWord.length).toBe(said.join('').length)
    expect(xml('word/styles.xml')).toMatch(/w:eastAsia="仿宋"/)
    expect(xml('word/styles.xml')).toMatch(/w:eastAsia="黑体"/)
    expect(xml('word/charts/chart2.xml')).toContain(locale === 'en' ? 'Cluster A' : '集群甲')
    expect(files['word/embeddings/chart1.xlsx']?.length).toBeGreaterThan(1000)
    expect(xml('word/document.xml')).not.toContain('{{')
  }, 30_000)
})
