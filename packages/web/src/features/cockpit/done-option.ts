import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import { amountAxis, chartFrame, FIGURE_COLORS } from '../../ui/chart-frame.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import type { doneTexts } from './done.texts.ts'

type Key = keyof (typeof doneTexts)['zh-CN']

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
    ...chartFrame(
      months.map((row) => row.month.slice(5)),
      { interval: 0 },
    ),
    yAxis: amountAxis(isCumulative ? { min: 0 } : {}),
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
