import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Tag } from 'antd'
import { memo } from 'react'
import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { GanttBars, type GridLines } from './gantt-bars.tsx'
import type { GanttGroup } from './gantt-groups.ts'
import type { GanttRow, RowGate } from './gantt-rows.ts'
import type { Scale } from './gantt-scale.ts'
import { ganttTexts } from './gantt.texts.ts'
import { useRowText, useSlipText, useStandingName } from './use-gate-texts.ts'

/** What is shown of a project beside its bars. */
export function NameCells({ row, managerOf, isLink }: { row: GanttRow; managerOf: (name: string) => string; isLink: boolean }) {
  const standingName = useStandingName()
  const nameOf = useName()
  const slip = useSlipText()
  const manager = row.serviceManager === null ? '—' : managerOf(row.serviceManager)
  const name = nameOf({ nameZh: row.shortName ?? row.nameZh, nameEn: row.nameEn })
  return (
    <>
      <span className="gantt-name" title={nameOf(row)}>
        {isLink ? (
          <Link to="/projects/$projectId" params={{ projectId: row.projectId }} search={{ tab: 'gates' } as never} tabIndex={-1}>
            {name}
          </Link>
        ) : (
          name
        )}
        {row.standing === 'active' ? null : (
          <Tag className="badge" color="orange">
            {standingName(row.standing)}
          </Tag>
        )}
      </span>
      <span className="gantt-manager" title={manager}>
        {manager}
      </span>
      <span className="gantt-money">
        <Money yuan={row.planYuan} digits={0} />
      </span>
      <span className={`gantt-slip number${(row.slipDays ?? 0) > 0 ? ' gantt-late-text' : ''}`}>{slip(row.slipDays)}</span>
    </>
  )
}

export function GroupCells({ group, name }: { group: GanttGroup; name: string }) {
  const t = useTexts(ganttTexts)
  return (
    <>
      <strong>{name}</strong>
      <span>{t('count', { count: group.count })}</span>
      <span>
        <Money yuan={group.planYuan} digits={0} withUnit />
      </span>
      {group.lateCount === 0 ? null : <span className="gantt-late-text">{t('late', { count: group.lateCount })}</span>}
    </>
  )
}

/** The dates of each gate as text: the plan above, what was or is expected below. */
export function DateCells({ row }: { row: GanttRow }) {
  const cell = (gate: RowGate | undefined) => {
    if (gate === undefined) return null
    const { planned, expected, actual, slipDays } = gate
    return (
      <>
        <span className="quiet">{planned ?? '—'}</span>
        <span className={`${actual === null ? '' : 'gantt-done'}${(slipDays ?? 0) > 0 ? ' gantt-late-text' : ''}`}>
          {actual === null ? (expected === null ? '' : `→ ${expected}`) : `✓ ${actual}`}
        </span>
      </>
    )
  }
  return (
    <>
      {LIFE_GATES.map((gate) => (
        <span key={gate} className="gantt-date-cell number">
          {cell(row.gates.find((item) => item.gate === gate))}
        </span>
      ))}
    </>
  )
}

interface ProjectLineProps {
  id: string
  index: number
  top: number
  row: GanttRow
  scale: Scale
  grid: GridLines
  width: number
  view: 'bars' | 'dates'
  isActive: boolean
  managerOf: (name: string) => string
}

/** One drawn project. It is drawn again only when something of its own changes, so that scrolling stays cheap. */
export const ProjectLine = memo(function ProjectLine({
  id,
  index,
  top,
  row,
  scale,
  grid,
  width,
  view,
  isActive,
  managerOf,
}: ProjectLineProps) {
  const rowText = useRowText()
  return (
    <div
      id={id}
      role="row"
      aria-level={2}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-row={index}
      className={`gantt-row${isActive ? ' gantt-active' : ''}`}
      style={{ top, width }}
    >
      <div role="rowheader" className={`gantt-side${row.isSimulated ? ' gantt-simulated' : ''}`}>
        <NameCells row={row} managerOf={managerOf} isLink />
      </div>
      <div role="gridcell" className={view === 'bars' ? 'gantt-timeline' : 'gantt-timeline gantt-timeline-dates'}>
        <span className="sr-only">{rowText(row)}</span>
        {view === 'bars' ? <GanttBars row={row} scale={scale} grid={grid} /> : <DateCells row={row} />}
      </div>
    </div>
  )
})

interface GroupLineProps {
  id: string
  index: number
  top: number
  group: GanttGroup
  name: string
  width: number
  isActive: boolean
}

export const GroupLine = memo(function GroupLine({ id, index, top, group, name, width, isActive }: GroupLineProps) {
  const t = useTexts(ganttTexts)
  return (
    <div
      id={id}
      role="row"
      aria-level={1}
      aria-expanded={!group.isFolded}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      data-row={index}
      className={`gantt-row gantt-group${isActive ? ' gantt-active' : ''}`}
      style={{ top, width }}
    >
      <div role="rowheader" className="gantt-group-head" title={t(group.isFolded ? 'unfold' : 'fold', { name })}>
        {group.isFolded ? <RightOutlined aria-hidden /> : <DownOutlined aria-hidden />}
        <GroupCells group={group} name={name} />
      </div>
    </div>
  )
})
