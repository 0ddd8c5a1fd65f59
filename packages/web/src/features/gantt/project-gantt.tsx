import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { z } from 'zod'
import type { Gantt } from '@ballast/contract/gantt.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { BaselinePicker } from './baseline-picker.tsx'
import { GanttAxis } from './gantt-axis.tsx'
import { GanttBars, gridOf } from './gantt-bars.tsx'
import { GateTable } from './gantt-card.tsx'
import { GanttLegend } from './gantt-legend.tsx'
import { rowsOf } from './gantt-rows.ts'
import { scaleOf, xOf } from './gantt-scale.ts'
import { ganttTexts } from './gantt.texts.ts'
import './gantt.css'

const projectGanttSearch = z.object({ baselineId: z.uuid().optional() })

/** One project on its time axis, with its exact dates beneath. */
export function ProjectGantt({ projectId }: { projectId: string }) {
  const t = useTexts(ganttTexts)
  const [{ baselineId }, setSearch] = useSearchState(projectGanttSearch)
  const query = useRoute('gantt.read', { query: { projectId, baselineId } }, { keepPrevious: true })
  return (
    <section className="card gantt-project" aria-label={t('title')}>
      <div className="gantt-bar">
        <h2>{t('title')}</h2>
        <span className="push">
          <BaselinePicker baselineId={baselineId} onBaseline={(chosen) => setSearch({ baselineId: chosen })} isChoiceOnly />
        </span>
      </div>
      <Loaded query={query}>{(gantt) => <OneProject gantt={gantt} />}</Loaded>
    </section>
  )
}

function OneProject({ gantt }: { gantt: Gantt }) {
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const row = useMemo(() => rowsOf(gantt)[0], [gantt])
  const today = gantt.businessOn as PlainDate
  const scale = useMemo(() => {
    const span = { earliest: gantt.earliestOn as PlainDate | null, latest: gantt.latestOn as PlainDate | null, today }
    return scaleOf('fit', span, Math.max(240, width))
  }, [gantt, today, width])
  const grid = useMemo(() => gridOf(scale, today), [scale, today])
  const withBaseline = gantt.baseline !== null
  return (
    <>
      <div ref={frame} className={`gantt-project-bars${row?.isSimulated ? ' gantt-simulated' : ''}`} aria-hidden>
        {row === undefined || width === 0 ? null : (
          <>
            <GanttAxis scale={scale} todayX={xOf(scale, today)} />
            <GanttBars row={row} scale={scale} grid={grid} />
          </>
        )}
      </div>
      <GanttLegend view="bars" withBaseline={withBaseline} withSimulated={row?.isSimulated === true} />
      {row === undefined ? null : (
        <div className="gantt-project-dates" tabIndex={0} role="group" aria-label={row.nameZh}>
          <GateTable row={row} withBaseline={withBaseline} />
        </div>
      )}
    </>
  )
}
