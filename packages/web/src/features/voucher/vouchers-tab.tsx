import { Flex, Select, Tag } from 'antd'
import type { VoucherBalances, VoucherRow, VoucherUnitName } from '@ballast/contract/voucher.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { exactText, Quantity } from './quantity.tsx'
import { VoucherDrawer } from './voucher-drawer.tsx'
import { useVoucherSearch } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'

/** Vouchers of a year with what became of them; each opens. */
export function VouchersTab({ year }: { year: number }) {
  const t = useTexts(voucherTexts)
  const name = useName()
  const [search, setSearch] = useVoucherSearch()
  const query = {
    year,
    ...(search.q === undefined || search.q === '' ? {} : { q: search.q }),
    ...(search.unit === undefined ? {} : { unit: search.unit }),
  }
  const vouchers = useRoute('voucher.list', { query }, { keepPrevious: true })
  const balance = (key: keyof VoucherBalances): DataColumn<VoucherRow> => ({
    key,
    title: t(key),
    width: 110,
    align: 'right',
    render: ({ unit, balances }) => <Quantity unit={unit} amount={balances[key]} />,
    text: ({ unit, balances }) => exactText(unit, balances[key]),
  })
  const kind = ({ unit, isPaid }: VoucherRow) => (isPaid ? t('unit.paid') : t(`unit.${unit}`))
  const columns: DataColumn<VoucherRow>[] = [
    {
      key: 'voucherNo',
      title: t('voucherNo'),
      width: 190,
      fixed: true,
      render: (row) => (
        <>
          <button type="button" className="link-button number" onClick={() => setSearch({ voucher: row.voucherId })}>
            {row.voucherNo}
          </button>{' '}
          {row.isPaid ? <Tag>{t('isPaid')}</Tag> : null}
          {row.closedAt === null ? null : <Tag>{t('isClosed')}</Tag>}
          {row.isExpired ? <Tag>{t('isExpired')}</Tag> : null}
          <SourceBadge kind={row.sourceKind} />
        </>
      ),
      text: ({ voucherNo }) => voucherNo,
    },
    {
      key: 'firm',
      title: t('firm'),
      width: 240,
      render: (row) => name({ nameZh: row.enterpriseNameZh, nameEn: row.enterpriseNameEn }),
      text: (row) => row.enterpriseNameZh,
    },
    { key: 'unit', title: t('unit'), width: 110, render: kind, text: kind },
    ...(['granted', 'free', 'held', 'used', 'redeemed', 'expired'] as const).map(balance),
    {
      key: 'validity',
      title: t('validity'),
      width: 200,
      render: ({ fromOn, untilOn }) => (
        <span className="number">
          {fromOn} – {untilOn}
        </span>
      ),
      text: ({ fromOn, untilOn }) => `${fromOn} – ${untilOn}`,
    },
  ]
  return (
    <>
      <Flex wrap gap={8} className="voucher-tools no-print">
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={240}
          onSearch={(q) => setSearch({ q: q === '' ? undefined : q })}
        />
        <UnitFilter />
      </Flex>
      <DataTable<VoucherRow>
        label={t('tab.vouchers')}
        columns={columns}
        rows={vouchers.data?.rows}
        rowKey={({ voucherId }) => voucherId}
        sort=""
        onSort={() => undefined}
        error={vouchers.error}
        isFetching={vouchers.isFetching}
        hasMore={false}
        onMore={() => undefined}
        onRetry={() => void vouchers.refetch()}
        empty={t('noVouchers')}
        footer={vouchers.data?.totals.filter(isThere).map(({ unit, isPaid, balances }) => (
          <span key={`${unit} ${isPaid}`}>
            {isPaid ? t('unit.paid') : t(`unit.${unit}`)} {isPaid ? t('opened') : t('granted')}{' '}
            <b>
              <Quantity unit={unit} amount={balances.granted} withUnit />
            </b>{' '}
            · {t('free')}{' '}
            <b>
              <Quantity unit={unit} amount={balances.free} withUnit />
            </b>
          </span>
        ))}
      />
      {search.voucher === undefined ? null : <VoucherDrawer voucherId={search.voucher} onClose={() => setSearch({ voucher: undefined })} />}
    </>
  )
}

/** Paid lines only where there are any. */
const isThere = ({ isPaid, balances }: { isPaid: boolean; balances: VoucherBalances }) => !isPaid || balances.granted !== '0'

/** Quota, money, or both. */
export function UnitFilter() {
  const t = useTexts(voucherTexts)
  const [search, setSearch] = useVoucherSearch()
  return (
    <Select<VoucherUnitName | 'all'>
      aria-label={t('unit')}
      style={{ minWidth: 130 }}
      value={search.unit ?? 'all'}
      options={[
        { value: 'all', label: t('allUnits') },
        ...(['yuan', 'tflops_s'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) })),
      ]}
      onChange={(unit) => setSearch({ unit: unit === 'all' ? undefined : unit })}
    />
  )
}
