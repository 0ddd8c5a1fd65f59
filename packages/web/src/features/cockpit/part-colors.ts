/** One colour a part of the composition, told apart also in grey print. */
export const PART_COLORS = { construction: '#0b4f6c', installation: '#3d8fb3', equipment: '#e0a030', other: '#b9c4ca' } as const
// Text is measured in this font before it is drawn, so it has to be named.
export const CHART_FONT = 'system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif'
export const CHART_QUIET = '#5b6b73'
export const CHART_LINE = '#dde4e8'
export const CUMULATIVE_COLOR = '#b5523b'
