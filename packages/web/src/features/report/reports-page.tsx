import { SettingOutlined } from '@ant-design/icons'
import { Button, Empty, Select } from 'antd'
import { useState } from 'react'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { FilesLink } from '../return-file/files-link.tsx'
import { OpenPeriodButton } from './open-period.tsx'
import { PeriodBar } from './period-bar.tsx'
import { reportTexts } from './report.texts.ts'
import { reportsSearch } from './reports-search.ts'
import { ReturnsTable } from './returns-table.tsx'
import { SettingsDrawer } from './settings-drawer.tsx'
import './report.css'

/** A month's returns: for the office a queue, for a service manager his projects, for an enterprise its own. */
export function ReportsPage() {
  const t = useTexts(reportTexts)
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(reportsSearch)
  const [isSetting, setIsSetting] = useState(false)
  const mayOpen = useMay('period.open')
  const periods = useRoute('period.list', {})
  const chosen = periods.data?.periods.find(({ month }) => month === search.month) ?? periods.data?.periods[0]
  const last = periods.data?.periods[0]
  const options = (periods.data?.periods ?? []).map(({ month, closedAt }) => ({
    value: month,
    label: `${month} · ${t(closedAt === null ? 'period.open' : 'period.closed')}`,
  }))
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle', { date: zone.businessOn })}
      actions={
        <>
          {chosen === undefined ? null : (
            <Select
              aria-label={t('period')}
              value={chosen.month}
              style={{ minWidth: 170 }}
              options={options}
              onChange={(month) => setSearch({ month })}
            />
          )}
          {mayOpen && periods.data !== undefined && (last === undefined || last.closedAt !== null) ? (
            <OpenPeriodButton month={periods.data.next} onOpened={(month) => setSearch({ month })} />
          ) : null}
          {chosen === undefined ? null : <FilesLink month={chosen.month} />}
          <Button icon={<SettingOutlined />} onClick={() => setIsSetting(true)}>
            {t('settings')}
          </Button>
        </>
      }
    >
      <Loaded query={periods} isEmpty={(list) => list.periods.length === 0} empty={<Empty description={t('noPeriods')} />}>
        {() =>
          chosen === undefined ? null : (
            <>
              <PeriodBar period={chosen} onState={(state) => setSearch({ state, late: undefined })} />
              <ReturnsTable key={chosen.month} period={chosen} search={search} onChange={setSearch} />
            </>
          )
        }
      </Loaded>
      {isSetting ? <SettingsDrawer onClose={() => setIsSetting(false)} /> : null}
    </Page>
  )
}
