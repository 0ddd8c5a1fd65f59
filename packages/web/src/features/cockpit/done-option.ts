import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import type { ChartOption } from '../../ui/chart.tsx'
import type { doneTexts } from './done.texts.ts'
import { CHART_FONT, CHART_LINE, CHART_QUIET } from './part-colors.ts'

type Key = keyof (typeof doneTexts)['zh-CN']
/** One colour a figure, told apart also in grey print. */
export const FIGURE_COLORS = { plan: '#b9c4ca', dispatched: '#e0a030', reported: '#0b4f6c', lastYear: '#9a7fb0', pace: '#b5523b' } as const

/** Bars of the month, or lines of the year to date beside the pace that time alone asks for. */
export function doneOption({ months }: Pick<CockpitDone, 'months'>, isCumulative: boolean, t: Translate<Key>): ChartOption {
  const yi = (yuan: string | null) => (yuan === null ? null : chartYi(parseYuan(yuan)))
  const of = (key: 'planYuan' | 'dispatchedYuan' | 'reportedYuan' | 'lastYearYuan') =>
    months.map((row) => yi(isCumulative ? row.cumulative[key] : row[key]))
  const line = (id: keyof typeof FIGURE_COLORS, data: (number | null)[], type: 'solid' | 'dashed' | 'dotted' = 'solid') => ({
    id,
    name: t(id),
    type: 'line' as const,
    connectNulls: true,
    symbolSize: 6,
    showSymbol: type === 'solid',
    lineStyle: { color: FIGURE_COLORS[id], width: id === 'reported' ? 3 : 2, type },
    itemStyle: { color: FIGURE_COLORS[id] },
    data,
  })
  const bar = (id: keyof typeof FIGURE_COLORS, data: (number | null)[]) => ({
    id,
    name: t(id),
    type: 'bar' as const,
    barMaxWidth: 16,
    barGap: '10%',
    itemStyle: { color: FIGURE_COLORS[id] },
    data,
  })
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT },
    grid: { left: 48, right: 12, top: 14, bottom: 24 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value) => (value === null || value === undefined ? '—' : Number(value).toFixed(2)),
      confine: true,
    },
    xAxis: {
      type: 'category',
      data: months.map((row) => row.month.slice(5)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: CHART_LINE } },
      axisLabel: { color: CHART_QUIET, interval: 0 },
    },
    yAxis: {
      type: 'value',
      min: isCumulative ? 0 : null,
      splitLine: { lineStyle: { color: '#eef2f4' } },
      axisLabel: { color: CHART_QUIET },
    } as never,
    series: isCumulative
      ? [
          line('lastYear', of('lastYearYuan'), 'dashed'),
          line(
            'pace',
            months.map(({ paceYuan }) => yi(paceYuan)),
            'dotted',
          ),
          line('plan', of('planYuan')),
          line('dispatched', of('dispatchedYuan')),
          line('reported', of('reportedYuan')),
        ]
      : [
          bar('plan', of('planYuan')),
          bar('dispatched', of('dispatchedYuan')),
          bar('reported', of('reportedYuan')),
          line('lastYear', of('lastYearYuan'), 'dashed'),
        ],
  }
}
