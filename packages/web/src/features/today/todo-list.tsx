import { Link } from '@tanstack/react-router'
import type { Todo, TodoKind } from '@ballast/contract/today.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { todayTexts } from './today.texts.ts'

/** Things to do, each a link to the place where it is done. */
export function TodoList({ kind, items }: { kind: TodoKind; items: readonly Todo[] }) {
  const name = useName()
  return (
    <ul className="todo-list">
      {items.map((todo) => (
        <li key={todo.key}>
          <Link to={todo.place.to as never} search={todo.place.search as never}>
            <span className="todo-name">
              {name(todo)} {todo.projectNo === null ? null : <span className="quiet number">{todo.projectNo}</span>}
            </span>
            {todo.says === null ? null : <span className="todo-says">{todo.says}</span>}
            <DueText kind={kind} todo={todo} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function DueText({ kind, todo: { dueOn, workdays } }: { kind: TodoKind; todo: Todo }) {
  const t = useTexts(todayTexts)
  if (dueOn === null) return null
  if (kind === 'light-red') return <span className="todo-due number">{t('since', { date: dueOn })}</span>
  const isPast = workdays !== null && workdays < 0
  const left =
    workdays === null ? '' : isPast ? t('past', { days: -workdays }) : workdays === 0 ? t('dueToday') : t('left', { days: workdays })
  return (
    <span className={isPast ? 'todo-due todo-past' : 'todo-due'}>
      {left} <span className="number">{t('by', { date: dueOn })}</span>
    </span>
  )
}
