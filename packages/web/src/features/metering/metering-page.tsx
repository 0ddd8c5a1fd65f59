import { Alert, Empty } from 'antd'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { CentreMeters } from './centre-meters.tsx'
import { meteringTexts } from './metering.texts.ts'
import { ProofTable } from './proof-table.tsx'
import { SuspenseCard } from './suspense-card.tsx'
import './metering.css'

/** Whether what is charged is what ran: the books of the engines against the ledger, and the use that nobody is charged for yet. */
export function MeteringPage() {
  const t = useTexts(meteringTexts)
  const metering = useRoute('metering.read', {}, { refetchMs: 60_000 })
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Loaded
        query={metering}
        isEmpty={({ centres }) => centres.length === 0}
        empty={
          <section className="card">
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noCentres')} />
          </section>
        }
      >
        {({ centres, days, suspense }) => {
          const uneven = days.filter(({ difference, faults }) => difference !== '0' || faults.length > 0).length
          return (
            <div className="metering-cards">
              {days.length === 0 ? null : (
                <Alert
                  type={uneven === 0 ? 'success' : 'error'}
                  showIcon
                  title={uneven === 0 ? t('evenAll', { days: days.length }) : t('unevenSome', { uneven })}
                />
              )}
              <CentreMeters centres={centres} />
              <ProofTable days={days} />
              <SuspenseCard open={suspense} />
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}
