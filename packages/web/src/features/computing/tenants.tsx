import { Button, Table, Tag } from 'antd'
import { useState } from 'react'
import type { ComputeTenant } from '@ballast/contract/compute-centre.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { computingTexts } from './computing.texts.ts'

/** Firms at the centres, and whether they may submit. */
export function Tenants() {
  const t = useTexts(computingTexts)
  const name = useName()
  const mayBlock = useMay('compute-tenant.block')
  const tenants = useRoute('compute-tenant.list', {}, { refetchMs: 15_000 })
  const block = useAction('compute-tenant.block', ['compute-'])
  const [asked, setAsked] = useState<ComputeTenant>()
  const set = ({ centreId, enterpriseId, version }: ComputeTenant, reason: string | null) =>
    block.mutate({ params: { centreId, enterpriseId }, body: { reason }, ifMatch: version }, { onSuccess: () => setAsked(undefined) })
  return (
    <section className="tenants">
      <h2>{t('tenants')}</h2>
      <Loaded query={tenants}>
        {({ rows }) => (
          <Table
            size="small"
            rowKey={({ centreId, enterpriseId }) => `${centreId} ${enterpriseId}`}
            dataSource={rows}
            pagination={false}
            scroll={{ x: 820 }}
            locale={{ emptyText: t('noTenants') }}
            columns={[
              { key: 'firm', title: t('firm'), render: (_, row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }) },
              { key: 'centre', title: t('centre'), width: 90, render: (_, { centreCode }) => <span className="number">{centreCode}</span> },
              { key: 'account', title: t('account'), width: 170, render: (_, { account, osUser }) => `${account} · ${osUser}` },
              { key: 'jobs', title: t('openJobs'), width: 110, align: 'right', render: (_, { jobs }) => jobs },
              {
                key: 'state',
                title: t('state'),
                width: 240,
                render: (_, { isBlocked, blockReason, isDone }) => (
                  <>
                    <Tag color={isBlocked ? 'red' : 'green'}>
                      {isBlocked ? t('blockedWhy', { reason: blockReason ?? '' }) : t('active')}
                    </Tag>
                    {isDone ? null : <span className="quiet">{t('telling')}</span>}
                  </>
                ),
              },
              ...(mayBlock
                ? [
                    {
                      key: 'do',
                      title: '',
                      width: 110,
                      render: (_: unknown, row: ComputeTenant) => (
                        <Button size="small" onClick={() => (row.isBlocked ? set(row, null) : setAsked(row))}>
                          {t(row.isBlocked ? 'unblock' : 'block')}
                        </Button>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
      {asked === undefined ? null : (
        <ReasonDialog
          title={t('blockTitle')}
          hint={t('blockHint')}
          error={block.error}
          isPending={block.isPending}
          onReason={(reason) => set(asked, reason)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}
