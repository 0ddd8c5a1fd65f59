import { Form, Input, InputNumber, Modal, Select } from 'antd'
import type { PlanTreeNode } from '@ballast/contract/plan-edit.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { planTexts } from './plan.texts.ts'
import { ofVersion, usePlan } from './use-plan.ts'

interface Values {
  code: string
  parentCode?: string | null
  nameZh: string
  nameEn?: string
  categoryCode?: string | null
  clusterCode?: string | null
  frame: string
  sort: number
}

interface Props {
  /** Null: a node that is not there yet. */
  node: PlanTreeNode | null
  parentCode: string | null
  nodes: readonly PlanTreeNode[]
  onClose: () => void
}

export function NodeDialog({ node, parentCode, nodes, onClose }: Props) {
  const t = useTexts(planTexts)
  const nameOf = useName()
  const view = usePlan()
  const [form] = Form.useForm<Values>()
  const add = useAction('plan.add-node', ['plan.'])
  const edit = useAction('plan.edit-node', ['plan.'])
  const scopes = useRoute('plan.targets', ofVersion(view)).data?.scopes ?? []
  const choices = (kind: 'category' | 'cluster') =>
    scopes.filter((scope) => scope.kind === kind).map((scope) => ({ value: scope.code, label: nameOf(scope) }))
  const save = async () => {
    const { code, frame, ...values } = await form.validateFields()
    const { versionId } = view.version
    const body = {
      nameZh: values.nameZh,
      nameEn: values.nameEn || values.nameZh,
      parentCode: values.parentCode ?? null,
      categoryCode: values.categoryCode ?? null,
      clusterCode: values.clusterCode ?? null,
      frameYuan: yuanOfWan(frame) ?? '0',
      sort: values.sort,
    }
    if (node === null) add.mutate({ params: { versionId }, body: { code, ...body } }, { onSuccess: onClose })
    else edit.mutate({ params: { versionId, nodeId: node.nodeId }, ifMatch: node.version, body }, { onSuccess: onClose })
  }
  const parent = nodes.find((item) => item.nodeId === node?.parentId)
  const error = add.error ?? edit.error
  return (
    <Modal
      open
      title={node === null ? t('addChild') : nameOf(node)}
      okText={t('save')}
      cancelText={t('cancel')}
      onOk={() => void save().catch(() => undefined)}
      confirmLoading={add.isPending || edit.isPending}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          code: node?.code ?? '',
          parentCode: node === null ? parentCode : (parent?.code ?? null),
          nameZh: node?.nameZh ?? '',
          nameEn: node?.nameEn ?? '',
          categoryCode: node?.categoryCode ?? null,
          clusterCode: node?.clusterCode ?? null,
          frame: wanOfYuan(node?.frameYuan ?? '0.00'),
          sort: node?.sort ?? 1,
        }}
      >
        <Form.Item name="code" label={t('code')} rules={[{ required: true, pattern: /^[\w.-]{1,60}$/ }]}>
          <Input disabled={node !== null} />
        </Form.Item>
        <Form.Item name="nameZh" label={t('nameZh')} rules={[{ required: true }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('nameEn')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="parentCode" label={t('parent')}>
          <Select
            allowClear
            options={nodes.filter((item) => item.nodeId !== node?.nodeId).map((item) => ({ value: item.code, label: nameOf(item) }))}
          />
        </Form.Item>
        <Form.Item name="categoryCode" label={t('category')}>
          <Select allowClear options={choices('category')} />
        </Form.Item>
        <Form.Item name="clusterCode" label={t('cluster')}>
          <Select allowClear options={choices('cluster')} />
        </Form.Item>
        <Form.Item
          name="frame"
          label={t('withUnit', { name: t('frame'), unit: t('wan') })}
          rules={[
            {
              required: true,
              validator: (_, value: string) => (yuanOfWan(value) ? Promise.resolve() : Promise.reject(new Error(t('invalidAmount')))),
            },
          ]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="sort" label={t('sort')}>
          <InputNumber precision={0} />
        </Form.Item>
      </Form>
      {error ? <ProblemAlert error={error} /> : null}
    </Modal>
  )
}
