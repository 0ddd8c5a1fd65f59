import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Tag } from 'antd'
import { useMemo, useState } from 'react'
import type { CustomField } from '@ballast/contract/code-list.ts'
import type { EnterpriseList, EnterpriseListRow } from '@ballast/contract/enterprise.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useName, useTexts, type Translate } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { ColumnPicker } from '../../ui/column-picker.tsx'
import { ExportButton } from '../../ui/data-table-export.tsx'
import { useListPages } from '../../ui/data-table-pages.ts'
import { chosenColumns, DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames } from '../project/code-names.ts'
import { CreateEnterpriseDrawer } from './create-enterprise-drawer.tsx'
import { EnterpriseFilters } from './enterprise-filters.tsx'
import { enterprisesSearch, filterOf, NO_FILTER, type EnterprisesSearchChange } from './enterprise-search.ts'
import { enterpriseTexts, type EnterpriseTextKey } from './enterprise.texts.ts'

type Totals = NonNullable<EnterpriseList['totals']>
const dash = <span className="quiet">—</span>

function enterpriseColumns(
  t: Translate<EnterpriseTextKey>,
  planYear: number,
  customFields: readonly CustomField[],
  fieldName: (field: CustomField) => string,
): DataColumn<EnterpriseListRow>[] {
  const text = (
    key: EnterpriseTextKey,
    sort: string | null,
    width: number,
    read: (row: EnterpriseListRow) => string | null,
    hidden = false,
  ): DataColumn<EnterpriseListRow> => ({
    key,
    title: t(key),
    width,
    hidden,
    ...(sort === null ? {} : { sort }),
    render: (row) => read(row) || dash,
    text: (row) => read(row) ?? '',
  })
  const money = (key: 'totalYuan' | 'planYuan', title: string): DataColumn<EnterpriseListRow> => ({
    key,
    title,
    width: 160,
    sort: key,
    align: 'right',
    isMoney: true,
    render: (row) => <Money yuan={row[key]} />,
    text: (row) => wanOfYuan(row[key]),
  })
  return [
    {
      key: 'nameZh',
      title: t('nameZh'),
      width: 300,
      sort: 'nameZh',
      fixed: true,
      render: (row) => (
        <span className="name-cell">
          <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: row.enterpriseId }} title={row.nameZh}>
            {row.nameZh}
          </Link>
          <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </span>
      ),
      text: (row) => row.nameZh,
    },
    {
      key: 'creditCode',
      title: t('creditCode'),
      width: 220,
      sort: 'creditCode',
      render: (row) => (
        <>
          {row.creditCode ?? dash}
          {row.creditCodeOverrideReason === null ? null : (
            <Tag color="orange" className="badge" title={row.creditCodeOverrideReason}>
              {t('overridden')}
            </Tag>
          )}
        </>
      ),
      text: (row) => row.creditCode ?? '',
    },
    {
      key: 'projects',
      title: t('projectCount'),
      width: 100,
      sort: 'projects',
      align: 'right',
      render: (row) => row.projects,
      text: (row) => String(row.projects),
    },
    money('totalYuan', t('totalYuan')),
    money('planYuan', t('plan', { year: planYear })),
    text('groupName', 'groupName', 160, (row) => row.groupName),
    text('parent', 'parent', 220, (row) => row.parent?.nameZh ?? null),
    text('shortName', null, 140, (row) => row.shortName, true),
    text('aliases', null, 200, (row) => row.aliases.join('、'), true),
    text('sourceKind', 'sourceKind', 110, (row) => t(`source.${row.sourceKind}`), true),
    text('modified', 'modifiedAt', 120, (row) => row.modifiedAt.slice(0, 10), true),
    ...customFields
      .filter((field) => field.subjectType === 'enterprise')
      .map(
        (field): DataColumn<EnterpriseListRow> => ({
          key: `custom.${field.fieldCode}`,
          title: fieldName(field),
          width: 140,
          hidden: true,
          render: (row) => row.custom[field.fieldCode] ?? dash,
          text: (row) => row.custom[field.fieldCode] ?? '',
        }),
      ),
  ]
}

export function EnterprisesPage() {
  const t = useTexts(enterpriseTexts)
  const name = useName()
  const sessionYear = usePlanYear()
  const { lists } = useCodeNames()
  const mayCreate = useMay('enterprise.create')
  const [search, setSearch] = useSearchState(enterprisesSearch)
  const [creating, setCreating] = useState(false)
  const planYear = search.planYear ?? sessionYear
  const query = { ...filterOf(search), planYear, sort: search.sort }
  const pages = useListPages<'enterprise.list', EnterpriseListRow, Totals>('enterprise.list', query)
  const columns = useMemo(() => enterpriseColumns(t, planYear, lists?.customFields ?? [], name), [t, planYear, lists, name])
  const shown = useMemo(() => chosenColumns(columns, search.columns), [columns, search.columns])
  const picked = search.picked ?? []
  const pickedRows = (pages.rows ?? []).filter((row) => picked.includes(row.enterpriseId))
  const sum = (key: 'totalYuan' | 'planYuan') => formatYuan(sumFen(pickedRows.map((row) => parseYuan(row[key]))))
  const line = (title: string, count: number, total: string, plan: string) => (
    <span className="data-table-totals">
      <span>
        {title} <b>{t('count', { count })}</b>
      </span>
      <span>
        {t('totalYuan')}{' '}
        <b>
          <Money yuan={total} withUnit />
        </b>
      </span>
      <span>
        {t('plan', { year: planYear })}{' '}
        <b>
          <Money yuan={plan} withUnit />
        </b>
      </span>
    </span>
  )
  return (
    <Page
      title={t('title')}
      subtitle={t('unitHint')}
      actions={
        <>
          <SavedViews
            resource="enterprise"
            query={{ ...search, picked: undefined }}
            onOpen={(view) => setSearch({ ...NO_FILTER, columns: undefined, sort: undefined, ...(view as EnterprisesSearchChange) })}
          />
          <ColumnPicker columns={columns} chosen={search.columns} onChoose={(keys) => setSearch({ columns: keys })} />
          <ExportButton<'enterprise.list', EnterpriseListRow>
            route="enterprise.list"
            query={query}
            columns={shown}
            fileName={`${t('title')}-${planYear}`}
          />
          {mayCreate ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          ) : null}
        </>
      }
    >
      <EnterpriseFilters search={search} onChange={(change) => setSearch({ ...change, picked: undefined })} groups={lists?.groups ?? []} />
      <DataTable
        label={t('list')}
        columns={shown}
        rows={pages.rows}
        rowKey={(row) => row.enterpriseId}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort })}
        error={pages.error}
        isFetching={pages.isFetching}
        hasMore={pages.hasMore}
        onMore={pages.more}
        onRetry={pages.retry}
        picked={picked}
        onPick={(keys) => setSearch({ picked: keys.length === 0 ? undefined : keys })}
        empty={<Empty description={t('empty')} />}
        footer={
          <span className="data-table-totals">
            {pages.totals ? line(t('selection'), pages.totals.count, pages.totals.totalYuan, pages.totals.planYuan) : null}
            {pickedRows.length > 0 ? line(t('picked'), pickedRows.length, sum('totalYuan'), sum('planYuan')) : null}
          </span>
        }
      />
      {creating ? <CreateEnterpriseDrawer groups={lists?.groups ?? []} onClose={() => setCreating(false)} /> : null}
    </Page>
  )
}
