import { PlusOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Space, Table, Tag } from 'antd'
import { useState } from 'react'
import type { Account } from '@ballast/contract/account.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { drawInstant } from '../../ui/instant.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { AccountDrawer } from './account-drawer.tsx'
import { accountTexts } from './account.texts.ts'
import { Deputies } from './deputies.tsx'
import { deputyTexts } from './deputy.texts.ts'
import { useHandOver } from './hand-over.tsx'
import { HandoverDrawer } from './handover-drawer.tsx'
import './account.css'

export function AccountsPage() {
  const t = useTexts(accountTexts)
  const query = useRoute('account.list', {})
  const [edited, setEdited] = useState<Account | 'new'>()
  const [giver, setGiver] = useState<Account>()
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
          {t('create')}
        </Button>
      }
    >
      <section className="card" aria-label={t('list')}>
        <Loaded query={query} isEmpty={({ accounts }) => accounts.length === 0} empty={t('empty')}>
          {({ accounts }) => <AccountTable accounts={accounts} onEdit={setEdited} onHandOver={setGiver} />}
        </Loaded>
      </section>
      <Deputies accounts={query.data?.accounts ?? []} />
      {giver === undefined ? null : (
        <HandoverDrawer giver={giver} accounts={query.data?.accounts ?? []} onClose={() => setGiver(undefined)} />
      )}
      {edited === undefined ? null : <AccountDrawer account={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
    </Page>
  )
}

function AccountTable({
  accounts,
  onEdit,
  onHandOver,
}: {
  accounts: readonly Account[]
  onEdit: (account: Account) => void
  onHandOver: (account: Account) => void
}) {
  const d = useTexts(deputyTexts)
  const t = useTexts(accountTexts)
  const name = useName()
  const roleName = useRoleName()
  const handOver = useHandOver()
  const reset = useAction('account.reset', ['account.'])
  return (
    <>
      {reset.error ? <ProblemAlert error={reset.error} /> : null}
      <Table<Account>
        size="small"
        rowKey="userId"
        pagination={false}
        dataSource={[...accounts]}
        scroll={{ x: 1140 }}
        columns={[
          {
            title: t('login'),
            key: 'login',
            width: 150,
            fixed: 'left',
            render: (_, account) => (
              <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onEdit(account)}>
                {account.login}
              </Button>
            ),
          },
          { title: t('name'), key: 'name', width: 150, render: (_, account) => name(account) },
          {
            title: t('roles'),
            key: 'roles',
            width: 240,
            render: (_, { grants }) => (
              <Space size={4} wrap>
                {grants.map(({ role, bureauOnly }) => (
                  <Tag key={role}>
                    {roleName(role)}
                    {bureauOnly ? ` · ${t('bureauOnly')}` : ''}
                  </Tag>
                ))}
              </Space>
            ),
          },
          {
            title: t('enterprise'),
            key: 'enterprise',
            width: 200,
            ellipsis: true,
            render: (_, { enterprise }) => (enterprise === null ? '—' : name(enterprise)),
          },
          {
            title: t('state'),
            key: 'state',
            width: 150,
            render: (_, account) => (
              <Space size={4} wrap>
                <Tag color={account.isActive ? 'green' : 'default'}>{t(account.isActive ? 'active' : 'inactive')}</Tag>
                {account.hasIdentity ? <Tag color="blue">{t('identity')}</Tag> : null}
                {account.hasPassword || account.hasIdentity ? null : <Tag color="gold">{t('noPassword')}</Tag>}
                {account.hasSecondFactor ? <Tag color="blue">{t('secondFactor')}</Tag> : null}
                {account.mustChangePassword ? <Tag color="gold">{t('mustChange')}</Tag> : null}
              </Space>
            ),
          },
          { title: t('sessions'), dataIndex: 'sessions', width: 80, align: 'right' },
          {
            title: t('lastSeen'),
            key: 'lastSeen',
            width: 160,
            render: (_, { lastSeenAt }) => (lastSeenAt === null ? '—' : drawInstant(lastSeenAt)),
          },
          {
            key: 'actions',
            width: 190,
            render: (_, account) => (
              <Space size={4}>
                <Button size="small" onClick={() => onHandOver(account)}>
                  {d('handOver')}
                </Button>
                <Popconfirm
                  title={t('resetAsk', { name: name(account) })}
                  onConfirm={() => reset.mutate({ params: { userId: account.userId } }, { onSuccess: handOver })}
                >
                  <Button size="small">{t('reset')}</Button>
                </Popconfirm>
              </Space>
            ),
          },
        ]}
      />
    </>
  )
}
