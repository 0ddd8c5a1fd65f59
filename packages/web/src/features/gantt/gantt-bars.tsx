import { memo } from 'react'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { useTexts } from '../../app/language.tsx'
import type { GanttRow } from './gantt-rows.ts'
import { ticksOf, xOf, type Scale, type Tick } from './gantt-scale.ts'
import { shapesOf } from './gantt-shapes.ts'
import { ganttTexts } from './gantt.texts.ts'

export const BARS_HEIGHT = 36
const PLAN = { y: 4, height: 11 }
const WORK = { y: 18, height: 8 }
const WORK_MIDDLE = WORK.y + WORK.height / 2
const BASELINE_Y = 31
/** Half the height of a diamond. */
const MARK = 5

const verticals = (places: readonly number[]): string => places.map((x) => `M${x + 0.5} 0v${BARS_HEIGHT}`).join('')

/** The lines of the axis behind every row: drawn with the row, they need no layer of their own that scrolls beneath. */
export interface GridLines {
  readonly years: string
  readonly finer: string
  readonly today: string
}
export function gridOf(scale: Scale, today: PlainDate): GridLines {
  const ticks = ticksOf(scale)
  const isYear = ({ unit, number }: Tick) => unit === 'year' || number === 1
  return {
    years: verticals(ticks.filter(isYear).map(({ x }) => x)),
    finer: verticals(ticks.filter((tick) => !isYear(tick)).map(({ x }) => x)),
    today: verticals([xOf(scale, today)]),
  }
}

const diamonds = (places: readonly number[]): string =>
  places
    .map((x) => `M${x - MARK} ${WORK_MIDDLE}L${x} ${WORK_MIDDLE - MARK}L${x + MARK} ${WORK_MIDDLE}L${x} ${WORK_MIDDLE + MARK}Z`)
    .join('')

/** One project: the plan in its phases above, what is done and expected below, the baseline as a thin line beneath. */
export const GanttBars = memo(function GanttBars({ row, scale, grid }: { row: GanttRow; scale: Scale; grid: GridLines }) {
  const t = useTexts(ganttTexts)
  const shapes = shapesOf(row, scale)
  const places = (isLate: boolean) => shapes.ahead.filter((mark) => mark.isLate === isLate).map(({ x }) => x)
  return (
    <svg className={`gantt-bars gantt-standing-${row.standing}`} width={scale.width} height={BARS_HEIGHT} aria-hidden>
      <path d={grid.finer} className="gantt-line" />
      <path d={grid.years} className="gantt-line gantt-line-year" />
      <path d={grid.today} className="gantt-line gantt-line-today" />
      {shapes.phases.map(({ gate, x, width }) => (
        <PhaseBar key={gate} gate={gate} x={x} width={width} short={t(`short.${gate}`)} />
      ))}
      {shapes.forecast === null ? null : (
        <rect
          {...shapes.forecast}
          y={WORK.y + 0.5}
          height={WORK.height - 1}
          className={`gantt-forecast${shapes.isLate ? ' gantt-late' : ''}`}
        />
      )}
      {shapes.actual === null ? null : <rect {...shapes.actual} y={WORK.y} height={WORK.height} className="gantt-actual" />}
      {shapes.passed.length === 0 ? null : <path d={diamonds(shapes.passed.map(({ x }) => x))} className="gantt-passed" />}
      {[false, true].map((isLate) =>
        places(isLate).length === 0 ? null : (
          <path key={String(isLate)} d={diamonds(places(isLate))} className={`gantt-ahead${isLate ? ' gantt-late' : ''}`} />
        ),
      )}
      {shapes.baseline === null ? null : (
        <path
          d={`M${shapes.baseline.x} ${BASELINE_Y}h${shapes.baseline.width}${shapes.baselineMarks.map((x) => `M${x} ${BASELINE_Y - 3}v6`).join('')}`}
          className="gantt-baseline"
        />
      )}
    </svg>
  )
})

/** The least room for the short name of a gate. */
const LABEL_PX = 14

function PhaseBar({ gate, x, width, short }: { gate: LifeGate; x: number; width: number; short: string }) {
  // The last gate stands alone at the end of the bar, where there is room beside it.
  const isEnd = width === 0
  return (
    <>
      <rect x={x} y={PLAN.y} width={isEnd ? 2 : width} height={PLAN.height} className={`gantt-phase gantt-phase-${isEnd ? 'end' : gate}`} />
      {isEnd || width >= LABEL_PX ? (
        <text x={x + (isEnd ? 4 : 2)} y={PLAN.y + 9} className="gantt-short">
          {short}
        </text>
      ) : null}
    </>
  )
}
