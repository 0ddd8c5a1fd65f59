import type { ChartOption } from './chart.tsx'

// Text is measured in this font before it is drawn, so it has to be named.
const FONT = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
const QUIET = '#5b6b73'
const LINE = '#dde4e8'
/** One colour a figure, told apart also in grey print. */
export const FIGURE_COLORS = { plan: '#b9c4ca', dispatched: '#e0a030', reported: '#0b4f6c', lastYear: '#9a7fb0', pace: '#b5523b' } as const

/** An axis of amounts; only one of two draws its lines through the chart. */
export const amountAxis = ({ min, hasLines = true }: { min?: number; hasLines?: boolean } = {}) => ({
  type: 'value' as const,
  ...(min === undefined ? {} : { min }),
  splitLine: hasLines ? { lineStyle: { color: '#eef2f4' } } : { show: false },
  axisLabel: { color: QUIET },
})

/** What all charts of amounts by month or day have in common: font, room, tooltip in two digits, quiet axes. */
export const chartFrame = (categories: readonly string[], { right = 12, interval }: { right?: number; interval?: number } = {}) =>
  ({
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 48, right, top: 14, bottom: 24 },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value) => (value === null || value === undefined ? '—' : Number(value).toFixed(2)),
      confine: true,
    },
    xAxis: {
      type: 'category',
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: LINE } },
      axisLabel: { color: QUIET, ...(interval === undefined ? {} : { interval }) },
    },
  }) satisfies ChartOption
