import { EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Empty } from 'antd'
import { useMemo, useState } from 'react'
import type { ProjectList, ProjectListRow } from '@ballast/contract/project.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useChineseName, useLanguage, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { ColumnPicker } from '../../ui/column-picker.tsx'
import { ExportButton } from '../../ui/data-table-export.tsx'
import { useListPages } from '../../ui/data-table-pages.ts'
import { chosenColumns, DataTable } from '../../ui/data-table.tsx'
import { Money } from '../../ui/money.tsx'
import { sortInLanguage } from '../../ui/name-sort.ts'
import { Page } from '../../ui/page.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { SavedViews } from '../../ui/saved-views.tsx'
import { useCodeNames } from './code-names.ts'
import { CreateProjectDrawer } from './create-project-drawer.tsx'
import { CustomFieldsButton } from './custom-fields-drawer.tsx'
import { projectColumns } from './project-columns.tsx'
import { ProjectFilters } from './project-filters.tsx'
import { filterOf, projectsSearch } from './project-search.ts'
import { projectTexts } from './project.texts.ts'

type Totals = NonNullable<ProjectList['totals']>

export function ProjectsPage() {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const nameOf = useName()
  const chineseOf = useChineseName()
  const { locale } = useLanguage()
  const sessionYear = usePlanYear()
  const codes = useCodeNames()
  const mayCreate = useMay('project.create')
  const mayEdit = useMay('project.save-many')
  const [search, setSearch] = useSearchState(projectsSearch)
  const [creating, setCreating] = useState(false)
  const planYear = search.planYear ?? sessionYear
  const sort = sortInLanguage(locale, search.sort, { zh: 'nameZh', en: 'nameEn' })
  const query = { ...filterOf(search), planYear, sort }
  const pages = useListPages<'project.list', ProjectListRow, Totals>('project.list', query)
  const columns = useMemo(
    () =>
      projectColumns(t, codes, planYear, search.publicOnly === true, { nameOf, chineseOf, sort: locale === 'en' ? 'nameEn' : 'nameZh' }),
    [t, codes, planYear, search.publicOnly, nameOf, chineseOf, locale],
  )
  const shown = useMemo(() => chosenColumns(columns, search.columns), [columns, search.columns])
  const picked = search.picked ?? []
  const pickedRows = (pages.rows ?? []).filter((row) => picked.includes(row.projectId))
  return (
    <Page
      title={t('title')}
      subtitle={t('unitHint')}
      actions={
        <>
          <SavedViews resource="project" query={{ ...search, picked: undefined }} />
          <ColumnPicker
            columns={columns}
            chosen={search.columns}
            onChoose={(keys) => setSearch({ columns: keys })}
            extra={<CustomFieldsButton subject="project" />}
          />
          <ExportButton<'project.list', ProjectListRow>
            route="project.list"
            query={query}
            columns={shown}
            fileName={`${t('title')}-${planYear}`}
          />
          {mayEdit ? (
            <Link
              to="/projects/work-table"
              search={
                (pickedRows.length > 0
                  ? { projectNo: pickedRows.map((row) => row.projectNo) }
                  : { ...filterOf(search), set: 'register' }) as never
              }
            >
              <Button icon={<EditOutlined />} tabIndex={-1}>
                {pickedRows.length > 0 ? t('workTablePicked', { count: pickedRows.length }) : t('workTable')}
              </Button>
            </Link>
          ) : null}
          {mayCreate ? (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
              {t('create')}
            </Button>
          ) : null}
        </>
      }
    >
      <ProjectFilters
        search={search}
        onChange={(change) => setSearch({ ...change, picked: undefined })}
        codes={codes}
        planYear={planYear}
      />
      <DataTable
        label={t('list')}
        columns={shown}
        rows={pages.rows}
        rowKey={(row) => row.projectId}
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
            {pages.totals ? (
              <TotalsLine
                title={t('selection')}
                count={pages.totals.count}
                total={pages.totals.totalYuan}
                plan={pages.totals.planYuan}
                year={planYear}
              />
            ) : null}
            {pickedRows.length > 0 ? (
              <TotalsLine
                title={t('picked')}
                count={pickedRows.length}
                total={sumYuan(pickedRows.map((row) => row.totalYuan))}
                plan={sumYuan(pickedRows.map((row) => row.planYuan))}
                year={planYear}
              />
            ) : null}
          </span>
        }
      />
      {creating ? <CreateProjectDrawer codes={codes} onClose={() => setCreating(false)} /> : null}
      <span className="sr-only" aria-live="polite">
        {pages.totals ? `${r('search')} ${t('count', { count: pages.totals.count })}` : ''}
      </span>
    </Page>
  )
}

const sumYuan = (amounts: readonly (string | null)[]): string =>
  formatYuan(sumFen(amounts.map((amount) => (amount === null ? 0n : parseYuan(amount)))))

function TotalsLine({ title, count, total, plan, year }: { title: string; count: number; total: string; plan: string; year: number }) {
  const t = useTexts(projectTexts)
  return (
    <span className="data-table-totals">
      <span>
        {title} <b>{t('count', { count })}</b>
      </span>
      <span>
        {t('total')}{' '}
        <b>
          <Money yuan={total} withUnit />
        </b>
      </span>
      <span>
        {t('planTotal', { year })}{' '}
        <b>
          <Money yuan={plan} withUnit />
        </b>
      </span>
    </span>
  )
}
