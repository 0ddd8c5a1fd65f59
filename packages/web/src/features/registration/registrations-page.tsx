import { Checkbox, Empty, Flex, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import type { RegistrationRow } from '@ballast/contract/registration.ts'
import { QUEUE_STATES } from '@ballast/domain/registration/state.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useSearchState } from '../../app/search-state.ts'
import { useSession } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { QueueStateTag } from './queue-state.tsx'
import { registrationTexts } from './registration.texts.ts'
import './registration.css'

const MONTH = z.string().regex(/^\d{4}-\d{2}$/)
const pageSearch = z.object({
  q: z.string().max(200).optional(),
  state: z.array(z.enum(QUEUE_STATES)).optional(),
  batch: MONTH.optional(),
  cluster: z.array(z.string()).optional(),
  late: z.boolean().optional(),
})
type Search = z.output<typeof pageSearch>

/** Projects on their way into the statistical library: what waits for an officer first. */
export function RegistrationsPage() {
  const t = useTexts(registrationTexts)
  const { zone } = useSession()
  const [search, setSearch] = useSearchState(pageSearch)
  const columns = useColumns()
  const list = useRoute('registration.list', { query: queryOf(search) }, { keepPrevious: true })
  const { data } = list
  const next = data?.next
  return (
    <Page
      title={t('title')}
      subtitle={
        <>
          {t('subtitle', { date: zone.businessOn })}
          {data === undefined ? null : (
            <span className="registration-next">
              {next == null ? t('noBatch') : t('nextBatch', { month: next.month, due: next.dueOn })}
            </span>
          )}
        </>
      }
    >
      <States counts={data?.counts} search={search} onChange={setSearch} />
      <Flex wrap gap={8} align="center" style={{ marginBottom: 10 }} className="no-print">
        <SearchBox
          value={search.q ?? ''}
          label={t('search')}
          placeholder={t('search')}
          width={240}
          onSearch={(q) => setSearch({ q: q === '' ? undefined : q })}
        />
        <Clusters value={search.cluster ?? []} onChange={(cluster) => setSearch({ cluster })} />
        <Select
          allowClear
          aria-label={t('batch')}
          placeholder={t('batch')}
          style={{ minWidth: 120 }}
          popupMatchSelectWidth={false}
          value={search.batch ?? null}
          options={(data?.batches ?? []).map(({ month, packs, registered }) => ({
            value: month,
            label: t('batchOption', { month, packs, registered }),
          }))}
          onChange={(batch: string | undefined) => setSearch({ batch })}
        />
        <Checkbox checked={search.late === true} onChange={({ target }) => setSearch({ late: target.checked ? true : undefined })}>
          {t('lateOnly')}
        </Checkbox>
      </Flex>
      {data !== undefined && data.rows.length === 0 ? (
        <Empty description={t('empty')} />
      ) : (
        <DataTable<RegistrationRow>
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
                <TotalMoney label={t('total')} yuan={data.totals.totalYuan} />
                <TotalMoney label={t('plan')} yuan={data.totals.planYuan} />
              </>
            )
          }
        />
      )}
    </Page>
  )
}

const queryOf = ({ q, state, batch, cluster, late }: Search) => ({
  ...(q === undefined || q === '' ? {} : { q }),
  ...(state === undefined || state.length === 0 ? {} : { state }),
  ...(batch === undefined ? {} : { batch }),
  ...(cluster === undefined || cluster.length === 0 ? {} : { clusterCode: cluster }),
  ...(late === true ? { late } : {}),
})

/** How many stand where; each number opens its list. */
function States({
  counts,
  search,
  onChange,
}: {
  counts: Record<(typeof QUEUE_STATES)[number], number> | undefined
  search: Search
  onChange: (change: Partial<Search>) => void
}) {
  const t = useTexts(registrationTexts)
  const queue = QUEUE_STATES.reduce((sum, state) => sum + (state === 'registered' ? 0 : (counts?.[state] ?? 0)), 0)
  const entries = [
    { key: 'queue', label: t('queue'), count: queue, state: undefined },
    ...QUEUE_STATES.map((state) => ({ key: state, label: t(`state.${state}`), count: counts?.[state] ?? 0, state: [state] })),
  ]
  const isChosen = (state: readonly string[] | undefined) => (search.state ?? []).join() === (state ?? []).join()
  return (
    <div className="registration-states card no-print" role="group" aria-label={t('state')}>
      {entries.map(({ key, label, count, state }) => (
        <button key={key} type="button" aria-pressed={isChosen(state)} onClick={() => onChange({ state })}>
          <span className="quiet">{label}</span>
          <span className="number">{counts === undefined ? '—' : count}</span>
        </button>
      ))}
    </div>
  )
}

