import { COMPOSITION_PARTS, type Cockpit } from '@ballast/contract/cockpit.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import type { ChartOption } from '../../ui/chart.tsx'
import type { cockpitTexts } from './cockpit.texts.ts'
import { CHART_FONT, CHART_LINE, CHART_QUIET, CUMULATIVE_COLOR, PART_COLORS } from './part-colors.ts'

type Key = keyof (typeof cockpitTexts)['zh-CN']
const MARK_AFTER_MONTH = [3, 6, 9]
/** Bars of a month stacked by composition, and the running sum on its own axis; dotted lines end the quarters. */
export function monthsOption(byMonth: Cockpit['byMonth'], t: Translate<Key>): ChartOption {
  const yi = (yuan: string) => chartYi(parseYuan(yuan))
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT },
    grid: { left: 44, right: 52, top: 14, bottom: 24 },
    tooltip: { trigger: 'axis', valueFormatter: (value) => Number(value).toFixed(2), confine: true },
    xAxis: {
      type: 'category',
      data: byMonth.map((row) => row.month.slice(5)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: CHART_LINE } },
      axisLabel: { color: CHART_QUIET, interval: 0 },
    },
    yAxis: [
      { type: 'value', splitLine: { lineStyle: { color: '#eef2f4' } }, axisLabel: { color: CHART_QUIET } },
      { type: 'value', min: 0, splitLine: { show: false }, axisLabel: { color: CHART_QUIET } },
    ],
    series: [
      ...COMPOSITION_PARTS.map((part) => ({
        id: part,
        name: t(part),
        type: 'bar' as const,
        stack: 'month',
        barMaxWidth: 34,
        itemStyle: { color: PART_COLORS[part] },
        data: byMonth.map((row) => yi(row[`${part}Yuan`])),
      })),
      {
        id: 'cumulative',
        name: t('cumulative'),
        type: 'line',
        yAxisIndex: 1,
        symbolSize: 6,
        lineStyle: { color: CUMULATIVE_COLOR, width: 2 },
        itemStyle: { color: CUMULATIVE_COLOR },
        data: byMonth.map((row) => yi(row.cumulativeYuan)),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { show: false },
          lineStyle: { color: '#b9c4ca', type: 'dotted' },
          data: MARK_AFTER_MONTH.map((month) => ({ xAxis: month - 1 })),
        },
      },
    ],
  }
}
