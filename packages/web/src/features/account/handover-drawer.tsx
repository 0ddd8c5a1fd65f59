import { App, Button, Drawer, Form, Input } from 'antd'
import type { Account } from '@ballast/contract/account.ts'
import type { PersonsWork } from '@ballast/contract/handover.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { ColleagueSelect } from './colleague-select.tsx'
import { deputyTexts } from './deputy.texts.ts'

const isServiceManager = ({ grants }: Account): boolean => grants.some(({ role }) => role === 'service_manager')

/** Hands all work of a person to another, after a look at how much it is. */
export function HandoverDrawer({ giver, accounts, onClose }: { giver: Account; accounts: readonly Account[]; onClose: () => void }) {
  const t = useTexts(deputyTexts)
  const name = useName()
  const { message } = App.useApp()
  const query = useRoute('handover.preview', { params: { userId: giver.userId } })
  // Projects, their lists and whatever else names a manager. It lives here: the form goes when there is nothing left to hand over.
  const carryOut = useAction('handover.carry-out', [''])
  const handOver = ({ to, reason }: Typed, { projects }: PersonsWork) => {
    const body = { to, reason, projectIds: projects.map(({ projectId }) => projectId) }
    carryOut.mutate(
      { params: { userId: giver.userId }, body },
      {
        onSuccess: (done) => {
          void message.success(t('handedOver', done))
          onClose()
        },
      },
    )
  }
  const others = accounts.filter((account) => account.isActive && account.userId !== giver.userId)
  return (
    <Drawer open title={t('handOverOf', { name: name(giver) })} size={520} onClose={onClose}>
      {carryOut.error ? <ProblemAlert error={carryOut.error} labelOf={(at) => (at === 'to' ? t('to') : undefined)} /> : null}
      <Loaded query={query} isEmpty={({ projects, followed }) => projects.length + followed === 0} empty={t('nothing')}>
        {(work) => (
          <HandoverForm
            work={work}
            receivers={work.projects.length === 0 ? others : others.filter(isServiceManager)}
            isBusy={carryOut.isPending}
            onHandOver={(typed) => handOver(typed, work)}
          />
        )}
      </Loaded>
    </Drawer>
  )
}

interface Typed {
  to: string
  reason: string
}

function HandoverForm({
  work,
  receivers,
  isBusy,
  onHandOver,
}: {
  work: PersonsWork
  receivers: readonly Account[]
  isBusy: boolean
  onHandOver: (typed: Typed) => void
}) {
  const t = useTexts(deputyTexts)
  const name = useName()
  return (
    <>
      <dl className="handover-numbers">
        <div>
          <dt>{t('projects')}</dt>
          <dd className="number">{work.projects.length}</dd>
        </div>
        <div>
          <dt>{t('total')}</dt>
          <dd>
            <Money yuan={work.totalYuan} unit="yi" withUnit />
          </dd>
        </div>
        <div>
          <dt>{t('escalations')}</dt>
          <dd className="number">{work.escalations}</dd>
        </div>
        <div>
          <dt>{t('followed')}</dt>
          <dd className="number">{work.followed}</dd>
        </div>
      </dl>
      <Form<Typed> layout="vertical" onFinish={onHandOver}>
        <Form.Item name="to" label={t('to')} extra={t('toHint')} rules={[{ required: true }]}>
          <ColleagueSelect accounts={receivers} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={500} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('handOverNow')}
        </Button>
      </Form>
      {work.projects.length === 0 ? null : (
        <section className="handover-projects" aria-label={t('projectList')}>
          <h3>{t('projectList')}</h3>
          <ul>
            {work.projects.map((project) => (
              <li key={project.projectId}>
                <span>
                  <span className="quiet number">{project.projectNo}</span> {name(project)}
                </span>
                <Money yuan={project.totalYuan} unit="yi" withUnit />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
