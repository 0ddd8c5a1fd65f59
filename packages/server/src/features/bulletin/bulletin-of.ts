import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import type { BulletinLayout, BulletinPart } from '@ballast/contract/bulletin-layout.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { BulletinBlock } from '@ballast/domain/bulletin/blocks.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { clusterChart, monthChart } from './bulletin-charts.ts'
import { bulletinTables } from './bulletin-tables.ts'
import { wordingIn } from './bulletin-words.ts'
import type { Named } from './drafted-texts.ts'

/** What a bulletin says beside its figures. */
export interface BulletinWords {
  readonly zone: Named
  readonly texts: Readonly<Record<BulletinBlock, string>>
  /** Null: it is a draft and has none yet. */
  readonly number: number | null
  readonly edition: number
  readonly correctionReason: string | null
  /** Day of issue; of a draft the business date. */
  readonly on: PlainDate
}

/** Whether any figure in it is simulated. */
export const holdsSimulated = (figures: BulletinFigures): boolean => {
  const { simulatedYuan, target, lights, gates, topProjects, longestStuck, escalations, next } = figures
  const rows = [...gates.passed, ...topProjects, ...longestStuck, ...escalations.rows, ...next.gates]
  return (
    parseYuan(simulatedYuan) !== 0n ||
    figures.isDoneSimulated === true ||
    target?.sourceKind === 'simulated' ||
    lights.isSimulated ||
    rows.some(({ isSimulated }) => isSimulated)
  )
}

const HEADINGS = [
  ['overview', { zh: '一、总体情况', en: '1. Overview' }],
  ['clusters', { zh: '二、分类别和产业集群情况', en: '2. Categories and clusters' }],
  ['projects', { zh: '三、重点项目与节点', en: '3. Key projects and gates' }],
  ['warnings', { zh: '四、预警与督办', en: '4. Warnings and follow-up' }],
  ['next', { zh: '五、下月安排', en: '5. Next month' }],
] as const

/** The bulletin as it stands on paper. Word, PDF and the screen draw it; none of them knows a figure or a word of its own. */
export function bulletinOf(figures: BulletinFigures, words: BulletinWords, locale: Locale): BulletinLayout {
  const w = wordingIn(locale)
  const { texts, zone } = words
  const tables = bulletinTables(figures, locale)
  const month = w.monthOfYear(figures.month as YearMonth)
  const parts: Record<(typeof HEADINGS)[number][0], readonly BulletinPart[]> = {
    overview: [monthChart(figures, locale)],
    clusters: [tables.groups, clusterChart(figures, locale)],
    projects: [tables.gates, tables.keyProjects],
    warnings: [tables.stuck, ...(tables.escalations.rows.length === 0 ? [] : [tables.escalations])],
    next: tables.nextGates.rows.length === 0 ? [] : [tables.nextGates],
  }
  const appendices = [tables.months, tables.passed, tables.longestStuck].filter(({ rows }) => rows.length > 0)
  return {
    locale,
    masthead: w.say({ zh: '固定资产投资月报', en: 'Monthly Bulletin of Fixed-Asset Investment' }),
    number: numberText(w.say, figures.year, words),
    issuer: lines(texts.issuer).join(' '),
    date: w.date(words.on),
    signer: signed(w.say, lines(texts.signer).join(' ')),
    title: [
      w.say({ zh: zone.nameZh, en: `Fixed-asset investment in ${zone.nameEn}` }),
      w.say({ zh: `${month}固定资产投资运行情况`, en: month }),
    ],
    notices: notices(w.say, figures, words),
    sections: HEADINGS.map(([block, heading]) => ({
      heading: w.say(heading),
      parts: [{ kind: 'paragraphs', block, texts: lines(texts[block]) }, ...parts[block]],
    })),
    appendices: appendices.map((table, index) => ({
      heading: w.say({ zh: `附表${index + 1}`, en: `Appendix ${index + 1}` }),
      parts: [table],
    })),
    basis: w.say({
      zh: `口径：计划数取自生效的《${figures.plan.title}》第${figures.plan.number ?? '—'}版；节点、预警、滞留和督办情况截至${w.date(figures.businessOn as PlainDate)}。`,
      en: `Basis: planned figures are those of version ${figures.plan.number ?? '—'} in force (${figures.plan.title}); gates, lights, standing projects and follow-up as of ${w.date(figures.businessOn as PlainDate)}.`,
    }),
    distribution: lines(texts.distribution),
    footer: { before: '— ', after: ' —' },
  }
}

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

const signed = (say: Say, name: string): string | null => (name === '' ? null : say({ zh: `签发：${name}`, en: `Signed by: ${name}` }))

type Say = (text: { readonly zh: string; readonly en: string }) => string

function numberText(say: Say, year: number, { number, edition }: Pick<BulletinWords, 'number' | 'edition'>): string {
  const zh = `〔${year}〕第 ${number ?? '×'} 期`
  const en = `${year}, no. ${number ?? '–'}`
  return edition === 1 ? say({ zh, en }) : say({ zh: `${zh}（第 ${edition} 版）`, en: `${en} (edition ${edition})` })
}

function notices(say: Say, figures: BulletinFigures, { number, edition, correctionReason }: BulletinWords): string[] {
  return [
    ...(number === null ? [say({ zh: '草案，尚未签发', en: 'Draft, not issued' })] : []),
    ...(correctionReason === null
      ? []
      : [
          say({
            zh: `本版更正并取代第 ${edition - 1} 版。更正原因：${correctionReason}`,
            en: `This edition corrects and replaces edition ${edition - 1}. Reason: ${correctionReason}`,
          }),
        ]),
    ...(holdsSimulated(figures)
      ? [
          say({
            zh: '本期含模拟数据（演示用，并非公开事实）；名称后标“模拟”的行为模拟数据。',
            en: 'Holds simulated data (for demonstration, not public facts); rows marked (simulated) are simulated.',
          }),
        ]
      : []),
  ]
}
