import { COMPOSITION_PARTS, type Cockpit } from '@ballast/contract/cockpit.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import { amountAxis, chartFrame } from '../../ui/chart-frame.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import type { cockpitTexts } from './cockpit.texts.ts'
import { CUMULATIVE_COLOR, PART_COLORS } from './part-colors.ts'

type Key = keyof (typeof cockpitTexts)['zh-CN']
const MARK_AFTER_MONTH = [3, 6, 9]
/** Bars of a month stacked by composition, and the running sum on its own axis; dotted lines end the quarters. */
export function monthsOption(byMonth: Cockpit['byMonth'], t: Translate<Key>): ChartOption {
  const yi = (yuan: string) => chartYi(parseYuan(yuan))
  return {
    ...chartFrame(
      byMonth.map((row) => row.month.slice(5)),
      { right: 52, interval: 0 },
    ),
    yAxis: [amountAxis(), amountAxis({ min: 0, hasLines: false })],
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
