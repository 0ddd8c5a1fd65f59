import { Link } from '@tanstack/react-router'
import { Checkbox, Input, Tag } from 'antd'
import type { ActionLine, ActionPlan } from '@ballast/contract/action.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Money } from '../../ui/money.tsx'
import { useActionWords } from './action-names.ts'
import { actionTexts } from './action.texts.ts'

export interface Picked {
  readonly assignee: string
  readonly dueOn: string
}
type Line = ActionLine & Partial<Pick<ActionPlan['left'][number], 'limit'>>

/** Lines of a plan; with `onPick` each can be taken or left, given to somebody and dated. */
export function LinesTable({
  lines,
  picked,
  pickedOf,
  measured,
  onPick,
}: {
  lines: readonly Line[]
  picked: ReadonlyMap<string, Picked>
  pickedOf: (line: ActionLine) => Picked
  measured: ActionPlan['measured']
  onPick: ((line: ActionLine, value: Picked | null) => void) | undefined
}) {
  const t = useTexts(actionTexts)
  const name = useName()
  const words = useActionWords()
  const hasReasons = lines.some(({ limit }) => limit !== undefined)
  const known = (line: Line) => words.known(measured.find(({ kind }) => kind === line.kind)?.n ?? 0)
  return (
    <div className="forecast-scroll">
      <table className="forecast-table action-table">
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col">{t('action')}</th>
            <th scope="col">{t('month')}</th>
            <th scope="col">{t('gain')}</th>
            <th scope="col">{t('avoided')}</th>
            <th scope="col">{t('cost')}</th>
            <th scope="col">{t('who')}</th>
            <th scope="col">{hasReasons ? t('why') : t('due')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const own = picked.get(line.lineId)
            const what = words.action(line.kind, line.gate)
            const label = `${name(line)} ${what} ${line.month}`
            return (
              <tr key={line.lineId}>
                <th scope="row">
                  {onPick === undefined ? null : (
                    <Checkbox
                      aria-label={label}
                      checked={own !== undefined}
                      onChange={({ target }) => onPick(line, target.checked ? pickedOf(line) : null)}
                    />
                  )}{' '}
                  <Link to="/projects/$projectId" params={{ projectId: line.projectId }}>
                    {name(line)}
                  </Link>
                </th>
                <td className="action-what">
                  {what} <Tag className="badge">{known(line)}</Tag>
                </td>
                <td className="number">{line.month}</td>
                <td>
                  <Money yuan={line.gainYuan} unit="yi" digits={2} />
                </td>
                <td>
                  <Money yuan={line.avoidedYuan} unit="yi" digits={2} />
                </td>
                <td>
                  <Money yuan={line.costYuan} digits={1} />
                </td>
                <td>
                  {onPick === undefined || own === undefined ? (
                    words.whoIs(line.assigneeRole, line.assignee)
                  ) : (
                    <Input
                      size="small"
                      aria-label={`${t('who')} ${label}`}
                      style={{ width: 110 }}
                      maxLength={100}
                      value={own.assignee}
                      placeholder={words.whoIs(line.assigneeRole, null)}
                      onChange={({ target }) => onPick(line, { ...own, assignee: target.value })}
                    />
                  )}
                </td>
                <td>
                  {hasReasons && own === undefined ? (
                    line.limit === null || line.limit === undefined ? (
                      t('costly')
                    ) : (
                      t('full', { limit: words.limit(line.limit) })
                    )
                  ) : onPick === undefined || own === undefined ? (
                    <span className="number">{line.dueOn}</span>
                  ) : (
                    <DateField
                      size="small"
                      label={`${t('due')} ${label}`}
                      value={own.dueOn}
                      onChange={(dueOn) => onPick(line, { ...own, dueOn })}
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
