import { Alert, Button, Empty, InputNumber, Select, Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay, usePlanYear } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { CheckTab } from './check-tab.tsx'
import { DraftBar } from './draft-bar.tsx'
import { DiffTab } from './diff-tab.tsx'
import { MatrixTab } from './matrix-tab.tsx'
import { PLAN_TABS, planSearch, type PlanSearch, type PlanTab, type SetPlanSearch } from './plan-search.ts'
import './plan.css'
import { planTexts } from './plan.texts.ts'
import { TargetsTab } from './targets-tab.tsx'
import { TreeTab } from './tree-tab.tsx'
import { PlanContext, useVersionName } from './use-plan.ts'
import { StartDialog } from './start-dialog.tsx'
import { VersionTag } from './version-tag.tsx'
import { VersionsTab } from './versions-tab.tsx'

const ProjectPlanDrawer = lazy(() => import('./project-plan-drawer.tsx').then((module) => ({ default: module.ProjectPlanDrawer })))

const TABS: Record<PlanTab, () => React.ReactNode> = {
  tree: () => <TreeTab />,
  matrix: () => <MatrixTab />,
  targets: () => <TargetsTab />,
  check: () => <CheckTab />,
  versions: () => <VersionsTab />,
  diff: () => <DiffTab />,
}

export function PlanPage() {
  const t = useTexts(planTexts)
  const [search, setSearch] = useSearchState(planSearch)
  const latestYear = usePlanYear()
  const year = search.year ?? latestYear
  const mayDraft = useMay('plan.draft')
  const versions = useRoute('plan.versions', { params: { year } })
  const yearPicker = (
    <InputNumber
      aria-label={t('year')}
      value={year}
      min={1990}
      max={2100}
      style={{ width: 78 }}
      onChange={(value) => value && setSearch({ year: value, versionId: undefined, node: undefined, project: undefined })}
    />
  )
  return (
    <Loaded
      query={versions}
      isEmpty={(data) => data.versions.length === 0}
      empty={
        <Page title={t('title', { year })} actions={yearPicker}>
          <Empty description={t('noPlan')}>{mayDraft ? <StartDialog year={year} kind="draft" /> : null}</Empty>
        </Page>
      }
    >
      {(data) => <PlanOfYear {...{ year, yearPicker, search, setSearch }} versions={data.versions} />}
    </Loaded>
  )
}

interface Props {
  year: number
  yearPicker: React.ReactNode
  versions: readonly PlanVersion[]
  search: PlanSearch
  setSearch: SetPlanSearch
}

function PlanOfYear({ year, yearPicker, versions, search, setSearch }: Props) {
  const t = useTexts(planTexts)
  const nameOf = useVersionName()
  const mayEdit = useMay('plan.edit-project')
  const version =
    versions.find((item) => item.versionId === search.versionId) ??
    versions.find((item) => item.isInForce) ??
    versions.find((item) => item.status === 'draft') ??
    versions[0]
  if (!version) return null
  const canEdit = mayEdit && version.status === 'draft'
  return (
    <PlanContext value={{ year, version, versions, canEdit, search, setSearch }}>
      <Page
        title={t('title', { year })}
        subtitle={
          <>
            <VersionTag version={version} /> {version.title}
          </>
        }
        actions={
          <>
            {yearPicker}
            <Select
              aria-label={t('version')}
              value={version.versionId}
              className="version-picker"
              popupMatchSelectWidth={false}
              options={versions.map((item) => ({
                value: item.versionId,
                label: nameOf(item) + (item.isInForce ? ` · ${t('inForce')}` : ''),
              }))}
              onChange={(versionId: string) =>
                setSearch({ versionId, node: undefined, project: undefined, at: undefined, from: undefined, to: undefined })
              }
            />
            {versions.some((item) => item.isInForce) && mayEdit ? <StartDialog year={year} kind="adjust" isMain={!canEdit} /> : null}
          </>
        }
      >
        {mayEdit && !canEdit && version.status === 'adopted' && search.tab !== 'versions' && search.tab !== 'diff' ? (
          <Alert
            className="plan-hint no-print"
            type="info"
            showIcon
            title={t('readOnly')}
            action={
              versions.some((item) => item.status === 'draft') ? (
                <Button size="small" onClick={() => setSearch({ versionId: versions.find((item) => item.status === 'draft')?.versionId })}>
                  {t('draft')}
                </Button>
              ) : undefined
            }
          />
        ) : null}
        {canEdit ? <DraftBar /> : null}
        <Tabs
          className="plan-paper"
          activeKey={search.tab}
          onChange={(tab) => setSearch({ tab: tab as PlanTab, at: undefined }, { replace: false })}
          destroyOnHidden
          items={PLAN_TABS.map((key) => ({ key, label: t(key), children: search.tab === key ? TABS[key]() : null }))}
        />
        {search.project === undefined ? null : (
          <Suspense fallback={null}>
            <ProjectPlanDrawer key={`${version.versionId} ${search.project}`} projectId={search.project} />
          </Suspense>
        )}
      </Page>
    </PlanContext>
  )
}
