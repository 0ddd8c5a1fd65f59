import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { GanttAxis } from './gantt-axis.tsx'
import { GanttBars, gridOf } from './gantt-bars.tsx'
import type { Span } from './gantt-chart.tsx'
import type { GanttLine } from './gantt-groups.ts'
import { DateCells, GroupCells, NameCells } from './gantt-line.tsx'
import { scaleOf, xOf } from './gantt-scale.ts'
import { ganttTexts } from './gantt.texts.ts'

/** A3 landscape within its margins is 396 mm or 1,496 px wide; this is what the names leave of it. */
const PAPER_PX = 955

interface Props {
  lines: readonly GanttLine[]
  span: Span
  view: 'bars' | 'dates'
  planYear: number
  groupName: (key: string) => string
  managerOf: (name: string) => string
}

/** The whole chart on paper: every line, the heading on each sheet, the axis fitted to the sheet. */
export function GanttPrint({ lines, span, view, planYear, groupName, managerOf }: Props) {
  const t = useTexts(ganttTexts)
  const gateName = useGateName()
  const scale = scaleOf('fit', span, PAPER_PX)
  const todayX = xOf(scale, span.today)
  const grid = gridOf(scale, span.today)
  return (
    <table className="gantt-paper">
      <thead>
        <tr>
          <th scope="col">
            <div className="gantt-side">
              <span className="gantt-name">{t('project')}</span>
              <span className="gantt-manager">{t('serviceManager')}</span>
              <span className="gantt-money">
                {t('plan', { year: planYear })} {t('wan')}
              </span>
              <span className="gantt-slip">{t('slip')}</span>
            </div>
          </th>
          <th scope="col" className="gantt-timeline">
            {view === 'bars' ? (
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
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) =>
          line.kind === 'group' ? (
            <tr key={`group ${line.group.key}`} className="gantt-group">
              <th scope="rowgroup" colSpan={2}>
                <div className="gantt-group-head">
                  <GroupCells group={line.group} name={groupName(line.group.key)} />
                </div>
              </th>
            </tr>
          ) : (
            <tr key={line.row.projectId}>
              <th scope="row">
                <div className={`gantt-side${line.row.isSimulated ? ' gantt-simulated' : ''}`}>
                  <NameCells row={line.row} managerOf={managerOf} isLink={false} />
                </div>
              </th>
              <td className="gantt-timeline">
                {view === 'bars' ? (
                  <GanttBars row={line.row} scale={scale} grid={grid} />
                ) : (
                  <div className="gantt-timeline-dates">
                    <DateCells row={line.row} />
                  </div>
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  )
}
