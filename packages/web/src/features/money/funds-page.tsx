import { Checkbox, Empty, Flex, Select, Tag } from 'antd'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import type { FundRow } from '@ballast/contract/fund.ts'
import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { FUND_SOURCES, type FundSource } from '@ballast/domain/fund/balance.ts'
import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { moneyTexts } from './money.texts.ts'
import './money.css'

const pageSearch = z.object({
  q: z.string().max(200).optional(),
  source: z.array(z.enum(FUND_SOURCES)).optional(),
  idle: z.boolean().optional(),
  quarter: z
    .string()
    .regex(/^\d{4}-[1-4]$/)
    .optional(),
})
type Funds = RouteResponse<Routes['fund.list']>

/** Government-investment funds of the zone: how much was moved forward, and what of it lies idle. */
export function FundsPage() {
  const t = useTexts(moneyTexts)
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(pageSearch)
  const columns = useColumns()
  const [year, quarter] = (search.quarter ?? '').split('-')
  const list = useRoute(
    'fund.list',
    {
      query: {
        ...(search.q === undefined || search.q === '' ? {} : { q: search.q }),
        ...(search.source === undefined || search.source.length === 0 ? {} : { source: search.source }),
        ...(search.idle === true ? { idle: true } : {}),
        ...(search.quarter === undefined ? {} : { year: Number(year), quarter: Number(quarter) }),
      },
    },
    { keepPrevious: true },
  )
  const { data } = list
  const thisYear = Number(zone.businessOn.slice(0, 4))
  const quarters = [thisYear, thisYear - 1].flatMap((value) => [4, 3, 2, 1].map((part) => `${value}-${part}`))
  return (
    <Page
      title={t('title')}
      subtitle={
        <>
          {t('subtitle', { date: zone.businessOn })}
          {data?.isSimulated === true ? (
            <Tag color="gold" className="badge">
              {t('simulated')}
            </Tag>
          ) : null}
        </>
      }
    >
      {data === undefined ? null : <Totals data={data} />}
      <Flex wrap gap={8} align="center" style={{ marginBottom: 10 }} className="no-print">
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={240}
          onSearch={(q) => setSearch({ q: q === '' ? undefined : q })}
        />
        <Select<FundSource[]>
          mode="multiple"
          allowClear
          aria-label={t('source')}
          placeholder={t('source')}
          style={{ minWidth: 180 }}
          maxTagCount="responsive"
          value={search.source ?? []}
          options={FUND_SOURCES.map((value) => ({ value, label: t(`source.${value}`) }))}
          onChange={(source) => setSearch({ source })}
        />
        <Select
          aria-label={t('quarter')}
          style={{ minWidth: 110 }}
          value={search.quarter ?? (data === undefined ? null : `${data.year}-${data.quarter}`)}
          options={quarters.map((value) => ({ value, label: value.replace('-', ' Q') }))}
          onChange={(value: string) => setSearch({ quarter: value })}
        />
        <Checkbox checked={search.idle === true} onChange={({ target }) => setSearch({ idle: target.checked ? true : undefined })}>
          {t('idleOnly')}
        </Checkbox>
      </Flex>
      {data !== undefined && data.rows.length === 0 ? (
        <Empty description={t('empty')} />
      ) : (
        <DataTable<FundRow>
          label={t('title')}
          columns={columns}
          rows={data?.rows}
          rowKey={({ projectId }) => projectId}
          sort=""
          onSort={() => undefined}
          error={list.error}
          isFetching={list.isFetching}
          hasMore={false}
          onMore={() => undefined}
          onRetry={() => void list.refetch()}
          footer={
            data === undefined ? null : (
              <>
                <span>{t('count', { count: data.totals.projects })}</span>
                <TotalMoney label={t('released')} yuan={data.totals.releasedYuan} />
                <TotalMoney label={t('spent')} yuan={data.totals.spentYuan} />
                <TotalMoney label={t('idle')} yuan={data.totals.idleYuan} />
              </>
            )
          }
        />
      )}
    </Page>
  )
}

