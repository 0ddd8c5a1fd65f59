import { Button, Empty, Flex, Select, Table, Tag } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import type { ComputeBill } from '@ballast/contract/compute-bill.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { BillDrawer } from './bill-drawer.tsx'
import { billTexts } from './bill.texts.ts'
import { IssueDialog } from './issue-dialog.tsx'
import { Work } from './work.tsx'
import './metering.css'

const billSearch = z.object({
  month: z
    .string()
    .regex(/^\d{4}-\d\d$/)
    .optional()
    .catch(undefined),
  bill: z.uuid().optional().catch(undefined),
})
const PAGE = 100
const MOST = 500

/** Bills: the operator and the office see all of them, an enterprise its own. */
export function BillsPage() {
  const t = useTexts(billTexts)
  const name = useName()
  const mayIssue = useMay('compute-bill.issue')
  const [search, setSearch] = useSearchState(billSearch)
  const [limit, setLimit] = useState(PAGE)
  const [isIssuing, setIssuing] = useState(false)
  const month = search.month
  const bills = useRoute('compute-bill.list', { query: { limit, ...(month === undefined ? {} : { month }) } }, { keepPrevious: true })
  const months = [
    ...new Set([...(bills.data?.rows ?? []), ...(bills.data?.unbilled ?? [])].map((one) => one.month).concat(month ?? [])),
  ].toSorted()
  const work = (key: 'amount' | 'covered' | 'free') => ({
    key,
    title: `${t(key)} (P·h)`,
    width: 120,
    align: 'right' as const,
    render: (_: unknown, bill: ComputeBill) => <Work amount={bill[key]} />,
  })
  const unbilled = bills.data?.unbilled ?? []
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      actions={
        mayIssue ? (
          <Button type="primary" disabled={unbilled.length === 0} onClick={() => setIssuing(true)}>
            {t('issue')}
          </Button>
        ) : null
      }
    >
      <Flex wrap gap={12} align="center" className="bill-tools no-print">
        <Select
          aria-label={t('month')}
          style={{ minWidth: 140 }}
          value={month ?? ''}
          options={[{ value: '', label: t('allMonths') }, ...months.toReversed().map((value) => ({ value, label: value }))]}
          onChange={(value: string) => setSearch({ month: value === '' ? undefined : value })}
        />
        {unbilled.length === 0 ? null : (
          <span className="quiet">
            {t('unbilled', {
              list: unbilled
                .map(({ month: of, firms, runs, chargedYuan }) =>
                  t('unbilledOf', { month: of, firms, runs, yuan: drawYuan(parseYuan(chargedYuan)) }),
                )
                .join(' · '),
            })}
          </span>
        )}
      </Flex>
      <section className="card" aria-label={t('title')}>
        <Loaded
          query={bills}
          isEmpty={({ rows }) => rows.length === 0}
          empty={<Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(mayIssue ? 'noBills' : 'noBillsFirm')} />}
        >
          {({ rows, next, totalYuan }) => (
            <>
              <Table<ComputeBill>
                size="small"
                rowKey="billId"
                dataSource={rows}
                pagination={false}
                scroll={{ x: 1060 }}
                columns={[
                  {
                    key: 'no',
                    title: t('no'),
                    width: 190,
                    fixed: 'left',
                    render: (_, { billId, billNo, correctsBillId, sourceKind }) => (
                      <>
                        <button type="button" className="link-button number" onClick={() => setSearch({ bill: correctsBillId ?? billId })}>
                          {billNo}
                        </button>{' '}
                        {correctsBillId === null ? null : <Tag>{t('correction')}</Tag>}
                        <SourceBadge kind={sourceKind} />
                      </>
                    ),
                  },
                  { key: 'month', title: t('month'), width: 90, render: (_, bill) => <span className="number">{bill.month}</span> },
                  {
                    key: 'firm',
                    title: t('firm'),
                    width: 220,
                    ellipsis: true,
                    render: (_, { enterpriseNameZh, enterpriseNameEn }) => name({ nameZh: enterpriseNameZh, nameEn: enterpriseNameEn }),
                  },
                  {
                    key: 'runs',
                    title: t('runs'),
                    width: 80,
                    align: 'right',
                    render: (_, { runs }) => <span className="number">{runs}</span>,
                  },
                  work('amount'),
                  work('covered'),
                  work('free'),
                  {
                    key: 'charged',
                    title: t('charged'),
                    width: 140,
                    align: 'right',
                    render: (_, { chargedYuan }) => <Money yuan={chargedYuan} unit="yuan" />,
                  },
                  { key: 'on', title: t('issuedOn'), width: 110, render: (_, { issuedOn }) => <span className="number">{issuedOn}</span> },
                ]}
              />
              <p style={{ textAlign: 'end', margin: '8px 12px 0' }}>
                {t('total')}{' '}
                <b>
                  <Money yuan={totalYuan} unit="yuan" withUnit />
                </b>
              </p>
              {next !== null && limit < MOST ? <Button onClick={() => setLimit(MOST)}>…</Button> : null}
            </>
          )}
        </Loaded>
      </section>
      {search.bill === undefined ? null : <BillDrawer billId={search.bill} onClose={() => setSearch({ bill: undefined })} />}
      {isIssuing ? <IssueDialog months={unbilled.map((one) => one.month)} onClose={() => setIssuing(false)} /> : null}
    </Page>
  )
}
