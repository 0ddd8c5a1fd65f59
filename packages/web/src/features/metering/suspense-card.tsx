import { Button, Segmented, Table } from 'antd'
import { useState } from 'react'
import type { SuspenseRow } from '@ballast/contract/metering.ts'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import { exactPHours } from '@ballast/domain/voucher/computing-power.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { AssignDialog } from './assign-dialog.tsx'
import { meteringTexts } from './metering.texts.ts'
import { Work } from './work.tsx'

const STATES = ['open', 'assigned'] as const
const PAGE = 50
const MOST = 500

/** Use that belongs to no job of the platform, and its assignment to an enterprise. */
export function SuspenseCard({ open }: { open: { open: number; amount: string } }) {
  const t = useTexts(meteringTexts)
  const name = useName()
  const mayAssign = useMay('metering.assign')
  const [state, setState] = useState<(typeof STATES)[number]>('open')
  const [limit, setLimit] = useState(PAGE)
  const [asked, setAsked] = useState<SuspenseRow>()
  const rows = useRoute('metering.suspense', { query: { state, limit } }, { keepPrevious: true })
  const firmOf = ({ enterpriseNameZh, enterpriseNameEn }: SuspenseRow) =>
    enterpriseNameZh === null ? <span className="quiet">{t('nobody')}</span> : name({ nameZh: enterpriseNameZh, nameEn: enterpriseNameEn })
  return (
    <section className="card" aria-label={t('suspenseTitle')}>
      <h2>{t('suspenseTitle')}</h2>
      <p className="quiet metering-hint">{t('suspenseHint')}</p>
      <p>{t('open', { count: open.open, amount: exactPHours(BigInt(open.amount)) })}</p>
      <Segmented
        className="bill-tools"
        value={state}
        options={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        onChange={(value) => {
          setState(value)
          setLimit(PAGE)
        }}
      />
      <Loaded query={rows}>
        {({ rows: found, next }) => (
          <>
            <Table<SuspenseRow>
              size="small"
              rowKey="suspenseId"
              dataSource={found}
              pagination={false}
              scroll={{ x: 1100 }}
              locale={{ emptyText: t(state === 'open' ? 'noSuspense' : 'noAssigned') }}
              columns={[
                {
                  key: 'run',
                  title: t('run'),
                  width: 130,
                  render: (_, row) => <span className="number">{runLabel(row.centreCode, row.engineJob, row.restart)}</span>,
                },
                { key: 'account', title: t('account'), width: 180, render: (_, { account, osUser }) => `${account} · ${osUser}` },
                { key: 'reason', title: t('reason'), width: 270, render: (_, { reason }) => t(`reason.${reason}`) },
                { key: 'firm', title: t('firm'), width: 200, render: (_, row) => firmOf(row) },
                { key: 'cards', title: t('cards'), width: 110, render: (_, { cards, cardType }) => `${cards} × ${cardType ?? '?'}` },
                {
                  key: 'amount',
                  title: `${t('amount')} (P·h)`,
                  width: 120,
                  align: 'right',
                  render: (_, { amount }) => <Work amount={amount} />,
                },
                {
                  key: 'ended',
                  title: t('ended'),
                  width: 140,
                  render: (_, { endedAt }) => <span className="number">{drawInstant(endedAt).slice(0, 16)}</span>,
                },
                {
                  key: 'do',
                  title: '',
                  width: state === 'open' ? 90 : 260,
                  render: (_, row) =>
                    row.assigned === null ? (
                      mayAssign ? (
                        <Button size="small" onClick={() => setAsked(row)}>
                          {t('assign')}
                        </Button>
                      ) : null
                    ) : (
                      <span className="quiet">
                        {t('assignedBy', {
                          name: row.assigned.byName,
                          at: drawInstant(row.assigned.at).slice(0, 16),
                          reason: row.assigned.reason,
                        })}
                      </span>
                    ),
                },
              ]}
            />
            {next !== null && limit < MOST ? <Button onClick={() => setLimit(Math.min(MOST, limit + PAGE))}>{t('more')}</Button> : null}
          </>
        )}
      </Loaded>
      {asked === undefined ? null : <AssignDialog row={asked} onClose={() => setAsked(undefined)} />}
    </section>
  )
}
