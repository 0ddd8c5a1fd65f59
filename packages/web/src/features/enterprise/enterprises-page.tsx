import { PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Tag } from 'antd'
import { useMemo, useState } from 'react'
import type { EnterpriseList, EnterpriseListRow } from '@ballast/contract/enterprise.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useChineseName, useLanguage, useName, useTexts, type Translate } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { ColumnPicker } from '../../ui/column-picker.tsx'
import { ExportButton } from '../../ui/data-table-export.tsx'
import { useListPages } from '../../ui/data-table-pages.ts'
import { chosenColumns, DataTable, type DataColumn } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { CellBadge } from '../../ui/fact-badge.tsx'
import { sortInLanguage } from '../../ui/name-sort.ts'
import { Page } from '../../ui/page.tsx'
import { SavedViews } from '../../ui/saved-views.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { wanOfYuan } from '../../ui/wan.ts'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { customColumns } from '../project/custom-columns.tsx'
import { CustomFieldsButton } from '../project/custom-fields-drawer.tsx'
import { CreateEnterpriseDrawer } from './create-enterprise-drawer.tsx'
import { EnterpriseFilters } from './enterprise-filters.tsx'
import { enterprisesSearch, filterOf } from './enterprise-search.ts'
import { enterpriseTexts, type EnterpriseTextKey } from './enterprise.texts.ts'

type Totals = NonNullable<EnterpriseList['totals']>
const dash = <span className="quiet">—</span>

interface Named {
  readonly nameZh: string
  readonly nameEn: string | null
}
type NameOf = (thing: Named) => string

function enterpriseColumns(
  t: Translate<EnterpriseTextKey>,
  planYear: number,
  codes: CodeNames,
  names: { nameOf: NameOf; chineseOf: (thing: Named) => string | undefined; sort: string },
): DataColumn<EnterpriseListRow>[] {
  const { nameOf } = names
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
    width: 186,
    sort: key,
    marksItself: true,
    align: 'right',
    isMoney: true,
    render: (row) => (
      <span className="money-cell">
        <CellBadge row={row} field={key} />
        <Money yuan={row[key]} />
      </span>
    ),
    text: (row) => wanOfYuan(row[key]),
  })
  return [
    {
      key: 'nameZh',
      title: t('nameZh'),
      width: 340,
      sort: names.sort,
      fixed: true,
      render: (row) => (
        <span className="name-cell">
          <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: row.enterpriseId }} title={names.chineseOf(row) ?? nameOf(row)}>
            {nameOf(row)}
          </Link>
          <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </span>
      ),
      text: nameOf,
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
    text('groupName', 'groupName', 160, (row) => row.groupName && codes.wordingOf(row.groupName)),
    text('parent', 'parent', 220, (row) => row.parent && nameOf(row.parent)),
    text('shortName', null, 140, (row) => row.shortName, true),
    text('aliases', null, 200, (row) => codes.joined(row.aliases), true),
    text('sourceKind', 'sourceKind', 110, (row) => t(`source.${row.sourceKind}`), true),
    text('modified', 'modifiedAt', 120, (row) => row.modifiedAt.slice(0, 10), true),
    ...customColumns<EnterpriseListRow>('enterprise', codes, nameOf),
  ]
}

export function EnterprisesPage() {
  const t = useTexts(enterpriseTexts)
  const nameOf = useName()
  const chineseOf = useChineseName()
  const { locale } = useLanguage()
  const sessionYear = usePlanYear()
  const codes = useCodeNames()
  const { lists } = codes
  const mayCreate = useMay('enterprise.create')
  const [search, setSearch] = useSearchState(enterprisesSearch)
  const [creating, setCreating] = useState(false)
  const planYear = search.planYear ?? sessionYear
  const sort = sortInLanguage(locale, search.sort, { zh: 'nameZh', en: 'nameEn' })
  const query = { ...filterOf(search), planYear, sort }
  const pages = useListPages<'enterprise.list', EnterpriseListRow, Totals>('enterprise.list', query)
  const columns = useMemo(
    () => enterpriseColumns(t, planYear, codes, { nameOf, chineseOf, sort: locale === 'en' ? 'nameEn' : 'nameZh' }),
    [t, planYear, codes, nameOf, chineseOf, locale],
  )
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
          <SavedViews resource="enterprise" query={{ ...search, picked: undefined }} />
          <ColumnPicker
            columns={columns}
            chosen={search.columns}
            onChoose={(keys) => setSearch({ columns: keys })}
            extra={<CustomFieldsButton subject="enterprise" />}
          />
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
      <EnterpriseFilters search={search} onChange={(change) => setSearch({ ...change, picked: undefined })} codes={codes} />
      <DataTable
        label={t('list')}
        columns={shown}
        rows={pages.rows}
        rowKey={(row) => row.enterpriseId}
        sort={sort}
        onSort={(by) => setSearch({ sort: sortInLanguage('zh-CN', by, { zh: 'nameZh', en: 'nameEn' }) })}
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
