import { SwapOutlined } from '@ant-design/icons'
import { Alert, Button, Empty, Select, Tag } from 'antd'
import type { ColumnType } from 'antd/es/table'
import type { PlanDiff } from '@ballast/contract/plan-edit.ts'
import { monthNumber, type YearMonth } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { useCellName } from './cell-name.ts'
import { DiffTotals } from './diff-totals.tsx'
import { SignedMoney } from './difference.tsx'
import { PlanValue } from './plan-value.tsx'
import { PlanTable } from './plan-table.tsx'
import { planTexts } from './plan.texts.ts'
import { usePlan, useVersionName } from './use-plan.ts'

type ProjectRow = PlanDiff['projects'][number]
type NodeRow = PlanDiff['nodes'][number]
type TargetRow = PlanDiff['targets'][number]
const CHANGE_COLOR = { added: 'green', removed: 'red', changed: 'blue' } as const

/** Any two versions; by default what the shown version changes of its parent. */
export function DiffTab() {
  const t = useTexts(planTexts)
  const nameOf = useVersionName()
  const { version, versions, search, setSearch } = usePlan()
  const to = search.to ?? version.versionId
  const from = search.from ?? versions.find((item) => item.versionId === to)?.parentVersionId ?? undefined
  const options = versions.map((item) => ({ value: item.versionId, label: nameOf(item) }))
  const picker = (label: string, value: string | undefined, onChange: (id: string) => void) => (
    <label>
      {label}{' '}
      <Select
        aria-label={label}
        value={value ?? null}
        options={options}
        style={{ minWidth: 220 }}
        popupMatchSelectWidth={false}
        onChange={(id: string | null) => id !== null && onChange(id)}
      />
    </label>
  )
  return (
    <>
      <div className="plan-bar">
        {picker(t('from'), from, (id) => setSearch({ from: id, to }))}
        {picker(t('to'), to, (id) => setSearch({ from, to: id }))}
        {from === undefined ? null : (
          <Button onClick={() => setSearch({ from: to, to: from })} icon={<SwapOutlined />} aria-label={t('swap')} title={t('swap')} />
        )}
        <span className="quiet push">{t('unitWan')}</span>
      </div>
      {from === undefined ? <Empty description={t('chooseTwo')} /> : <Difference from={from} to={to} />}
    </>
  )
}

function Difference({ from, to }: { from: string; to: string }) {
  const t = useTexts(planTexts)
  const query = useRoute('plan.diff', { query: { from, to } }, { keepPrevious: true })
  return (
    <Loaded
      query={query}
      isEmpty={(data) => data.projects.length + data.nodes.length + data.targets.length === 0}
      empty={<Alert type="info" title={t('noDifference')} />}
    >
      {(data) => (
        <>
          <DiffTotals data={data} />
          {data.targets.length > 0 ? <TargetChanges rows={data.targets} /> : null}
          {data.nodes.length > 0 ? <NodeChanges rows={data.nodes} /> : null}
          {data.projects.length > 0 ? <ProjectChanges rows={data.projects} from={from} to={to} /> : null}
        </>
      )}
    </Loaded>
  )
}

function useChangeColumn<T extends { change: ProjectRow['change'] }>(): ColumnType<T> {
  const t = useTexts(planTexts)
  return { width: 80, title: t('delta'), render: (_, row) => <Tag color={CHANGE_COLOR[row.change]}>{t(`change_${row.change}`)}</Tag> }
}

/** What else changed: "上级：产业 → 基础设施". */
function Details({ of: details }: { of: TargetRow['details'] }) {
  const cellName = useCellName()
  return details.map(({ field, before, after }) => {
    const kind = field === 'annual' ? 'yuan' : field === 'profile' ? 'profile' : 'text'
    return (
      <div key={field} className="quiet">
        {cellName(field)} <PlanValue kind={kind} text={before} /> → <PlanValue kind={kind} text={after} />
      </div>
    )
  })
}

