import { DownloadOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { nameIn, STUCK_NAMES } from '@ballast/contract/names.ts'
import type { StuckListAnswer, StuckRow } from '@ballast/contract/light.ts'
import { STUCK_BETWEEN, type StuckList } from '@ballast/domain/light/light-rule.ts'
import { LIGHT_COLOURS } from '@ballast/domain/light/lights.ts'
import { api, useRoute } from '../../app/api.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { offerFile } from '../../ui/data-table-csv.ts'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { useGateName } from '../gate/use-gate-names.ts'
import { LightMark, useColourName } from './light-mark.tsx'
import { lightTexts } from './light.texts.ts'
import { Nothing } from './nothing.tsx'
import { useOwesText } from './owes-text.tsx'
import { sortRows } from './sort-rows.ts'
import { WatchFilters } from './watch-filters.tsx'
import { useWatchedColumns } from './watched-columns.tsx'
import { watchFilterOf, type LightsSearch, type LightsSearchChange } from './watch-search.ts'

interface Props {
  list: StuckList
  search: LightsSearch
  onChange: (change: LightsSearchChange) => void
}

/** Projects that have passed one gate and not the next, with the days since and the money in them. */
export function StuckTab({ list, search, onChange }: Props) {
  const t = useTexts(lightTexts)
  const query = watchFilterOf(search)
  const stuck = useRoute('light.stuck', { params: { list }, query }, { keepPrevious: true })
  return (
    <>
      <WatchFilters search={search} onChange={onChange} />
      <Loaded query={stuck} isEmpty={({ rows }) => rows.length === 0} empty={<Nothing text={t('emptyStuck')} />}>
        {(answer) => (
          <StuckTable
            answer={answer}
            sort={search.sort}
            onSort={(sort) => onChange({ sort })}
            isFetching={stuck.isFetching}
            actions={<ExportStuck list={list} query={query} businessOn={answer.businessOn} />}
          />
        )}
      </Loaded>
    </>
  )
}

function ExportStuck({ list, query, businessOn }: { list: StuckList; query: ReturnType<typeof watchFilterOf>; businessOn: string }) {
  const t = useTexts(lightTexts)
  const { locale } = useLanguage()
  const { message } = App.useApp()
  const [isBusy, setIsBusy] = useState(false)
  const run = async (format: 'xlsx' | 'csv') => {
    setIsBusy(true)
    try {
      const file = await api('light.export-stuck', { params: { list }, query: { ...query, format } })
      offerFile(file, `${nameIn(locale, STUCK_NAMES[list])}-${businessOn}.${format}`)
    } catch (error) {
      void message.error((error as Error).message)
    } finally {
      setIsBusy(false)
    }
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'xlsx', label: t('xlsx') },
          { key: 'csv', label: t('csv') },
        ],
        onClick: ({ key }) => void run(key as 'xlsx' | 'csv'),
      }}
    >
      <Button size="small" icon={<DownloadOutlined />} loading={isBusy}>
        {t('export')}
      </Button>
    </Dropdown>
  )
}

interface TableProps {
  answer: StuckListAnswer
  sort: string
  onSort: (sort: string) => void
  isFetching: boolean
  actions: React.ReactNode
}

function StuckTable({ answer, sort, onSort, isFetching, actions }: TableProps) {
  const t = useTexts(lightTexts)
  const { locale } = useLanguage()
  const gateName = useGateName()
  const colourName = useColourName()
  const owesText = useOwesText()
  const { project, serviceManager, cluster, total, plan, sorts, dash } = useWatchedColumns<StuckRow>()
  const { passed, owed } = STUCK_BETWEEN[answer.list]
  const text = (key: 'since' | 'expectedOn', title: string): DataColumn<StuckRow> => ({
    key,
    title,
    width: 130,
    sort: key,
    render: (row) => (row[key] === null ? dash : <span className="number">{row[key]}</span>),
    text: (row) => row[key] ?? '',
  })
  const count = (key: 'days' | 'workdays', title: string): DataColumn<StuckRow> => ({
    key,
    title,
    width: 100,
    align: 'right',
    sort: key,
    render: (row) => (row[key] === null ? dash : <span className="number">{row[key]}</span>),
    text: (row) => String(row[key] ?? ''),
  })
  const columns: DataColumn<StuckRow>[] = [
    project,
    {
      key: 'colour',
      title: t('light'),
      width: 90,
      sort: 'colour',
      render: ({ light }) => (light === null ? dash : <LightMark colour={light.colour} />),
      text: ({ light }) => (light === null ? '' : colourName(light.colour)),
    },
    text('since', t('passedOn', { gate: gateName(passed) })),
    count('days', t('days')),
    count('workdays', t('workdays')),
    text('expectedOn', t('expected', { gate: gateName(owed) })),
    { key: 'owes', title: t('owed'), width: 220, sort: 'owes', render: (row) => owesText(row.owes), text: (row) => owesText(row.owes) },
    total,
    plan,
    serviceManager,
    cluster,
  ]
  const rows = sortRows(answer.rows, sort, {
    ...sorts,
    colour: ({ light }) => (light === null ? null : -LIGHT_COLOURS.indexOf(light.colour)),
    since: (row) => row.since,
    days: (row) => row.days,
    workdays: (row) => row.workdays,
    expectedOn: (row) => row.expectedOn,
    owes: (row) => owesText(row.owes),
  })
  return (
    <DataTable
      label={nameIn(locale, STUCK_NAMES[answer.list])}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.projectId}
      sort={sort}
      onSort={onSort}
      error={null}
      isFetching={isFetching}
      hasMore={false}
      onMore={() => undefined}
      onRetry={() => undefined}
      footer={
        <span className="data-table-totals">
          <b>{t('rowCount', { count: answer.totals.count })}</b>
          <TotalMoney label={t('total')} yuan={answer.totals.totalYuan} />
          <TotalMoney label={t('plan')} yuan={answer.totals.planYuan} />
          {actions}
        </span>
      }
    />
  )
}
