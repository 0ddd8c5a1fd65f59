import { Link } from '@tanstack/react-router'
import type { Task, TaskKind } from '@ballast/contract/today.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { todayTexts } from './today.texts.ts'

/** Things to do, each a link to the place where it is done. */
export function TaskList({ kind, items }: { kind: TaskKind; items: readonly Task[] }) {
  const name = useName()
  return (
    <ul className="task-list">
      {items.map((task) => (
        <li key={task.key}>
          <Link to={task.place.to as never} search={task.place.search as never}>
            <span className="task-name">
              {name(task)} {task.projectNo === null ? null : <span className="quiet number">{task.projectNo}</span>}
            </span>
            {task.says === null ? null : <span className="task-says">{task.says}</span>}
            <DueText kind={kind} task={task} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function DueText({ kind, task: { dueOn, workdays } }: { kind: TaskKind; task: Task }) {
  const t = useTexts(todayTexts)
  if (dueOn === null) return null
  if (kind === 'light-red') return <span className="task-due number">{t('since', { date: dueOn })}</span>
  const isPast = workdays !== null && workdays < 0
  const left =
    workdays === null ? '' : isPast ? t('past', { days: -workdays }) : workdays === 0 ? t('dueToday') : t('left', { days: workdays })
  return (
    <span className={isPast ? 'task-due task-past' : 'task-due'}>
      {left} <span className="number">{t('by', { date: dueOn })}</span>
    </span>
  )
}
