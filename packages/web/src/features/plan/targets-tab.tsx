import { Button, Grid, Popconfirm, Space, Tag } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useEffect, useState } from 'react'
import type { PlanTarget } from '@ballast/contract/plan-edit.ts'
import { targetKey } from '@ballast/domain/plan/plan-row.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { PlanValue } from './plan-value.tsx'
import { PlanTable } from './plan-table.tsx'
import { planTexts } from './plan.texts.ts'
import { TargetDialog, type TargetsAnswer } from './target-dialog.tsx'
import { ofVersion, usePeriodName, usePlan } from './use-plan.ts'

const COLORS = { met: 'green', missed: 'red', unknown: 'default' } as const

export function TargetsTab() {
  const view = usePlan()
  const query = useRoute('plan.targets', ofVersion(view), { keepPrevious: true })
  return <Loaded query={query}>{(data) => <Targets data={data} />}</Loaded>
}

function ValueText({
  unit,
  yuan,
  ratio,
  count,
}: {
  unit: PlanTarget['unit']
  yuan: string | null
  ratio: string | null
  count: number | null
}) {
  const text = unit === 'fen' ? yuan : unit === 'ppm' ? ratio : count === null ? null : String(count)
  return text === null ? <>—</> : <PlanValue kind={unit === 'fen' ? 'yuan' : unit === 'ppm' ? 'ratio' : 'count'} text={text} />
}

function Targets({ data }: { data: TargetsAnswer }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const periodOf = usePeriodName()
  const { locale } = useLanguage()
  const isWide = Grid.useBreakpoint().md !== false
  const { version, canEdit, search, setSearch } = usePlan()
  const [editing, setEditing] = useState<PlanTarget | 'new' | null>(null)
  const remove = useAction('plan.remove-target', ['plan.', 'cockpit.'])
  useEffect(() => {
    if (search.at !== undefined) document.querySelector('.plan-table .marked-row')?.scrollIntoView({ block: 'center' })
  }, [search.at])
  const columns: ColumnType<PlanTarget>[] = [
    {
      title: t('indicator'),
      width: isWide ? 210 : 150,
      fixed: 'start',
      render: (_, row) => (
        <>
          {nameOf(row)} <SourceBadge kind={row.sourceKind} citation={row.citation} />
        </>
      ),
    },
    { title: t('scope'), width: 150, render: (_, row) => (locale === 'en' ? row.scopeNameEn : row.scopeNameZh) },
    { title: t('period'), width: 100, render: (_, row) => periodOf(row.period) },
    {
      title: t('value'),
      align: 'right',
      width: 200,
      render: (_, row) => (
        <>
          {t(row.comparator)} <ValueText unit={row.unit} yuan={row.valueYuan} ratio={row.valueRatio} count={row.valueCount} />
        </>
      ),
    },
    {
      title: t('reached'),
      align: 'right',
      width: 160,
      render: (_, row) => <ValueText unit={row.unit} yuan={row.reachedYuan} ratio={row.reachedRatio} count={row.reachedCount} />,
    },
    { title: t('standing'), width: 100, render: (_, row) => <Tag color={COLORS[row.standing]}>{t(`standing_${row.standing}`)}</Tag> },
    {
      title: t('gap'),
      align: 'right',
      width: 150,
      render: (_, row) => (row.standing === 'missed' && row.unit !== 'count' ? <Money yuan={row.gapYuan} withUnit /> : null),
    },
    { title: t('note'), width: 160, dataIndex: 'note' },
  ]
  if (canEdit) {
    columns.push({
      title: t('actions'),
      className: 'no-print',
      width: 120,
      ...(isWide ? { fixed: 'end' as const } : {}),
      render: (_, row) => (
        <Space size={4}>
          <Button size="small" type="link" onClick={() => setEditing(row)}>
            {t('edit')}
          </Button>
          <Popconfirm
            title={t('removeTargetAsk')}
            onConfirm={() => remove.mutate({ params: { versionId: version.versionId, targetId: row.targetId }, ifMatch: row.version })}
          >
            <Button size="small" type="link" danger>
              {t('remove')}
            </Button>
          </Popconfirm>
        </Space>
      ),
    })
  }
  return (
    <>
      {canEdit ? (
        <div className="plan-bar">
          <Button onClick={() => setEditing('new')}>{t('addTarget')}</Button>
        </div>
      ) : null}
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <PlanTable<PlanTarget>
        rowKey="targetId"
        columns={columns}
        dataSource={data.targets}
        scroll={{ x: canEdit ? 1290 : 1170 }}
        rowClassName={(row) => (targetKey(row) === search.at ? 'marked-row' : '')}
      />
      {editing === null ? null : (
        <TargetDialog
          key={editing === 'new' ? 'new' : editing.targetId}
          target={editing === 'new' ? null : editing}
          data={data}
          onClose={(key) => {
            setEditing(null)
            if (key !== undefined) setSearch({ at: key })
          }}
        />
      )}
    </>
  )
}
