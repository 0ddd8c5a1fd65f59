import { Button, Dropdown, Grid, Tooltip } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useEffect, useState } from 'react'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Difference } from './difference.tsx'
import { InlineMoney } from './inline-money.tsx'
import { MergeNode } from './merge-node.tsx'
import { NodeDialog } from './node-dialog.tsx'
import { PlanTable } from './plan-table.tsx'
import { planTexts } from './plan.texts.ts'
import { treeRows, type TreeAnswer, type TreeRow } from './tree-rows.ts'
import { ofVersion, usePlan } from './use-plan.ts'
import { useNodeActions, type NodeAction } from './use-node-actions.tsx'
import { useSaveFrame } from './use-save-frame.tsx'

export function TreeTab() {
  const view = usePlan()
  const tree = useRoute('plan.tree', ofVersion(view), { keepPrevious: true })
  return <Loaded query={tree}>{(data) => <Tree data={data} />}</Loaded>
}

function Tree({ data }: { data: TreeAnswer }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const isWide = Grid.useBreakpoint().md !== false
  const { canEdit, search, setSearch } = usePlan()
  const [dialog, setDialog] = useState<{ node: PlanTreeNode | null; parentCode: string | null } | null>(null)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const frames = useSaveFrame()
  const actionsOf = useNodeActions({
    onAdd: (parent) => setDialog({ node: null, parentCode: parent.code }),
    onEdit: (node) => setDialog({ node, parentCode: null }),
  })
  const rows = treeRows(data, nameOf, { undecomposed: t('undecomposed'), exceeded: t('exceeded'), withoutNode: t('withoutNode') })
  useEffect(() => {
    if (search.at !== undefined) document.querySelector('.plan-table .marked-row')?.scrollIntoView({ block: 'center' })
  }, [search.at])
  const columns: ColumnType<TreeRow>[] = [
    {
      title: t('node'),
      dataIndex: 'name',
      width: isWide ? 300 : 206,
      fixed: 'start',
      render: (_, { node, name, depth }) => (
        // A name that wraps stays right of its indent and of the button that folds.
        <span className="tree-text" style={{ maxWidth: `calc(100% - ${15 * depth + 28}px)` }}>
          {name}
          {isWide || node === null ? null : <ActionMenu actions={actionsOf(node)} label={`${name} ${t('more')}`} />}
        </span>
      ),
    },
    {
      title: t('frame'),
      align: 'right',
      width: isWide ? 160 : 136,
      render: (_, { node, amountYuan, name }) =>
        node !== null && canEdit ? (
          <InlineMoney yuan={node.frameYuan} label={t('editFrame', { name })} onSave={(yuan) => frames.save(node, yuan)} />
        ) : (
          <Money yuan={amountYuan} />
        ),
    },
    {
      title: t('decomposed'),
      align: 'right',
      width: 150,
      render: (_, { node }) => (node?.hasChildren ? <Money yuan={node.decomposedYuan} /> : null),
    },
    { title: t('planned'), align: 'right', width: 150, render: (_, row) => <Money yuan={row.plannedYuan} /> },
    {
      title: t('difference'),
      align: 'right',
      width: 160,
      render: (_, { node }) => (node === null ? null : <Difference yuan={node.differenceYuan} />),
    },
    { title: t('projects'), align: 'right', width: 80, dataIndex: 'projects' },
  ]
  if (isWide) {
    columns.push({
      title: t('actions'),
      className: 'no-print',
      width: canEdit ? 310 : 100,
      render: (_, { node }) => (node === null ? null : <ActionLinks actions={actionsOf(node)} />),
    })
  }
  return (
    <>
      <div className="plan-bar">
        <span className="quiet">{t('unitWan')}</span>
        {canEdit ? (
          <Button className="push" onClick={() => setDialog({ node: null, parentCode: data.nodes[0]?.code ?? null })}>
            {t(data.nodes.length === 0 ? 'addRoot' : 'addNode')}
          </Button>
        ) : null}
      </div>
      <PlanTable<TreeRow>
        columns={columns}
        dataSource={rows}
        scroll={{ x: isWide ? 1080 : 890 }}
        expandable={{
          expandedRowKeys: data.nodes.map((node) => node.nodeId).filter((nodeId) => !folded.has(nodeId)),
          onExpand: (isOpen, { key }) => setFolded(new Set(isOpen ? [...folded].filter((item) => item !== key) : [...folded, key])),
        }}
        rowClassName={({ key, node }) =>
          [key === search.at ? 'marked-row' : '', node === null ? 'undecomposed-row' : node.depth === 0 ? 'total-row' : ''].join(' ')
        }
      />
      {dialog === null ? null : (
        <NodeDialog
          {...dialog}
          nodes={data.nodes}
          onClose={(nodeId) => {
            setDialog(null)
            if (nodeId !== undefined) setSearch({ at: nodeId })
          }}
        />
      )}
      {frames.conflict === null ? null : <MergeNode {...frames.conflict} nodes={data.nodes} onClose={frames.settle} />}
    </>
  )
}

function ActionLinks({ actions }: { actions: readonly NodeAction[] }) {
  return (
    <span className="node-actions">
      {actions.map(({ key, label, isDanger, blocked, run }) => (
        <Tooltip key={key} title={blocked}>
          <Button size="small" type="link" danger={isDanger === true} disabled={blocked !== undefined} onClick={run}>
            {label}
          </Button>
        </Tooltip>
      ))}
    </span>
  )
}

/** The same actions behind one button, where a phone has no room for a column of them. */
function ActionMenu({ actions, label }: { actions: readonly NodeAction[]; label: string }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: actions.map(({ key, label: text, isDanger, blocked, run }) => ({
          key,
          label: text,
          title: blocked ?? '',
          danger: isDanger === true,
          disabled: blocked !== undefined,
          onClick: run,
        })),
      }}
    >
      <Button size="small" type="text" className="no-print" aria-label={label}>
        ⋯
      </Button>
    </Dropdown>
  )
}
