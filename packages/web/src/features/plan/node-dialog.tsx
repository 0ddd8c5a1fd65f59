import { Form, Input, InputNumber, Modal, Select } from 'antd'
import { useState } from 'react'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { MergeNode, nodeBody, nodeForm, type NodeForm } from './merge-node.tsx'
import { nowOf } from './now-of.ts'
import { planTexts } from './plan.texts.ts'
import { useNodeChoices, usePlan } from './use-plan.ts'
import { useScopeChoices } from './use-scopes.ts'

interface Values {
  code: string
  parentCode?: string | null
  nameZh: string
  nameEn?: string
  categoryCode?: string | null
  clusterCode?: string | null
  frame: string
  sort: number | null
}

interface Props {
  /** Null: a node that is not there yet. */
  node: PlanTreeNode | null
  parentCode: string | null
  nodes: readonly PlanTreeNode[]
  onClose: (nodeId?: string) => void
}

/** What a new node most likely is: the next code and place under its parent, with what the parent has left to decompose. */
function proposed(parentCode: string | null, nodes: readonly PlanTreeNode[]): Values {
  const parent = nodes.find((node) => node.code === parentCode)
  const siblings = nodes.filter((node) => node.parentId === (parent?.nodeId ?? null))
  const taken = new Set(nodes.map((node) => node.code))
  let number = siblings.length + 1
  const codeOf = () => (parentCode === null ? `n${number}` : `${parentCode}-${number}`)
  while (taken.has(codeOf())) number += 1
  const left = parent ? parseYuan(parent.undecomposedYuan) : 0n
  return {
    code: codeOf(),
    parentCode,
    nameZh: '',
    frame: parent?.hasChildren && left > 0n ? wanOfYuan(parent.undecomposedYuan) : '0',
    sort: Math.max(0, ...siblings.map((node) => node.sort)) + 1,
  }
}

function isUnder(nodes: readonly PlanTreeNode[], node: PlanTreeNode, ancestorId: string): boolean {
  if (node.nodeId === ancestorId) return true
  const parent = nodes.find((item) => item.nodeId === node.parentId)
  return parent !== undefined && isUnder(nodes, parent, ancestorId)
}

export function NodeDialog({ node, parentCode, nodes, onClose }: Props) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const choicesOf = useNodeChoices()
  const scopeChoices = useScopeChoices()
  const { versionId } = usePlan().version
  const [form] = Form.useForm<Values>()
  const [conflict, setConflict] = useState<{ mine: NodeForm; theirs: PlanTreeNode } | null>(null)
  const add = useAction('plan.add-node', ['plan.', 'cockpit.'])
  const edit = useAction('plan.edit-node', ['plan.', 'cockpit.'])
  const save = async () => {
    const { code, ...values } = await form.validateFields()
    const mine: NodeForm = {
      nameZh: values.nameZh.trim(),
      nameEn: values.nameEn?.trim() || values.nameZh.trim(),
      parentCode: values.parentCode ?? '',
      categoryCode: values.categoryCode ?? '',
      clusterCode: values.clusterCode ?? '',
      frame: values.frame,
      sort: String(values.sort ?? 0),
    }
    const body = { ...nodeBody(mine), nameZh: mine.nameZh }
    if (node === null) add.mutate({ params: { versionId }, body: { code, ...body } }, { onSuccess: ({ nodeId }) => onClose(nodeId) })
    else
      edit.mutate(
        { params: { versionId, nodeId: node.nodeId }, ifMatch: node.version, body },
        {
          onSuccess: () => onClose(node.nodeId),
          onError: (error) => {
            const theirs = nowOf(error) as PlanTreeNode | undefined
            if (theirs) setConflict({ mine, theirs })
          },
        },
      )
  }
  if (node !== null && conflict !== null)
    return <MergeNode before={node} {...conflict} nodes={nodes} onClose={() => onClose(node.nodeId)} />
  const error = add.error ?? edit.error
  const parents = node === null ? nodes : nodes.filter((item) => !isUnder(nodes, item, node.nodeId))
  const isAmount = (wan: string) => {
    const yuan = yuanOfWan(wan)
    return typeof yuan === 'string' && !yuan.startsWith('-')
  }
  return (
    <Modal
      open
      title={node === null ? t(parentCode === null ? 'addRoot' : 'addChild') : nameOf(node)}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={() => onClose()}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        className="plan-dialog"
        onFinish={() => void save().catch(() => undefined)}
        initialValues={
          node === null
            ? proposed(parentCode, nodes)
            : { code: node.code, ...nodeForm(node, nodes), ...emptied(node, nodes), sort: node.sort }
        }
      >
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true, whitespace: true, message: t('required') }]}>
          <Input maxLength={200} autoFocus />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="frame"
          label={t('withUnit', { name: t('frame'), unit: t('wan') })}
          rules={[
            {
              required: true,
              validator: (_, wan: string) => (isAmount(wan) ? Promise.resolve() : Promise.reject(new Error(t('invalidOne')))),
            },
          ]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="parentCode" label={t('parent')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={choicesOf(parents)}
            labelRender={({ value }) => nameOf(nodes.find((item) => item.code === value) ?? { nameZh: String(value), nameEn: null })}
          />
        </Form.Item>
        <Form.Item name="categoryCode" label={t('category')}>
          <Select allowClear options={scopeChoices('category')} />
        </Form.Item>
        <Form.Item name="clusterCode" label={t('cluster')}>
          <Select allowClear options={scopeChoices('cluster')} />
        </Form.Item>
        <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^[\w.-]{1,60}$/, message: t('codeRule') }]}>
          <Input disabled={node !== null} />
        </Form.Item>
        <Form.Item name="sort" label={t('sort')}>
          <InputNumber precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
      {error ? <ProblemAlert error={error} /> : null}
    </Modal>
  )
}

/** A select shows nothing for null, and an empty line for an empty text. */
const emptied = (node: PlanTreeNode, nodes: readonly PlanTreeNode[]): Pick<Values, 'parentCode' | 'categoryCode' | 'clusterCode'> => ({
  parentCode: nodeForm(node, nodes).parentCode || null,
  categoryCode: node.categoryCode,
  clusterCode: node.clusterCode,
})
