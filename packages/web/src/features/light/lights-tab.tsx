import { Alert, Button } from 'antd'
import { useState } from 'react'
import type { LightList, LightRow } from '@ballast/contract/light.ts'
import { LIGHT_COLOURS } from '@ballast/domain/light/lights.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { usePersonName } from '../../app/person-name.ts'
import { useMay } from '../../app/session.tsx'
import { DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { TotalMoney } from '../../ui/total-money.tsx'
import { LightMark, useColourName } from './light-mark.tsx'
import { lightTexts } from './light.texts.ts'
import { Nothing } from './nothing.tsx'
import { OverrideDialog } from './override-dialog.tsx'
import { useOwesText } from './owes-text.tsx'
import { sortRows } from './sort-rows.ts'
import { WatchFilters } from './watch-filters.tsx'
import { useWatchedColumns } from './watched-columns.tsx'
import { watchFilterOf, type LightsSearch, type LightsSearchChange } from './watch-search.ts'

interface Props {
  search: LightsSearch
  onChange: (change: LightsSearchChange) => void
}

/** Every light that is on: why, since when, who owes what, and how much plan hangs on it. */
export function LightsTab({ search, onChange }: Props) {
  const t = useTexts(lightTexts)
  const name = useName()
  const settings = useRoute('light.settings', {})
  const query = { ...watchFilterOf(search), ...(search.kind === undefined ? {} : { kind: search.kind }) }
  const lights = useRoute('light.list', { query }, { keepPrevious: true })
  const kinds = (settings.data?.rules ?? []).map((rule) => ({ value: rule.kind, label: name(rule) }))
  return (
    <>
      <WatchFilters search={search} onChange={onChange} kinds={kinds} />
      <Loaded query={lights} isEmpty={({ rows }) => rows.length === 0} empty={<Nothing text={t('empty')} />}>
        {(list) => <LightTable list={list} sort={search.sort} onSort={(sort) => onChange({ sort })} isFetching={lights.isFetching} />}
      </Loaded>
    </>
  )
}

function LightTable({
  list,
  sort,
  onSort,
  isFetching,
}: {
  list: LightList
  sort: string
  onSort: (sort: string) => void
  isFetching: boolean
}) {
  const t = useTexts(lightTexts)
  const colourName = useColourName()
  const owesText = useOwesText()
  const personName = usePersonName()
  const mayOverride = useMay('light.override')
  const [setAside, setSetAside] = useState<LightRow>()
  const { project, serviceManager, cluster, total, plan, sorts } = useWatchedColumns<LightRow>()
  const columns: DataColumn<LightRow>[] = [
    project,
    {
      key: 'colour',
      title: t('light'),
      width: 90,
      sort: 'colour',
      render: ({ light }) => <LightMark colour={light.colour} />,
      text: ({ light }) => colourName(light.colour),
    },
    {
      key: 'says',
      title: t('says'),
      width: 300,
      render: ({ light }) => (
        <span title={light.says}>
          {light.says}
          {light.override === null ? null : (
            <span className="light-override" title={light.override.reason}>
              {' · '}
              {t('ruleSays', { colour: colourName(light.ruleColour) })}
              {' · '}
              {t('overridden', { by: personName(light.override.by), until: light.override.untilOn, reason: light.override.reason })}
            </span>
          )}
        </span>
      ),
      text: ({ light }) => light.says,
    },
    {
      key: 'lightSince',
      title: t('since'),
      width: 120,
      sort: 'since',
      render: ({ light }) => <span className="number">{light.since}</span>,
      text: ({ light }) => light.since,
    },
    {
      key: 'owes',
      title: t('owed'),
      width: 220,
      sort: 'owes',
      render: ({ light }) => owesText(light.owes),
      text: ({ light }) => owesText(light.owes),
    },
    plan,
    total,
    serviceManager,
    cluster,
    ...(mayOverride
      ? [
          {
            key: 'actions',
            title: '',
            width: 110,
            render: (row: LightRow) => (
              <Button size="small" onClick={() => setSetAside(row)}>
                {t('override')}
              </Button>
            ),
            text: () => '',
          },
        ]
      : []),
  ]
  const rows = sortRows(list.rows, sort, {
    ...sorts,
    colour: ({ light }) => -LIGHT_COLOURS.indexOf(light.colour),
    since: ({ light }) => light.since,
    owes: ({ light }) => owesText(light.owes),
  })
  const { totals } = list
  return (
    <>
      {list.undecided === 0 ? null : (
        <Alert type="warning" showIcon title={t('undecided', { count: list.undecided })} style={{ marginBottom: 10 }} />
      )}
      <DataTable
        label={t('lights')}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.projectId} ${row.light.kind}`}
        sort={sort}
        onSort={onSort}
        error={null}
        isFetching={isFetching}
        hasMore={false}
        onMore={() => undefined}
        onRetry={() => undefined}
        footer={
          <span className="data-table-totals">
            <b>{t('count', { count: totals.lights })}</b>
            <span>
              {t('red')} <b>{totals.red}</b>
            </span>
            <span>
              {t('yellow')} <b>{totals.yellow}</b>
            </span>
            {totals.green === 0 ? null : (
              <span>
                {t('green')} <b>{totals.green}</b>
              </span>
            )}
            <span>{t('projects', { count: totals.projects })}</span>
            <TotalMoney label={t('plan')} yuan={totals.planYuan} />
            <TotalMoney label={t('total')} yuan={totals.totalYuan} />
          </span>
        }
      />
      {setAside === undefined ? null : (
        <OverrideDialog row={setAside} businessOn={list.businessOn} onClose={() => setSetAside(undefined)} />
      )}
    </>
  )
}