function TargetChanges({ rows }: { rows: TargetRow[] }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const change = useChangeColumn<TargetRow>()
  const value = ({ unit, comparator }: TargetRow, text: string | null) =>
    text === null ? (
      '—'
    ) : (
      <>
        {t(comparator)} <PlanValue kind={unit === 'fen' ? 'yuan' : unit === 'ppm' ? 'ratio' : 'count'} text={text} />
      </>
    )
  return (
    <>
      <h2 className="plan-section">{t('targetChanges')}</h2>
      <PlanTable<TargetRow>
        rowKey="key"
        scroll={{ x: 700 }}
        dataSource={rows}
        columns={[
          change,
          {
            title: t('target'),
            render: (_, row) => (
              <>
                {nameOf(row)} <Details of={row.details} />
              </>
            ),
          },
          { title: t('before'), align: 'right', width: 220, render: (_, row) => value(row, row.before) },
          { title: t('after'), align: 'right', width: 220, render: (_, row) => value(row, row.after) },
        ]}
      />
    </>
  )
}

function NodeChanges({ rows }: { rows: NodeRow[] }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const change = useChangeColumn<NodeRow>()
  return (
    <>
      <h2 className="plan-section">{t('nodeChanges')}</h2>
      <PlanTable<NodeRow>
        rowKey="nodeId"
        scroll={{ x: 700 }}
        dataSource={rows}
        columns={[
          change,
          {
            title: t('node'),
            render: (_, row) => (
              <>
                {nameOf(row)} <Details of={row.details} />
              </>
            ),
          },
          { title: t('before'), align: 'right', render: (_, row) => <Money yuan={row.beforeYuan} /> },
          { title: t('after'), align: 'right', render: (_, row) => <Money yuan={row.afterYuan} /> },
          { title: t('delta'), align: 'right', render: (_, row) => <SignedMoney yuan={row.deltaYuan} /> },
        ]}
      />
    </>
  )
}

function ProjectChanges({ rows, from, to }: { rows: ProjectRow[]; from: string; to: string }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { setSearch } = usePlan()
  const change = useChangeColumn<ProjectRow>()
  const marks = (row: ProjectRow) =>
    (
      [
        [row.hasOtherShares && row.change === 'changed', 'otherShares'],
        [row.hasOtherComposition && row.change === 'changed', 'otherComposition'],
      ] as const
    ).map(([is, key]) => (is ? <Tag key={key}>{t(key)}</Tag> : null))
  return (
    <>
      <h2 className="plan-section">{t('projectChanges')}</h2>
      <PlanTable<ProjectRow>
        rowKey="projectId"
        pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        scroll={{ x: 1040 }}
        dataSource={rows}
        columns={[
          change,
          {
            title: t('project'),
            width: 340,
            render: (_, row) => (
              <>
                <button
                  type="button"
                  className="plan-link"
                  onClick={() => setSearch({ versionId: row.change === 'removed' ? from : to, project: row.projectId }, { replace: false })}
                >
                  {row.projectNo} {nameOf(row)}
                </button>{' '}
                {marks(row)}
                <Details of={row.details} />
              </>
            ),
          },
          { title: t('before'), align: 'right', render: (_, row) => <Money yuan={row.beforeYuan} /> },
          { title: t('after'), align: 'right', render: (_, row) => <Money yuan={row.afterYuan} /> },
          { title: t('delta'), align: 'right', render: (_, row) => <SignedMoney yuan={row.deltaYuan} /> },
          {
            title: t('byMonth'),
            width: 320,
            render: (_, row) =>
              row.months.map((month) => (
                <span key={month.month} style={{ marginInlineEnd: 10, display: 'inline-block' }}>
                  <span className="quiet">{t('month', { number: monthNumber(month.month as YearMonth) })}</span>{' '}
                  <SignedMoney yuan={month.deltaYuan} />
                </span>
              )),
          },
        ]}
      />
    </>
  )
}
