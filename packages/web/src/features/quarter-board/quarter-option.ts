import type { QuarterBoard } from '@ballast/contract/quarter-board.ts'
import { chartYi, parseYuan } from '@ballast/domain/shared/money.ts'
import type { Translate } from '../../app/language.tsx'
import { amountAxis, chartFrame, FIGURE_COLORS } from '../../ui/chart-frame.ts'
import type { ChartOption } from '../../ui/chart.tsx'
import type { quarterTexts } from './quarter.texts.ts'

/** Lines by day: what time asks for, and the two figures as steps on the days on which they grew. */
export function quarterOption({ days }: Pick<QuarterBoard, 'days'>, t: Translate<keyof (typeof quarterTexts)['zh-CN']>): ChartOption {
  const line = (id: 'pace' | 'dispatched' | 'reported', data: (string | null)[]) => ({
    id,
    name: t(id),
    type: 'line' as const,
    step: id === 'pace' ? (false as const) : ('end' as const),
    showSymbol: false,
    lineStyle: {
      color: FIGURE_COLORS[id],
      width: id === 'reported' ? 3 : 2,
      type: id === 'pace' ? ('dotted' as const) : ('solid' as const),
    },
    itemStyle: { color: FIGURE_COLORS[id] },
    data: data.map((yuan) => (yuan === null ? null : chartYi(parseYuan(yuan)))),
  })
  return {
    ...chartFrame(days.map(({ on }) => on.slice(5))),
    yAxis: amountAxis({ min: 0 }),
    series: [
      line(
        'pace',
        days.map((day) => day.paceYuan),
      ),
      line(
        'dispatched',
        days.map((day) => day.dispatchedYuan),
      ),
      line(
        'reported',
        days.map((day) => day.reportedYuan),
      ),
    ],
  }
}
