import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, MarkLineComponentOption, TooltipComponentOption } from 'echarts/components'
import type { ComposeOption, EChartsType } from 'echarts/core'
import { Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import './chart.css'

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | TooltipComponentOption | MarkLineComponentOption
>

interface Props {
  option: ChartOption
  height: number
  /** What the chart shows, for those who do not see it; the figures themselves must stand beside it as text or links. */
  label: string
  onPick?: (point: { seriesId: string; dataIndex: number }) => void
}

/** The one wrapper of the chart library; the library itself is loaded when the first chart appears. */
export function Chart({ option, height, label, onPick }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  const [chart, setChart] = useState<EChartsType | null>(null)

  useEffect(() => {
    let made: EChartsType | undefined
    let isGone = false
    const resize = new ResizeObserver(() => made?.resize())
    const draw = async () => {
      const { init } = await import('./chart-engine.ts')
      if (isGone || frame.current === null) return
      made = init(frame.current, null, { renderer: 'svg' })
      made.on('click', ({ seriesId, dataIndex }) => pick.current?.({ seriesId: seriesId ?? '', dataIndex }))
      resize.observe(frame.current)
      setChart(made)
    }
    void draw()
    return () => {
      isGone = true
      resize.disconnect()
      made?.dispose()
    }
  }, [])
  useEffect(() => {
    pick.current = onPick
  }, [onPick])
  useEffect(() => chart?.setOption(option, { notMerge: true }), [chart, option])
  useEffect(() => {
    // Paper has another width than the screen, and the chart would hear of it after the sheet is laid out: the drawing is scaled.
    const scale = () => {
      const drawing = frame.current?.querySelector('svg')
      if (chart !== null) drawing?.setAttribute('viewBox', `0 0 ${chart.getWidth()} ${chart.getHeight()}`)
    }
    window.addEventListener('beforeprint', scale)
    return () => window.removeEventListener('beforeprint', scale)
  }, [chart])

  return (
    <div className="chart" style={{ position: 'relative', height }}>
      {chart === null ? <Skeleton active paragraph={{ rows: 4 }} title={false} /> : null}
      <div ref={frame} role="img" aria-label={label} style={{ position: 'absolute', inset: 0 }} />
    </div>
  )
}
