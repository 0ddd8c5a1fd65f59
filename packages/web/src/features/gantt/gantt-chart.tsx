import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { useTexts } from '../../app/language.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { GanttAxis } from './gantt-axis.tsx'
import { gridOf } from './gantt-bars.tsx'
import { GanttCard } from './gantt-card.tsx'
import type { GanttLine } from './gantt-groups.ts'
import { GroupLine, ProjectLine } from './gantt-line.tsx'
import { dateAt, scaleOf, xOf, type Scale, type Zoom } from './gantt-scale.ts'
import { ganttTexts } from './gantt.texts.ts'
import { useDragPan } from './use-drag-pan.ts'
import { useLineWindow } from './use-line-window.ts'
import './gantt.css'

const HEAD_HEIGHT = 40
const DATE_WIDTH = 118
const MARGIN_OF_TODAY = 0.25

/** How wide what stands beside the bars is; on a phone it stands above them. */
const sideWidthAt = (width: number) => (width >= 1100 ? 536 : width >= 640 ? 300 : 0)
const rowHeightAt = (width: number) => (sideWidthAt(width) === 0 ? 58 : 36)

export interface Span {
  readonly earliest: PlainDate | null
  readonly latest: PlainDate | null
  readonly today: PlainDate
}

interface Props {
  lines: readonly GanttLine[]
  span: Span
  zoom: Zoom
  view: 'bars' | 'dates'
  planYear: number
  withBaseline: boolean
  height: number
  /** The date at the left edge, where the address names one. */
  from: string | undefined
  onFrom: (from: PlainDate) => void
  onFold: (key: string) => void
  groupName: (key: string) => string
  managerOf: (name: string) => string
}

