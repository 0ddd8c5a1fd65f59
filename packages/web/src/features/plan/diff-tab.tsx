import { Alert, Empty, Select, Table, Tag } from 'antd'
import type { ColumnType } from 'antd/es/table'
import type { PlanDiff } from '@ballast/contract/plan-edit.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { monthNumber, type YearMonth } from '@ballast/domain/shared/time.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SignedMoney } from './difference.tsx'
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
          <Totals data={data} />
          {data.targets.length > 0 ? <TargetChanges rows={data.targets} /> : null}
          {data.nodes.length > 0 ? <NodeChanges rows={data.nodes} /> : null}
          {data.projects.length > 0 ? <ProjectChanges rows={data.projects} /> : null}
        </>
      )}
    </Loaded>
  )
}

function Totals({ data }: { data: PlanDiff }) {
  const t = useTexts(planTexts)
  const isZero = parseYuan(data.netYuan) === 0n
  const figure = (label: string, yuan: string, tone = '') => (
    <div className={`plan-figure ${tone}`}>
      <div className="quiet">{label}</div>
      <div className="value">
        <SignedMoney yuan={yuan} />
      </div>
    </div>
  )
  return (
    <div className="plan-figures">
      {figure(t('gained'), data.gainedYuan)}
      {figure(t('lost'), parseYuan(data.lostYuan) === 0n ? data.lostYuan : `-${data.lostYuan}`)}
      {figure(isZero ? t('netZero') : t('net'), data.netYuan, isZero ? 'good' : '')}
    </div>
  )
}

function useChangeColumn<T extends { change: ProjectRow['change'] }>(): ColumnType<T> {
  const t = useTexts(planTexts)
  return { width: 80, title: t('delta'), render: (_, row) => <Tag color={CHANGE_COLOR[row.change]}>{t(`change_${row.change}`)}</Tag> }
}

function TargetChanges({ rows }: { rows: TargetRow[] }) {
  const t = useTexts(planTexts)
  const change = useChangeColumn<TargetRow>()
  return (
    <>
      <h2 className="plan-section">{t('targetChanges')}</h2>
      <Table<TargetRow>
        className="plan-table"
        size="small"
        bordered
        rowKey="key"
        pagination={false}
        scroll={{ x: 700 }}
        dataSource={rows}
        columns={[
          change,
          { title: t('target'), render: (_, row) => <code>{row.key}</code> },
          { title: t('before'), align: 'right', dataIndex: 'before' },
          { title: t('after'), align: 'right', dataIndex: 'after' },
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
      <Table<NodeRow>
        className="plan-table"
        size="small"
        bordered
        rowKey="nodeId"
        pagination={false}
        scroll={{ x: 700 }}
        dataSource={rows}
        columns={[
          change,
          { title: t('node'), render: (_, row) => nameOf(row) },
          { title: t('before'), align: 'right', render: (_, row) => <Money yuan={row.beforeYuan} /> },
          { title: t('after'), align: 'right', render: (_, row) => <Money yuan={row.afterYuan} /> },
          { title: t('delta'), align: 'right', render: (_, row) => <SignedMoney yuan={row.deltaYuan} /> },
        ]}
      />
    </>
  )
}

function ProjectChanges({ rows }: { rows: ProjectRow[] }) {
  const t = useTexts(planTexts)
  const change = useChangeColumn<ProjectRow>()
  const marks = (row: ProjectRow) =>
    (
      [
        [row.hasMoved, 'moved'],
        [row.hasOtherShares && row.change === 'changed', 'otherShares'],
        [row.hasOtherComposition && row.change === 'changed', 'otherComposition'],
      ] as const
    ).map(([is, key]) => (is ? <Tag key={key}>{t(key)}</Tag> : null))
  return (
    <>
      <h2 className="plan-section">{t('projectChanges')}</h2>
      <Table<ProjectRow>
        className="plan-table"
        size="small"
        bordered
        rowKey="projectId"
        pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
        scroll={{ x: 1000 }}
        dataSource={rows}
        columns={[
          change,
          {
            title: t('project'),
            width: 300,
            render: (_, row) => (
              <>
                {row.projectNo} {row.nameZh} {marks(row)}
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
