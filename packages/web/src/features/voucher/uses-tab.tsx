import { Flex, Tag } from 'antd'
import { END_NAMES, nameIn } from '@ballast/contract/names.ts'
import { runLabel } from '@ballast/domain/metering/book-run.ts'
import type { VoucherUse } from '@ballast/contract/voucher-ledger.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { exactText, Quantity } from './quantity.tsx'
import { usePages } from './use-pages.ts'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** Every metered run: what it took, by what it was paid. */
export function UsesTab() {
  const t = useTexts(voucherTexts)
  const { locale } = useLanguage()
  const name = useName()
  const [search, setSearch] = useVoucherSearch()
  const pages = usePages('voucher-use.list', search.voucher === undefined ? {} : { voucherId: search.voucher })
  const work = (key: 'amount' | 'covered' | 'free', title: string): DataColumn<VoucherUse> => {
    // What a paid line covered is charged: no quota paid it.
    const amountOf = (row: VoucherUse) => (key === 'covered' && row.isPaid ? '0' : row[key])
    return {
      key,
      title,
      width: 110,
      align: 'right',
      render: (row) => <Quantity unit="tflops_s" amount={amountOf(row)} />,
      text: (row) => exactText('tflops_s', amountOf(row)),
    }
  }
  const columns: DataColumn<VoucherUse>[] = [
    {
      key: 'job',
      title: t('engineJob'),
      width: 170,
      fixed: true,
      render: ({ centre, engineJob, restart }) => <span className="number">{runLabel(centre, engineJob, restart)}</span>,
      text: ({ centre, engineJob, restart }) => runLabel(centre, engineJob, restart),
    },
    {
      key: 'firm',
      title: t('firm'),
      width: 220,
      render: (row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }),
      text: (row) => row.enterpriseNameZh,
    },
    {
      key: 'endedOn',
      title: t('endedOn'),
      width: 110,
      render: ({ endedOn }) => <span className="number">{endedOn}</span>,
      text: ({ endedOn }) => endedOn,
    },
    {
      key: 'endState',
      title: t('endState'),
      width: 110,
      render: ({ endState }) => nameIn(locale, END_NAMES[endState]),
      text: ({ endState }) => nameIn(locale, END_NAMES[endState]),
    },
    {
      key: 'cards',
      title: t('cards'),
      width: 110,
      render: ({ cards, cardType }) => `${cards} × ${cardType}`,
      text: ({ cards, cardType }) => `${cards} × ${cardType}`,
    },
    {
      key: 'duration',
      title: t('duration'),
      width: 100,
      align: 'right',
      render: ({ elapsedSeconds }) => (
        <span title={`${elapsedSeconds} s`}>{t('hours', { hours: (elapsedSeconds / 3600).toFixed(2) })}</span>
      ),
      text: ({ elapsedSeconds }) => String(elapsedSeconds),
    },
    work('amount', t('work')),
    work('covered', t('covered')),
    work('free', t('freeOfCharge')),
    {
      key: 'charged',
      title: t('charged'),
      width: 120,
      align: 'right',
      render: ({ chargedYuan }) => <Money yuan={chargedYuan} unit="yuan" withUnit />,
      text: ({ chargedYuan }) => chargedYuan,
    },
    {
      key: 'paidBy',
      title: t('paidBy'),
      width: 130,
      render: ({ voucherNo, redemptionNo }) => <span className="number">{redemptionNo ?? voucherNo ?? '—'}</span>,
      text: ({ voucherNo, redemptionNo }) => redemptionNo ?? voucherNo ?? '',
    },
  ]
  return (
    <>
      <Flex className="voucher-tools">
        {search.voucher === undefined ? null : (
          <Tag closable onClose={() => setSearch({ voucher: undefined })}>
            {t('voucher')} {pages.data?.pages[0]?.rows[0]?.voucherNo ?? ''}
          </Tag>
        )}
      </Flex>
      <DataTable<VoucherUse>
        label={t('tab.uses')}
        columns={columns}
        rows={pages.data?.pages.flatMap(({ rows }) => rows)}
        rowKey={({ useId }) => useId}
        sort=""
        onSort={() => undefined}
        error={pages.error}
        isFetching={pages.isFetching}
        hasMore={pages.hasNextPage}
        onMore={() => void (pages.isFetchingNextPage ? undefined : pages.fetchNextPage())}
        onRetry={() => void pages.refetch()}
        empty={t('noUsesYet')}
      />
    </>
  )
}
