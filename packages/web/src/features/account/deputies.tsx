import { Button, Popconfirm, Table, Tag } from 'antd'
import { useState } from 'react'
import type { Account } from '@ballast/contract/account.ts'
import type { Deputy } from '@ballast/contract/deputy.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { DeputyDrawer } from './deputy-drawer.tsx'
import { deputyTexts } from './deputy.texts.ts'

const COLOURS = { now: 'green', coming: 'blue', over: 'default', revoked: 'default' } as const

/** Who stands in for whom, by the business date. */
export function Deputies({ accounts }: { accounts: readonly Account[] }) {
  const t = useTexts(deputyTexts)
  const query = useRoute('deputy.list', {})
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="card accounts-deputies" aria-label={t('title')}>
      <header>
        <div>
          <h2>{t('title')}</h2>
          <p className="quiet">{t('hint')}</p>
        </div>
        <Button onClick={() => setIsOpen(true)}>{t('appoint')}</Button>
      </header>
      <Loaded query={query} isEmpty={({ deputies }) => deputies.length === 0} empty={t('empty')}>
        {({ deputies }) => <DeputyTable deputies={deputies} />}
      </Loaded>
      {isOpen ? <DeputyDrawer accounts={accounts} onClose={() => setIsOpen(false)} /> : null}
    </section>
  )
}

function DeputyTable({ deputies }: { deputies: readonly Deputy[] }) {
  const t = useTexts(deputyTexts)
  const name = useName()
  const revoke = useAction('deputy.revoke', ['deputy.', 'session.read'])
  return (
    <>
      {revoke.error ? <ProblemAlert error={revoke.error} /> : null}
      <Table<Deputy>
        size="small"
        rowKey="deputyId"
        pagination={false}
        dataSource={[...deputies]}
        scroll={{ x: 860 }}
        columns={[
          { title: t('absent'), key: 'absent', width: 150, render: (_, { absent }) => name(absent) },
          { title: t('deputy'), key: 'deputy', width: 150, render: (_, { deputy }) => name(deputy) },
          {
            title: t('period'),
            key: 'period',
            width: 210,
            render: (_, { fromOn, untilOn }) => (
              <span className="number">
                {fromOn} – {untilOn}
              </span>
            ),
          },
          { title: t('state'), key: 'state', width: 90, render: (_, { state }) => <Tag color={COLOURS[state]}>{t(state)}</Tag> },
          { title: t('reason'), dataIndex: 'reason', ellipsis: true },
          {
            key: 'actions',
            width: 90,
            render: (_, { deputyId, state, absent, deputy }) =>
              state === 'now' || state === 'coming' ? (
                <Popconfirm
                  title={t('revokeAsk', { deputy: name(deputy), absent: name(absent) })}
                  onConfirm={() => revoke.mutate({ params: { deputyId } })}
                >
                  <Button size="small">{t('revoke')}</Button>
                </Popconfirm>
              ) : null,
          },
        ]}
      />
    </>
  )
}
