import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Input, Modal, Select, Space, Tooltip } from 'antd'
import { useState } from 'react'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useBaselineName } from './baseline-name.ts'
import { ganttTexts } from './gantt.texts.ts'

interface Props {
  baselineId: string | undefined
  onBaseline: (baselineId: string | undefined) => void
  /** Baselines are of the whole zone: where one project is shown, they are neither taken nor removed. */
  isChoiceOnly?: boolean
}

/** Which baseline is compared with; a planner takes another, or removes one that was taken by hand. */
export function BaselinePicker({ baselineId, onBaseline, isChoiceOnly = false }: Props) {
  const t = useTexts(ganttTexts)
  const nameOf = useBaselineName()
  const { modal, message } = App.useApp()
  const [isTaking, setIsTaking] = useState(false)
  const list = useRoute('baseline.list', {})
  const remove = useAction('baseline.remove', ['baseline.'])
  const mayTake = useMay('baseline.take') && !isChoiceOnly
  const mayRemove = useMay('baseline.remove') && !isChoiceOnly
  const baselines = list.data?.baselines ?? []
  const chosen = baselines.find((item) => item.baselineId === baselineId)
  const askRemove = (found: NonNullable<typeof chosen>) =>
    void modal.confirm({
      title: t('removeTitle', { name: nameOf(found) }),
      content: t('removeHint', { count: found.projects }),
      okText: t('removeBaseline'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync({ params: { baselineId: found.baselineId } })
          onBaseline(undefined)
          void message.success(t('removed'))
        } catch (error) {
          modal.error({ title: t('removeBaseline'), content: <ProblemAlert error={error as Error} /> })
        }
      },
    })
  return (
    <Space.Compact>
      <Select
        aria-label={t('baseline')}
        value={baselineId ?? ''}
        popupMatchSelectWidth={false}
        style={{ minWidth: 150, maxWidth: 280 }}
        options={[
          { value: '', label: t('noBaseline') },
          ...baselines.map((item) => ({
            value: item.baselineId,
            label: `${nameOf(item)} · ${t('takenOn', { date: drawInstant(item.takenAt).slice(0, 10) })}`,
          })),
        ]}
        onChange={(value) => onBaseline(value === '' ? undefined : value)}
      />
      {mayRemove && chosen?.plan === null ? (
        <Tooltip title={t('removeBaseline')}>
          <Button icon={<DeleteOutlined />} aria-label={t('removeBaseline')} onClick={() => askRemove(chosen)} />
        </Tooltip>
      ) : null}
      {mayTake ? (
        <Button icon={<PlusOutlined />} onClick={() => setIsTaking(true)}>
          {t('take')}
        </Button>
      ) : null}
      {isTaking ? <TakeDialog onClose={() => setIsTaking(false)} onTaken={onBaseline} /> : null}
    </Space.Compact>
  )
}

function TakeDialog({ onClose, onTaken }: { onClose: () => void; onTaken: (baselineId: string) => void }) {
  const t = useTexts(ganttTexts)
  const { message } = App.useApp()
  const [name, setName] = useState('')
  const take = useAction('baseline.take', ['baseline.'])
  const submit = () =>
    take.mutate(
      { body: { name } },
      {
        onSuccess: (taken) => {
          void message.success(t('taken', { name: taken.name, count: taken.projects }))
          onTaken(taken.baselineId)
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('takeTitle')}
      okText={t('take')}
      okButtonProps={{ disabled: name.trim() === '' }}
      confirmLoading={take.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('takeHint')}</p>
      <label className="gantt-field">
        <span>{t('takeName')}</span>
        <Input
          autoFocus
          value={name}
          maxLength={100}
          onChange={({ target }) => setName(target.value)}
          onPressEnter={() => (name.trim() === '' ? undefined : submit())}
        />
      </label>
      {take.error ? <ProblemAlert error={take.error} labelOf={() => undefined} /> : null}
    </Modal>
  )
}