/** A chart of many projects of which only the rows in view are drawn; a table for who does not see it. */
export function GanttChart(props: Props) {
  const { lines, span, zoom, view: shown, withBaseline, onFold, groupName, managerOf } = props
  const t = useTexts(ganttTexts)
  const gateName = useGateName()
  const navigate = useNavigate()
  const ids = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { view, rowHeight, first, last, onScroll } = useLineWindow(scroller, rowHeightAt, lines.length)
  const [active, setActive] = useState<number | null>(null)
  const [card, setCard] = useState<{ index: number; x: number; y: number } | null>(null)
  const side = sideWidthAt(view.width)
  const room = Math.max(240, view.width - side)
  const scale = useMemo(() => scaleOf(zoom, span, room), [zoom, span, room])
  const timeline = shown === 'bars' ? scale.width : Math.max(room, LIFE_GATES.length * DATE_WIDTH)
  const width = side + timeline
  const grid = useMemo(() => gridOf(scale, span.today), [scale, span])
  const todayX = xOf(scale, span.today)
  const at = active === null ? null : Math.min(active, lines.length - 1)
  const pan = useDragPan(scroller)
  useStartAt(scroller, scale, zoom, props)

  const idOf = (index: number) => `${ids}-${index}`
  const open = (index: number) => {
    const line = lines[index]
    if (line?.kind === 'group') onFold(line.group.key)
    else if (line)
      void navigate({ to: '/projects/$projectId', params: { projectId: line.row.projectId }, search: { tab: 'gates' } as never })
  }
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, index))
    const element = scroller.current
    setActive(next)
    if (!element) return
    const top = next * rowHeight
    const visible = element.clientHeight - HEAD_HEIGHT
    if (top < element.scrollTop) element.scrollTo({ top })
    else if (top + rowHeight > element.scrollTop + visible) element.scrollTo({ top: top + rowHeight - visible })
    const box = element.getBoundingClientRect()
    setCard({ index: next, x: box.left + side, y: box.top + HEAD_HEIGHT + top + rowHeight - element.scrollTop })
  }
  const onKey = (event: KeyboardEvent) => {
    const from = at ?? -1
    const page = Math.max(1, Math.floor((view.height - HEAD_HEIGHT) / rowHeight) - 1)
    const line = at === null ? undefined : lines[at]
    const group = line?.kind === 'group' ? line.group : undefined
    const sideways = (isRight: boolean) => {
      if (group && group.isFolded === isRight) onFold(group.key)
      else scroller.current?.scrollBy({ left: (isRight ? 1 : -1) * Math.max(40, 30 * scale.pxPerDay) })
    }
    const steps: Record<string, () => void> = {
      ArrowDown: () => goTo(from + 1),
      ArrowUp: () => goTo(from - 1),
      PageDown: () => goTo(from + page),
      PageUp: () => goTo(from - page),
      Home: () => goTo(0),
      End: () => goTo(lines.length - 1),
      ArrowRight: () => sideways(true),
      ArrowLeft: () => sideways(false),
      Enter: () => (at === null ? undefined : open(at)),
      Escape: () => setCard(null),
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }
  const onPointerMove = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || pan.isPanning()) return
    const index = indexUnder(event.target)
    if (index === undefined || lines[index]?.kind !== 'project' || !(event.target as HTMLElement).closest('.gantt-timeline')) setCard(null)
    else setCard({ index, x: event.clientX, y: event.clientY })
  }
  const cardLine = card === null ? undefined : lines[card.index]
  return (
    <div className="gantt-frame" style={{ height: props.height }} data-side={side === 0 ? 'above' : side < 400 ? 'short' : 'whole'}>
      <div
        ref={scroller}
        className="gantt-scroller"
        role="treegrid"
        aria-label={t('chart')}
        aria-description={t('keys')}
        aria-rowcount={lines.length + 1}
        aria-activedescendant={at !== null && at >= first && at < last ? idOf(at) : undefined}
        tabIndex={0}
        onKeyDown={onKey}
        onBlur={() => setCard(null)}
        onScroll={({ currentTarget }) => {
          onScroll(currentTarget.scrollTop)
          setCard((old) => (old === null || old.index === at ? old : null))
        }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setCard(null)}
        {...pan.handlers}
        onClick={(event) => {
          const index = indexUnder(event.target)
          if (index === undefined || pan.hasMoved() || (event.target as HTMLElement).closest('a')) return
          setActive(index)
          open(index)
        }}
      >
        <div className="gantt-head" role="row" aria-rowindex={1} style={{ width }}>
          <div role="columnheader" className="gantt-side" style={{ width: side === 0 ? undefined : side }}>
            <span className="gantt-name">{t('project')}</span>
            <span className="gantt-manager">{t('serviceManager')}</span>
            <span className="gantt-money">
              {t('plan', { year: props.planYear })} <span className="unit">{t('wan')}</span>
            </span>
            <span className="gantt-slip" title={t('slipHint')}>
              {t('slip')}
            </span>
          </div>
          <div role="columnheader" className="gantt-timeline" aria-label={t('timeline')}>
            {shown === 'bars' ? (
              <GanttAxis scale={scale} todayX={todayX} />
            ) : (
              <div className="gantt-timeline-dates">
                {LIFE_GATES.map((gate) => (
                  <span key={gate} className="gantt-date-cell">
                    {gateName(gate)}
                  </span>
                ))}
              </div>
            )}
          </div>
        </div>
        <div className="gantt-body" role="rowgroup" style={{ height: lines.length * rowHeight, width }}>
          {lines.slice(first, last).map((line, offset) => {
            const index = first + offset
            const common = { id: idOf(index), index, top: index * rowHeight, width, isActive: index === at }
            return line.kind === 'group' ? (
              <GroupLine key={`group ${line.group.key}`} {...common} group={line.group} name={groupName(line.group.key)} />
            ) : (
              <ProjectLine
                key={line.row.projectId}
                {...common}
                row={line.row}
                scale={scale}
                grid={grid}
                view={shown}
                managerOf={managerOf}
              />
            )
          })}
        </div>
      </div>
      {card !== null && cardLine?.kind === 'project' ? <GanttCard row={cardLine.row} at={card} withBaseline={withBaseline} /> : null}
    </div>
  )
}

function indexUnder(target: EventTarget): number | undefined {
  const index = (target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset['row']
  return index === undefined ? undefined : Number(index)
}

const PAUSE_MS = 300

/** Begins where the address says, else with today in view, and tells the address where the user has gone. */
function useStartAt(scroller: RefObject<HTMLDivElement | null>, scale: Scale, zoom: Zoom, props: Props): void {
  const given = useRef(props)
  useEffect(() => {
    given.current = props
  })
  const isAnywhere = props.from === undefined
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || zoom === 'fit') return undefined
    const { from, span } = given.current
    const left = isAnywhere ? xOf(scale, span.today) - element.clientWidth * MARGIN_OF_TODAY : xOf(scale, from as PlainDate)
    // What the user has just scrolled to is where he is already, but for a fraction of a day.
    if (Math.abs(left - element.scrollLeft) > scale.pxPerDay) element.scrollTo({ left: Math.max(0, left) })
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = element.scrollLeft
    const follow = () => {
      if (element.scrollLeft === last) return
      last = element.scrollLeft
      clearTimeout(timer)
      timer = setTimeout(() => given.current.onFrom(dateAt(scale, element.scrollLeft)), PAUSE_MS)
    }
    element.addEventListener('scroll', follow, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', follow)
    }
  }, [scroller, scale, zoom, isAnywhere])
}
