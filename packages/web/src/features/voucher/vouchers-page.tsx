import { Select, Tabs } from 'antd'
import { yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { Page } from '../../ui/page.tsx'
import { ApplicationsTab } from './applications-tab.tsx'
import { LedgerTab } from './ledger-tab.tsx'
import { PoolTab } from './pool-tab.tsx'
import { RedemptionsTab } from './redemptions-tab.tsx'
import { TermsTab } from './terms-tab.tsx'
import { UsesTab } from './uses-tab.tsx'
import { TABS, useVoucherSearch, type Tab } from './voucher-search.ts'
import { voucherTexts } from './voucher.texts.ts'
import { VouchersTab } from './vouchers-tab.tsx'
import './voucher.css'

const SHOWN_BY: Readonly<Record<Tab, RouteId>> = {
  pool: 'voucher.pool',
  vouchers: 'voucher.list',
  applications: 'voucher-application.list',
  redemptions: 'redemption.list',
  uses: 'voucher-use.list',
  ledger: 'voucher-ledger.list',
  terms: 'voucher.terms',
}

/** Quota and vouchers of the computing centre: for the office the pool, for an enterprise its own. */
export function VouchersPage() {
  const t = useTexts(voucherTexts)
  const { zone, actions } = useSession()
  const [search, setSearch] = useVoucherSearch()
  const thisYear = yearOf(zone.businessOn as PlainDate)
  const year = search.year ?? thisYear
  const tabs = TABS.filter((tab) => actions.includes(SHOWN_BY[tab]))
  const tab = search.tab !== undefined && tabs.includes(search.tab) ? search.tab : (tabs[0] as Tab)
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { year })}
      actions={
        tab === 'pool' || tab === 'vouchers' ? (
          <Select
            aria-label={t('year')}
            value={year}
            options={[thisYear + 1, thisYear, thisYear - 1, thisYear - 2].map((value) => ({ value, label: value }))}
            onChange={(value) => setSearch({ year: value })}
          />
        ) : null
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => setSearch({ tab: key as Tab, voucher: undefined, item: undefined })}
        items={tabs.map((key) => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === 'pool' ? <PoolTab year={year} /> : null}
      {tab === 'vouchers' ? <VouchersTab year={year} /> : null}
      {tab === 'applications' ? <ApplicationsTab /> : null}
      {tab === 'redemptions' ? <RedemptionsTab /> : null}
      {tab === 'uses' ? <UsesTab /> : null}
      {tab === 'ledger' ? <LedgerTab /> : null}
      {tab === 'terms' ? <TermsTab /> : null}
    </Page>
  )
}
