import type { BulletinFigures } from '@ballast/contract/bulletin-figures.ts'
import type { BulletinChart } from '@ballast/contract/bulletin-layout.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { chartMillion, chartYi, drawMillion, drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { monthNumber, type YearMonth } from '@ballast/domain/shared/time.ts'
import { wordingIn } from './bulletin-words.ts'

const COLORS = { planned: '#0b4f6c', month: '#7aa6b8', dispatched: '#d98e04', reported: '#2e7d4f' } as const

/** Round steps for an axis that reaches the largest value: 1, 2 or 5 times a power of ten, four to six of them. */
export function ticksUpTo(largest: number): number[] {
  if (largest <= 0) return [0, 1]
  const power = 10 ** Math.floor(Math.log10(largest / 4))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => largest / size <= 5) as number
  return Array.from({ length: Math.ceil(largest / step - 1e-9) + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

type Amounts = readonly (string | null)[]

function chartOf(
  locale: Locale,
  chart: Pick<BulletinChart, 'id' | 'caption' | 'direction' | 'labels' | 'note'>,
  lines: readonly { readonly name: string; readonly color: string; readonly amounts: Amounts }[],
): BulletinChart {
  const w = wordingIn(locale)
  const [scale, draw] = locale === 'en' ? ([chartMillion, drawMillion] as const) : ([chartYi, drawYi] as const)
  // A series without any figure is not drawn as nothing: it is left out, and the note says so.
  const series = lines
    .filter(({ amounts }) => amounts.some((yuan) => yuan !== null))
    .map(({ name, color, amounts }) => ({
      name,
      color,
      values: amounts.map((yuan) => (yuan === null ? null : scale(parseYuan(yuan)))),
      texts: amounts.map((yuan) => (yuan === null ? null : draw(parseYuan(yuan)))),
    }))
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.filter((value) => value !== null)))
  return {
    kind: 'chart',
    ...chart,
    unit: w.say({ zh: '单位：亿元', en: 'Unit: million yuan' }),
    series,
    ticks: ticksUpTo(largest).map((at) => ({ at, text: at.toLocaleString('en-US') })),
  }
}

/** The year by month: what was planned, beside what was dispatched and reported where anything was. */
export function monthChart({ months, reported, dispatched }: BulletinFigures, locale: Locale): BulletinChart {
  const { say } = wordingIn(locale)
  return chartOf(
    locale,
    {
      id: 'months',
      caption: say({ zh: '图1　分月计划与完成', en: 'Figure 1: planned and done by month' }),
      direction: 'columns',
      labels: months.map(({ month }) =>
        locale === 'en' ? String(monthNumber(month as YearMonth)) : `${monthNumber(month as YearMonth)}月`,
      ),
      note:
        reported === null && dispatched === null
          ? say({ zh: '注：尚无上报数据和调度数据。', en: 'Note: no figures are reported or dispatched yet.' })
          : null,
    },
    [
      { name: say({ zh: '计划', en: 'planned' }), color: COLORS.planned, amounts: months.map(({ plannedYuan }) => plannedYuan) },
      {
        name: say({ zh: '调度', en: 'dispatched' }),
        color: COLORS.dispatched,
        amounts: months.map(({ dispatchedYuan }) => dispatchedYuan),
      },
      { name: say({ zh: '上报', en: 'reported' }), color: COLORS.reported, amounts: months.map(({ reportedYuan }) => reportedYuan) },
    ],
  )
}

/** The clusters: the plan of the year, what of it should be done by now, and what was reported. */
export function clusterChart({ clusters, month }: BulletinFigures, locale: Locale): BulletinChart {
  const w = wordingIn(locale)
  const shown = clusters.filter(({ projects }) => projects > 0)
  return chartOf(
    locale,
    {
      id: 'clusters',
      caption: w.say({ zh: '图2　产业集群计划与完成', en: 'Figure 2: clusters, planned and done' }),
      direction: 'bars',
      labels: shown.map(w.nameOf),
      note: null,
    },
    [
      { name: w.say({ zh: '全年计划', en: 'plan of the year' }), color: COLORS.planned, amounts: shown.map(({ yearYuan }) => yearYuan) },
      {
        name: w.say({ zh: `${w.upTo(month as YearMonth)}计划`, en: `planned ${w.upTo(month as YearMonth)}` }),
        color: COLORS.month,
        amounts: shown.map(({ cumulativeYuan }) => cumulativeYuan),
      },
      {
        name: w.say({ zh: `${w.upTo(month as YearMonth)}上报`, en: `reported ${w.upTo(month as YearMonth)}` }),
        color: COLORS.reported,
        amounts: shown.map(({ reported }) => reported?.cumulativeYuan ?? null),
      },
    ],
  )
}