function Clusters({ value, onChange }: { value: string[]; onChange: (value: string[]) => void }) {
  const t = useTexts(registrationTexts)
  const codes = useCodeNames()
  return (
    <Select
      mode="multiple"
      allowClear
      aria-label={t('cluster')}
      placeholder={t('cluster')}
      style={{ minWidth: 180 }}
      maxTagCount="responsive"
      value={value}
      options={[...codes.choicesOf('cluster')]}
      onChange={onChange}
    />
  )
}

function useColumns(): DataColumn<RegistrationRow>[] {
  const t = useTexts(registrationTexts)
  const name = useName()
  const personName = usePersonName()
  const codes = useCodeNames()
  const date = (key: 'plannedOn' | 'startedOn' | 'registeredOn'): DataColumn<RegistrationRow> => ({
    key,
    title: t(key),
    width: 112,
    render: (row) => <span className="number">{row[key] ?? '—'}</span>,
    text: (row) => row[key] ?? '',
  })
  const count = (key: 'openChecks' | 'openItems'): DataColumn<RegistrationRow> => ({
    key,
    title: t(key),
    width: 90,
    align: 'right',
    render: (row) => <span className={row[key] === 0 ? 'number quiet' : 'number registration-open'}>{row[key]}</span>,
    text: (row) => String(row[key]),
  })
  const money = (key: 'totalYuan' | 'planYuan', title: string): DataColumn<RegistrationRow> => ({
    key,
    title,
    width: 130,
    align: 'right',
    isMoney: true,
    render: (row) => <Money yuan={row[key]} />,
    text: (row) => wanOfYuan(row[key]),
  })
  return [
    {
      key: 'project',
      title: t('project'),
      width: 320,
      fixed: true,
      render: (row) => (
        <>
          <Link to="/registrations/$projectId" params={{ projectId: row.projectId }}>
            {name(row)}
          </Link>
          {row.sourceKind === 'simulated' ? <SourceBadge kind="simulated" citation={null} /> : null}
        </>
      ),
      text: (row) => `${row.projectNo} ${name(row)}`,
    },
    {
      key: 'state',
      title: t('state'),
      width: 180,
      render: (row) => (
        <>
          <QueueStateTag state={row.state} />
          {row.isLate ? <span className="registration-late">{t('late')}</span> : null}
        </>
      ),
      text: ({ state }) => t(`state.${state}`),
    },
    count('openChecks'),
    count('openItems'),
    date('startedOn'),
    date('plannedOn'),
    {
      key: 'batch',
      title: t('batch'),
      width: 90,
      render: ({ batch }) => <span className="number">{batch ?? '—'}</span>,
      text: ({ batch }) => batch ?? '',
    },
    date('registeredOn'),
    {
      key: 'libraryNo',
      title: t('libraryNo'),
      width: 150,
      render: ({ libraryNo }) => libraryNo ?? '—',
      text: ({ libraryNo }) => libraryNo ?? '',
    },
    money('totalYuan', t('total')),
    money('planYuan', t('plan')),
    { key: 'owner', title: t('owner'), width: 200, render: ({ owner }) => owner ?? '—', text: ({ owner }) => owner ?? '' },
    {
      key: 'serviceManager',
      title: t('serviceManager'),
      width: 110,
      render: ({ serviceManager }) => (serviceManager === null ? '—' : codes.wordingOf(serviceManager)),
      text: ({ serviceManager }) => serviceManager ?? '',
    },
    {
      key: 'submittedBy',
      title: t('submittedBy'),
      width: 200,
      render: ({ submittedBy, submittedAt }) =>
        submittedBy === null || submittedAt === null ? '—' : `${personName(submittedBy)} ${drawInstant(submittedAt)}`,
      text: ({ submittedBy }) => submittedBy ?? '',
    },
  ]
}