const shareText = (share: string | null): string => (share === null ? '—' : `${percentText(parsePpm(share), 1)} %`)

function Totals({ data }: { data: Funds }) {
  const t = useTexts(moneyTexts)
  const { totals, sources, year, quarter } = data
  return (
    <section className="card funds-figures" aria-label={t('title')}>
      <dl>
        <div>
          <dt>{t('released')}</dt>
          <dd>
            <Money yuan={totals.releasedYuan} withUnit />
          </dd>
        </div>
        <div>
          <dt>{t('spent')}</dt>
          <dd>
            <Money yuan={totals.spentYuan} withUnit />
          </dd>
        </div>
        <div>
          <dt>{t('idle')}</dt>
          <dd>
            <Money yuan={totals.idleYuan} withUnit /> <span className="quiet number">{shareText(totals.idleShare)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('inQuarter', { year, quarter })}</dt>
          <dd>
            <Money yuan={totals.inQuarterYuan} withUnit />
          </dd>
        </div>
      </dl>
      {sources.length === 0 ? null : (
        <p className="quiet">
          {t('bySource')}{' '}
          {sources.map(({ source, releasedYuan }) => (
            <span key={source} className="funds-source">
              {t(`source.${source}`)} <Money yuan={releasedYuan} />
            </span>
          ))}
        </p>
      )}
    </section>
  )
}

function useColumns(): DataColumn<FundRow>[] {
  const t = useTexts(moneyTexts)
  const { locale } = useLanguage()
  const name = useName()
  const codes = useCodeNames()
  const money = (key: 'releasedYuan' | 'spentYuan' | 'idleYuan' | 'inQuarterYuan', title: string): DataColumn<FundRow> => ({
    key,
    title,
    width: 130,
    align: 'right',
    isMoney: true,
    render: (row) => <Money yuan={row[key]} />,
    text: (row) => wanOfYuan(row[key]),
  })
  const sourcesOf = ({ sources }: FundRow): string => sources.map((source) => t(`source.${source}`)).join(locale === 'en' ? ', ' : '、')
  return [
    {
      key: 'project',
      title: t('project'),
      width: 320,
      fixed: true,
      render: (row) => (
        <Link to="/projects/$projectId" params={{ projectId: row.projectId }} search={{ tab: 'figures' } as never}>
          {name(row)}
        </Link>
      ),
      text: (row) => `${row.projectNo} ${name(row)}`,
    },
    money('releasedYuan', t('released')),
    money('spentYuan', t('spent')),
    money('idleYuan', t('idle')),
    {
      key: 'idleShare',
      title: t('idleShare'),
      width: 90,
      align: 'right',
      render: ({ idleShare }) => <span className="number">{shareText(idleShare)}</span>,
      text: ({ idleShare }) => idleShare ?? '',
    },
    {
      key: 'daysIdle',
      title: t('daysIdle'),
      width: 90,
      align: 'right',
      render: ({ daysIdle, idleSince }) => <span className="number">{idleSince === null ? '—' : daysIdle}</span>,
      text: ({ daysIdle }) => String(daysIdle),
    },
    {
      key: 'idleSince',
      title: t('idleSince'),
      width: 120,
      render: ({ idleSince }) => <span className="number">{idleSince ?? '—'}</span>,
      text: ({ idleSince }) => idleSince ?? '',
    },
    money('inQuarterYuan', t('inQuarterShort')),
    { key: 'sources', title: t('sources'), width: 200, render: sourcesOf, text: sourcesOf },
    {
      key: 'serviceManager',
      title: t('serviceManager'),
      width: 110,
      render: ({ serviceManager }) => (serviceManager === null ? '—' : codes.wordingOf(serviceManager)),
      text: ({ serviceManager }) => serviceManager ?? '',
    },
  ]
}
