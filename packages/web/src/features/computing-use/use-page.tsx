import { Empty, Flex, Segmented, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { USE_GROUPS } from '@ballast/contract/computing-use.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { Quantity } from '../voucher/quantity.tsx'
import { HeatMap } from './heat-map.tsx'
import { percentOf } from './percent-of.ts'
import { UseRows } from './use-rows.tsx'
import { computingUseTexts } from './use.texts.ts'
import './computing-use.css'

const monthSearch = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  group: z.enum(USE_GROUPS).default('firm').catch('firm'),
})

/** What a month's computing power was used for: by hour, and by enterprise, cluster and project. */
export function UsePage() {
  const t = useTexts(computingUseTexts)
  const [{ month, group }, setSearch] = useSearchState(monthSearch)
  const use = useRoute(
    'computing-use.read',
    { query: { group, ...(month === undefined ? {} : { month }) } },
    { keepPrevious: true, refetchMs: 60_000 },
  )
  return (
    <Page title={t('title')} subtitle={t('subtitle')}>
      <Loaded
        query={use}
        isEmpty={({ months }) => months.length === 0}
        empty={
          <section className="card">
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={
                <>
                  {t('noUse')}
                  <br />
                  <span className="quiet">{t('noUseHint')}</span>
                </>
              }
            />
          </section>
        }
      >
        {({ month: shown, months, totals, hours, rows, isSimulated }) => (
          <div className="use-cards">
            <Flex wrap gap={12} align="center" className="no-print">
              <Select
                aria-label={t('month')}
                style={{ minWidth: 130 }}
                value={shown}
                options={[...new Set([...months, shown])].map((value) => ({ value, label: value }))}
                onChange={(value: string) => setSearch({ month: value })}
              />
              <Segmented
                aria-label={t('group')}
                value={group}
                options={USE_GROUPS.map((value) => ({ value, label: t(`group.${value}`) }))}
                onChange={(value) => setSearch({ group: value })}
              />
              {isSimulated ? <Tag color="gold">{t('simulated')}</Tag> : null}
            </Flex>
            <section className="card" aria-label={t('total')} style={{ padding: '12px 16px' }}>
              <dl className="use-figures">
                <Figure name={t('amount')}>
                  <Quantity unit="tflops_s" amount={totals.amount} withUnit />
                </Figure>
                <Figure name={t('completed')}>
                  <Quantity unit="tflops_s" amount={totals.completed} withUnit />
                </Figure>
                <Figure name={t('wasted')}>
                  <Quantity unit="tflops_s" amount={(BigInt(totals.amount) - BigInt(totals.completed)).toString()} withUnit />
                </Figure>
                <Figure name={t('share')}>
                  <span className="number">{percentOf(totals.completed, totals.amount)}</span>
                </Figure>
                <Figure name={t('runs')}>
                  <span className="number">{totals.runs}</span>
                </Figure>
              </dl>
            </section>
            <UseRows month={shown} group={group} rows={rows} />
            <HeatMap month={shown} hours={hours} />
          </div>
        )}
      </Loaded>
    </Page>
  )
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
