import { Button, Popconfirm, Table, Tag } from 'antd'
import type { ApiToken } from '@ballast/contract/token.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { tokenTexts } from './token.texts.ts'
import { useActionName } from './use-action-name.ts'

const COLOURS = { active: 'green', expired: 'default', revoked: 'default' } as const

/** Tokens of a user, with what they may do and when they were used. */
export function TokenTable({
  tokens,
  isBusy,
  onRevoke,
}: {
  tokens: readonly ApiToken[]
  isBusy: boolean
  onRevoke: (tokenId: string) => void
}) {
  const t = useTexts(tokenTexts)
  const actionName = useActionName()
  return (
    <Table<ApiToken>
      size="small"
      rowKey="tokenId"
      pagination={false}
      dataSource={[...tokens]}
      scroll={{ x: 720 }}
      columns={[
        { title: t('name'), dataIndex: 'name', ellipsis: true },
        {
          title: t('scope'),
          key: 'scope',
          width: 120,
          render: (_, { actions }) =>
            actions === null ? (
              t('read')
            ) : (
              <span title={actions.map(actionName).join('\n')}>{t('actionCount', { count: actions.length })}</span>
            ),
        },
        { title: t('state'), key: 'state', width: 90, render: (_, { state }) => <Tag color={COLOURS[state]}>{t(state)}</Tag> },
        { title: t('expires'), key: 'expires', width: 165, render: (_, { expiresAt }) => drawInstant(expiresAt) },
        {
          title: t('lastUsed'),
          key: 'lastUsed',
          width: 165,
          render: (_, { lastUsedAt, lastAddress }) =>
            lastUsedAt === null ? (
              <span className="quiet">{t('never')}</span>
            ) : (
              <span title={lastAddress ?? ''}>{drawInstant(lastUsedAt)}</span>
            ),
        },
        {
          key: 'actions',
          fixed: 'right',
          width: 80,
          align: 'right',
          render: (_, { tokenId, name, state }) =>
            state === 'active' ? (
              <Popconfirm title={t('revokeAsk', { name })} onConfirm={() => onRevoke(tokenId)}>
                <Button size="small" loading={isBusy}>
                  {t('revoke')}
                </Button>
              </Popconfirm>
            ) : null,
        },
      ]}
    />
  )
}
