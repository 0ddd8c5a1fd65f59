import { Link } from '@tanstack/react-router'
import { App, Button, Flex, Space, Tag } from 'antd'
import { useState } from 'react'
import type { ActionTask } from '@ballast/contract/action.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { useActionWords } from './action-names.ts'
import { actionTexts } from './action.texts.ts'
import '../forecast/forecast.css'
import './action.css'

const COLOURS = { open: 'blue', late: 'red', done: 'green', dropped: 'default' } as const

/** Tasks that came of accepted plans: of one project, or all in reach. */
export function ActionTasks({ projectId }: { projectId?: string }) {
  const t = useTexts(actionTexts)
  const { message } = App.useApp()
  const mayMeasure = useMay('action-task.measure')
  const query = useRoute('action-task.list', { query: projectId === undefined ? {} : { projectId } })
  const measure = useAction('action-task.measure', ['action'])
  return (
    <section className="card" style={{ marginTop: projectId === undefined ? 0 : 12 }}>
      <Flex wrap gap={8} justify="space-between" align="center">
        <h2>{t('tasks')}</h2>
        {mayMeasure && projectId === undefined ? (
          <Button
            loading={measure.isPending}
            onClick={() =>
              measure.mutate({ body: {} }, { onSuccess: ({ measured }) => void message.success(t('measuredDone', { count: measured })) })
            }
          >
            {t('measure')}
          </Button>
        ) : null}
      </Flex>
      {measure.error ? <ProblemAlert error={measure.error} labelOf={() => undefined} /> : null}
      <Loaded
        query={query}
        isEmpty={({ rows }) => rows.length === 0}
        empty={<p className="quiet">{projectId === undefined ? t('noTasks') : t('noneOpen')}</p>}
      >
        {({ rows }) => (
          <div className="forecast-scroll">
            <table className="forecast-table action-table">
              <thead>
                <tr>
                  {projectId === undefined ? <th scope="col">{t('project')}</th> : null}
                  {(['action', 'who', 'due', 'state', 'gain', 'outcome'] as const).map((column) => (
                    <th key={column} scope="col">
                      {t(column)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((task) => (
                  <TaskRow key={task.taskId} task={task} hasProject={projectId === undefined} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  )
}

function TaskRow({ task, hasProject }: { task: ActionTask; hasProject: boolean }) {
  const t = useTexts(actionTexts)
  const name = useName()
  const words = useActionWords()
  const state = task.isLate ? 'late' : task.state
  return (
    <tr>
      {hasProject ? (
        <th scope="row">
          <Link to="/projects/$projectId" params={{ projectId: task.projectId }}>
            {name(task)}
          </Link>
        </th>
      ) : null}
      <td className="action-what">{words.action(task.kind, task.gate)}</td>
      <td>{words.whoIs(task.assigneeRole, task.assignee)}</td>
      <td className="number">{task.dueOn}</td>
      <td>
        <Tag color={COLOURS[state]} className="badge">
          {t(`task.${state}`)}
        </Tag>
        {task.reason === null ? null : <span className="quiet"> {task.reason}</span>}
      </td>
      <td>
        <Money yuan={task.gainYuan} unit="yi" digits={2} />
      </td>
      <td>
        {task.state === 'open' ? <CloseButtons task={task} /> : null}
        {task.state === 'done' ? (task.outcome === null ? t('notMeasured') : t(task.outcome.hasWorked ? 'worked' : 'failed')) : null}
      </td>
    </tr>
  )
}

function CloseButtons({ task }: { task: ActionTask }) {
  const t = useTexts(actionTexts)
  const { zone, actions } = useSession()
  const may = useMay('action-task.close')
  const close = useAction('action-task.close', ['action', 'audit.'])
  const [isDropping, setDropping] = useState(false)
  if (!may || !actions.includes('action-task.close')) return null
  const send = (state: 'done' | 'dropped', reason: string | null) =>
    close.mutate(
      { params: { taskId: task.taskId }, ifMatch: task.version, body: { state, on: zone.businessOn, reason } },
      { onSuccess: () => setDropping(false) },
    )
  return (
    <>
      <Space size={6}>
        <Button size="small" loading={close.isPending && !isDropping} onClick={() => send('done', null)}>
          {t('done')}
        </Button>
        <Button size="small" onClick={() => setDropping(true)}>
          {t('drop')}
        </Button>
      </Space>
      {close.error && !isDropping ? <ProblemAlert error={close.error} labelOf={() => undefined} /> : null}
      {isDropping ? (
        <ReasonDialog
          title={t('dropTitle')}
          error={close.error}
          isPending={close.isPending}
          onReason={(reason) => send('dropped', reason)}
          onClose={() => setDropping(false)}
        />
      ) : null}
    </>
  )
}
