import { App, Button, Grid, Popconfirm, Space, Table } from 'antd'
import type { ColumnType } from 'antd/es/table'
import { useState } from 'react'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { formatYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Difference } from './difference.tsx'
import { InlineMoney } from './inline-money.tsx'
import { NodeDialog } from './node-dialog.tsx'
import { planTexts } from './plan.texts.ts'
import { ofVersion, usePlan } from './use-plan.ts'

/** A node, the line of what it leaves undecomposed, or the projects that stand on no node. */
interface TreeRow {
  key: string
  node: PlanTreeNode | null
  name: string
  amountYuan: string | null
  plannedYuan: string | null
  projects: number
  children?: TreeRow[]
}

export function TreeTab() {
  const view = usePlan()
  const tree = useRoute('plan.tree', ofVersion(view), { keepPrevious: true })
  return <Loaded query={tree}>{(data) => <Tree data={data} />}</Loaded>
}

interface TreeAnswer {
  nodes: PlanTreeNode[]
  withoutNodeYuan: string
  withoutNode: number
}

function Tree({ data }: { data: TreeAnswer }) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const { modal } = App.useApp()
  const isWide = Grid.useBreakpoint().md !== false
  const { version, canEdit, setSearch } = usePlan()
  const [dialog, setDialog] = useState<{ node: PlanTreeNode | null; parentCode: string | null } | null>(null)
  const edit = useAction('plan.edit-node', ['plan.'])
  const remove = useAction('plan.remove-node', ['plan.'])
  const rows = treeRows(data, nameOf, t('undecomposed'), t('exceeded'), t('withoutNode'))
  const saveFrame = (node: PlanTreeNode, frameYuan: string) =>
    edit.mutate(
      { params: { versionId: version.versionId, nodeId: node.nodeId }, ifMatch: node.version, body: { frameYuan } },
      { onError: (error) => void modal.error({ title: error.problem?.title ?? error.message, content: <ProblemAlert error={error} /> }) },
    )
  const columns: ColumnType<TreeRow>[] = [
    { title: t('node'), dataIndex: 'name', width: isWide ? 300 : 170, fixed: 'start' },
    {
      title: t('frame'),
      align: 'right',
      width: 160,
      render: (_, { node, amountYuan, name }) =>
        node !== null && canEdit ? (
          <InlineMoney yuan={node.frameYuan} label={t('editFrame', { name })} onSave={(yuan) => saveFrame(node, yuan)} />
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
    { title: t('projects'), align: 'right', width: 90, dataIndex: 'projects' },
    {
      title: t('actions'),
      width: canEdit ? 260 : 100,
      render: (_, { node, name }) =>
        node === null ? null : (
          <Space size={4} className="no-print">
            <Button size="small" type="link" onClick={() => setSearch({ tab: 'matrix', node: node.nodeId }, { replace: false })}>
              {t('showProjects')}
            </Button>
            {canEdit ? (
              <>
                <Button size="small" type="link" onClick={() => setDialog({ node: null, parentCode: node.code })}>
                  {t('addChild')}
                </Button>
                <Button size="small" type="link" onClick={() => setDialog({ node, parentCode: null })}>
                  {t('edit')}
                </Button>
                {node.hasChildren || node.projects > 0 ? null : (
                  <Popconfirm
                    title={t('removeNodeAsk', { name })}
                    onConfirm={() =>
                      remove.mutate({ params: { versionId: version.versionId, nodeId: node.nodeId }, ifMatch: node.version })
                    }
                  >
                    <Button size="small" type="link" danger>
                      {t('remove')}
                    </Button>
                  </Popconfirm>
                )}
              </>
            ) : null}
          </Space>
        ),
    },
  ]
  return (
    <>
      <div className="plan-bar">
        <span className="quiet">{t('unitWan')}</span>
        {canEdit && data.nodes.length === 0 ? (
          <Button onClick={() => setDialog({ node: null, parentCode: null })}>{t('addRoot')}</Button>
        ) : null}
      </div>
      {remove.error ? <ProblemAlert error={remove.error} /> : null}
      <Table<TreeRow>
        className="plan-table"
        size="small"
        bordered
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ x: 1080 }}
        expandable={{ defaultExpandAllRows: true }}
        rowClassName={({ node }) => (node === null ? 'undecomposed-row' : node.depth === 0 ? 'total-row' : '')}
      />
      {dialog === null ? null : <NodeDialog {...dialog} nodes={data.nodes} onClose={() => setDialog(null)} />}
    </>
  )
}

function treeRows(
  data: TreeAnswer,
  nameOf: (thing: { nameZh: string; nameEn: string }) => string,
  undecomposed: string,
  exceeded: string,
  withoutNode: string,
): TreeRow[] {
  const below = Map.groupBy(data.nodes, (node) => node.parentId)
  const rowsUnder = (parentId: string | null): TreeRow[] =>
    (below.get(parentId) ?? []).map((node) => {
      const left = parseYuan(node.undecomposedYuan)
      const children = rowsUnder(node.nodeId)
      if (left !== 0n) {
        children.push({
          key: `${node.nodeId} left`,
          node: null,
          name: left > 0n ? undecomposed : exceeded,
          amountYuan: formatYuan(left < 0n ? -left : left),
          plannedYuan: node.ownProjects > 0 ? node.ownPlannedYuan : null,
          projects: node.ownProjects,
        })
      }
      return {
        key: node.nodeId,
        node,
        name: nameOf(node),
        amountYuan: node.frameYuan,
        plannedYuan: node.plannedYuan,
        projects: node.projects,
        ...(children.length > 0 ? { children } : {}),
      }
    })
  const rows = rowsUnder(null)
  if (data.withoutNode > 0) {
    rows.push({
      key: 'without',
      node: null,
      name: withoutNode,
      amountYuan: null,
      plannedYuan: data.withoutNodeYuan,
      projects: data.withoutNode,
    })
  }
  return rows
}
