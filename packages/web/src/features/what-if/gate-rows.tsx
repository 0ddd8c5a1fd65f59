import { memo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { WireChange } from '@ballast/contract/scenario.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { yearMonthOf } from '@ballast/domain/shared/time.ts'
import { monthOfYear } from '@ballast/forecast/input.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { dayIn, gateChange, isAbout, isDropped, LATER } from './edits.ts'
import { whatIfTexts } from './what-if.texts.ts'

export interface GateRow {
  readonly projectId: string
  readonly name: string
  /** Gates that can be moved, with the month in which each is due; null: no date. */
  readonly gates: readonly { readonly gate: LifeGate; readonly due: number | null }[]
}

interface Props {
  readonly row: GateRow
  readonly year: number
  readonly known: number
  readonly changes: readonly WireChange[]
  readonly onGate: (projectId: string, gate: LifeGate, on: string | null, isDrag: boolean) => void
  readonly onDropped: () => void
  readonly onEdit: (projectId: string) => void
}

const PERCENT = 1e2

/** A project and the gates that it waits for, on the months of the year. Drawn anew only when something of it changes. */
export const ProjectRow = memo(
  function ProjectRow({ row, year, known, changes, onGate, onDropped, onEdit }: Props) {
    const t = useTexts(whatIfTexts)
    const hasChanges = changes.some((one) => isAbout(one, row.projectId))
    const isGone = isDropped(changes, row.projectId)
    return (
      <div className={`what-if-row${isGone ? ' gone' : ''}${hasChanges ? ' changed' : ''}`}>
        <button type="button" className="what-if-name" aria-label={t('edit', { project: row.name })} onClick={() => onEdit(row.projectId)}>
          {row.name}
        </button>
        <div className="what-if-track" style={{ height: Math.max(1, row.gates.length) * 22 + 6 }}>
          <i className="known" style={{ width: `${(known / LATER) * PERCENT}%` }} title={t('known')} />
          {isGone ? (
            <span className="quiet">{t('dropped')}</span>
          ) : row.gates.length === 0 ? (
            <span className="quiet">{t('noGate')}</span>
          ) : (
            row.gates.map((gate, lane) => (
              <Mark
                key={gate.gate}
                {...gate}
                lane={lane}
                on={gateChange(changes, row.projectId, gate.gate)}
                {...{ row, year, known, onGate, onDropped }}
              />
            ))
          )}
        </div>
      </div>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.onGate === after.onGate &&
    before.onEdit === after.onEdit &&
    ownText(before.changes, before.row.projectId) === ownText(after.changes, after.row.projectId),
)

const ownText = (changes: readonly WireChange[], projectId: string): string =>
  JSON.stringify(changes.filter((one) => isAbout(one, projectId)))

interface MarkProps extends Omit<Props, 'changes' | 'onEdit'> {
  readonly gate: LifeGate
  readonly due: number | null
  readonly lane: number
  readonly on: string | undefined
}

function Mark({ row, gate, due, lane, on, year, known, onGate, onDropped }: MarkProps) {
  const t = useTexts(whatIfTexts)
  const { locale } = useLanguage()
  const drag = useRef<{ track: DOMRect; month: number } | null>(null)
  const first = known + 1
  const clip = (month: number) => Math.min(LATER, Math.max(first, month))
  const isMoved = on !== undefined
  const month = isMoved ? Math.min(LATER, monthOfYear(year, on as PlainDate)) : Math.min(LATER, Math.max(1, due ?? LATER))
  const name = nameIn(locale, GATE_NAMES[gate])
  const monthText = month >= LATER ? t('gateLater') : yearMonthOf(year, month)
  const text =
    !isMoved && due === null
      ? t('gateUndated')
      : !isMoved && due !== null && due < first
        ? t('gateOverdue', { month: dueText(year, due) })
        : monthText
  const move = (to: number, isDrag: boolean) => onGate(row.projectId, gate, dayIn(year, clip(to)), isDrag)

  const monthUnder = ({ clientX }: PointerEvent, { track }: { track: DOMRect }) =>
    clip(Math.floor(((clientX - track.left) / track.width) * LATER) + 1)
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { track: (event.currentTarget.parentElement as HTMLElement).getBoundingClientRect(), month }
  }
  const onPointerMove = (event: PointerEvent<HTMLButtonElement>) => {
    if (drag.current === null) return
    const to = monthUnder(event, drag.current)
    if (to === drag.current.month) return
    drag.current.month = to
    move(to, true)
  }
  const onPointerUp = () => {
    drag.current = null
    onDropped()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: month - 1, ArrowDown: month - 1, ArrowRight: month + 1, ArrowUp: month + 1, Home: first, End: LATER }[event.key]
    if (to !== undefined) move(to, false)
    else if ((event.key === 'Delete' || event.key === 'Backspace') && isMoved) onGate(row.projectId, gate, null, false)
    else return
    event.preventDefault()
  }
  return (
    <button
      type="button"
      role="slider"
      className={`what-if-mark${isMoved ? ' moved' : ''}`}
      style={{ left: `${((month - 0.5) / LATER) * PERCENT}%`, top: lane * 22 + 4 }}
      aria-label={t('gateAt', { project: row.name, gate: name })}
      aria-valuemin={1}
      aria-valuemax={LATER}
      aria-valuenow={month}
      aria-valuetext={text}
      title={`${name} · ${text}`}
      data-gate={gate}
      data-project={row.projectId}
      {...{ onPointerDown, onPointerMove, onPointerUp, onKeyDown }}
      onPointerCancel={onPointerUp}
    >
      <span className={month > LATER / 2 ? 'before' : ''}>{name}</span>
    </button>
  )
}

/** A month that may lie in another year. */
function dueText(year: number, due: number): string {
  const months = year * 12 + due - 1
  return yearMonthOf(Math.floor(months / 12), (months % 12) + 1)
}
