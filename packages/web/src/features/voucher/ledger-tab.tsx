import { SafetyCertificateOutlined } from '@ant-design/icons'
import { Alert, Button, Drawer, Flex, Select, Table, Tag } from 'antd'
import type { AccountSum, VoucherPosting } from '@ballast/contract/voucher-ledger.ts'
import { POSTING_STEPS, type PostingStep } from '@ballast/domain/voucher/ledger.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Facts } from './facts.tsx'
import { exactText, Quantity } from './quantity.tsx'
import { sumAmounts } from './sum-amounts.ts'
import { usePages } from './use-pages.ts'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'
import { UnitFilter } from './vouchers-tab.tsx'

/** Every posting, and under them the accounts: what went out equals what came in. */
export function LedgerTab() {
  const t = useTexts(voucherTexts)
  const [search, setSearch] = useVoucherSearch()
  const mayVerify = useMay('voucher-ledger.verify')
  const proof = useRoute('voucher-ledger.verify', { query: {} }, { enabled: false })
  const pages = usePages('voucher-ledger.list', {
    ...(search.voucher === undefined ? {} : { voucherId: search.voucher }),
    ...(search.unit === undefined ? {} : { unit: search.unit }),
    ...(search.step === undefined ? {} : { step: [search.step] }),
  })
  const rows = pages.data?.pages.flatMap((page) => page.rows)
  const opened = rows?.find(({ postingId }) => postingId === search.item)
  const first = pages.data?.pages[0]
  return (
    <>
      <Flex wrap gap={8} align="center" className="voucher-tools no-print">
        <UnitFilter />
        <Select<PostingStep | 'all'>
          aria-label={t('step')}
          style={{ minWidth: 130 }}
          value={search.step ?? 'all'}
          options={[{ value: 'all', label: t('allSteps') }, ...POSTING_STEPS.map((step) => ({ value: step, label: t(`step.${step}`) }))]}
          onChange={(step) => setSearch({ step: step === 'all' ? undefined : step })}
        />
        {search.voucher === undefined ? null : (
          <Tag closable onClose={() => setSearch({ voucher: undefined })}>
            {t('voucher')} {rows?.[0]?.voucherNo ?? ''}
          </Tag>
        )}
        {mayVerify ? (
          <Button icon={<SafetyCertificateOutlined />} loading={proof.isFetching} onClick={() => void proof.refetch()}>
            {t('verify')}
          </Button>
        ) : null}
      </Flex>
      {proof.error ? <ProblemAlert error={proof.error} /> : null}
      {proof.data === undefined ? null : (
        <Alert
          showIcon
          role="status"
          style={{ marginBottom: 10 }}
          type={proof.data.isProven ? 'success' : 'error'}
          title={
            proof.data.isProven
              ? t('proven', { postings: proof.data.postings, accounts: proof.data.accounts, ms: proof.data.milliseconds })
              : t('notProven')
          }
          description={
            <ul style={{ margin: 0, paddingInlineStart: 18 }}>
              {proof.data.checks.map(({ code, message, looked, wrong, examples }) => (
                <li key={code}>
                  {message} ({looked - wrong}/{looked}){wrong === 0 ? '' : `：${examples.join('；')}`}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <DataTable<VoucherPosting>
        label={t('tab.ledger')}
        columns={useColumns((item) => setSearch({ item }))}
        rows={rows}
        rowKey={({ postingId }) => postingId}
        sort=""
        onSort={() => undefined}
        error={pages.error}
        isFetching={pages.isFetching}
        hasMore={pages.hasNextPage}
        onMore={() => void (pages.isFetchingNextPage ? undefined : pages.fetchNextPage())}
        onRetry={() => void pages.refetch()}
        empty={t('noPostings')}
        height={Math.max(220, window.innerHeight - 560)}
        current={search.item}
        footer={first === undefined ? null : <span>{t('postings', { count: first.count })}</span>}
      />
      {first === undefined || first.sums.length === 0 ? null : <Sums sums={first.sums} />}
      {opened === undefined ? null : <PostingDrawer posting={opened} onClose={() => setSearch({ item: undefined })} />}
    </>
  )
}

function useCauseText(): (posting: VoucherPosting) => string {
  const t = useTexts(voucherTexts)
  return ({ causeType, causeNo, causeId, isPaid }) =>
    causeType === 'pool' && isPaid
      ? t('cause.paid', { no: causeNo ?? '' })
      : t(`cause.${causeType}`, { no: causeNo ?? `…${causeId.slice(-8)}` })
}

function useColumns(onOpen: (postingId: string) => void): DataColumn<VoucherPosting>[] {
  const t = useTexts(voucherTexts)
  const name = useName()
  const causeText = useCauseText()
  const text = (key: string, title: string, width: number, of: (row: VoucherPosting) => string): DataColumn<VoucherPosting> => ({
    key,
    title,
    width,
    render: of,
    text: of,
  })
  const firm = (row: VoucherPosting) =>
    row.enterpriseNameZh === null ? '—' : name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn })
  return [
    {
      key: 'step',
      title: t('step'),
      width: 150,
      fixed: true,
      render: (row) => (
        <button type="button" className="link-button" title={t('open')} onClick={() => onOpen(row.postingId)}>
          {t(`step.${row.step}`)}
        </button>
      ),
      text: (row) => t(`step.${row.step}`),
    },
    {
      key: 'amount',
      title: t('amount'),
      width: 140,
      align: 'right',
      render: ({ unit, amount }) => <Quantity unit={unit} amount={amount} withUnit />,
      text: ({ unit, amount }) => exactText(unit, amount),
    },
    text('from', t('from'), 90, ({ from }) => t(`account.${from.kind}`)),
    text('to', t('to'), 90, ({ to }) => t(`account.${to.kind}`)),
    text('voucherNo', t('voucherNo'), 120, ({ voucherNo }) => voucherNo ?? '—'),
    text('firm', t('firm'), 220, firm),
    text('cause', t('cause'), 200, causeText),
    text('postedOn', t('postedOn'), 110, ({ postedOn }) => postedOn),
    text('postedBy', t('postedBy'), 100, ({ postedByName }) => postedByName),
  ]
}

/** By unit and account; the last line of a unit adds them up. */
function Sums({ sums }: { sums: readonly AccountSum[] }) {
  const t = useTexts(voucherTexts)
  const kindOf = ({ unit, isPaid }: Pick<AccountSum, 'unit' | 'isPaid'>) => (isPaid ? t('unit.paid') : t(`unit.${unit}`))
  const lines = [...Map.groupBy(sums, kindOf).values()].flatMap((own) => {
    const { unit, isPaid } = own[0] as AccountSum
    const total = (of: 'debit' | 'credit' | 'balance') =>
      sumAmounts(
        unit,
        own.map((one) => one[of]),
      )
    return [
      ...own.map((one) => ({ ...one, title: t(`account.${one.kind}`), isTotal: false })),
      { unit, isPaid, title: t('total'), isTotal: true, debit: total('debit'), credit: total('credit'), balance: total('balance') },
    ]
  })
  const amount = (key: 'debit' | 'credit' | 'balance') => ({
    key,
    title: t(key),
    align: 'right' as const,
    width: 150,
    render: (_: unknown, line: (typeof lines)[number]) =>
      line.isTotal ? (
        <b>
          <Quantity unit={line.unit} amount={line[key]} withUnit />
        </b>
      ) : (
        <Quantity unit={line.unit} amount={line[key]} />
      ),
  })
  return (
    <section className="card voucher-section" style={{ padding: '12px 16px', marginTop: 12 }} aria-label={t('sums')}>
      <h2>{t('sums')}</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('account')}>
        <Table
          size="small"
          rowKey={(line) => `${kindOf(line)} ${line.title}`}
          pagination={false}
          dataSource={lines}
          style={{ minWidth: 640 }}
          columns={[
            { key: 'unit', title: t('unit'), width: 120, render: (_, line) => kindOf(line) },
            { key: 'account', title: t('account'), width: 120, render: (_, line) => (line.isTotal ? <b>{line.title}</b> : line.title) },
            amount('debit'),
            amount('credit'),
            amount('balance'),
          ]}
        />
      </div>
    </section>
  )
}

function PostingDrawer({ posting, onClose }: { posting: VoucherPosting; onClose: () => void }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const causeText = useCauseText()
  const { unit, amount, step, from, to, voucherNo, enterpriseNameZh, enterpriseNameEn, note, postedOn, postedAt, postedByName } = posting
  const side = ({ kind, no, balance }: VoucherPosting['from']) => (
    <>
      {t(`account.${kind}`)} · {t('postingNo', { no })} · {t('balanceAfter')} <Quantity unit={unit} amount={balance} withUnit />
    </>
  )
  return (
    <Drawer open size={560} title={t('postingTitle', { step: t(`step.${step}`), amount: exactText(unit, amount) })} onClose={onClose}>
      <Facts
        facts={[
          [t('amount'), unit === 'yuan' ? exactText(unit, amount) : `${exactText(unit, amount)} = ${amount} TFLOPS·s`],
          [t('from'), side(from)],
          [t('to'), side(to)],
          [t('voucherNo'), voucherNo ?? '—'],
          [t('firm'), enterpriseNameZh === null ? '—' : name({ nameZh: enterpriseNameZh, nameEn: enterpriseNameEn })],
          [t('cause'), causeText(posting)],
          [t('note'), note ?? '—'],
          [t('postedOn'), `${postedOn} (${drawInstant(postedAt)})`],
          [t('postedBy'), postedByName],
        ]}
      />
    </Drawer>
  )
}
