import { App, Form, Input, InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { computingTexts } from './computing.texts.ts'

/** Keeps nodes free for work on them. */
export function MaintenanceDialog({ centreId, onClose }: { centreId: string; onClose: () => void }) {
  const t = useTexts(computingTexts)
  const { message } = App.useApp()
  const [name, setName] = useState('maintenance')
  const [startsAt, setStartsAt] = useState('')
  const [minutes, setMinutes] = useState(120)
  const [nodes, setNodes] = useState(1)
  const reserve = useAction('compute-centre.reserve', ['compute-centre.'])
  const begins = new Date(`${startsAt}:00+08:00`)
  const isRight = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(startsAt) && !Number.isNaN(begins.getTime())
  return (
    <Modal
      open
      title={t('maintain')}
      okText={t('save')}
      okButtonProps={{ disabled: !isRight || name.trim() === '' }}
      confirmLoading={reserve.isPending}
      onCancel={onClose}
      onOk={() =>
        reserve.mutate(
          { params: { centreId }, body: { name: name.trim(), startsAt: begins.toISOString(), minutes, nodes } },
          {
            onSuccess: () => {
              void message.success(t('windowSet'))
              onClose()
            },
          },
        )
      }
    >
      {reserve.error ? <ProblemAlert error={reserve.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('windowName')} htmlFor="window-name">
          <Input id="window-name" value={name} onChange={({ target }) => setName(target.value)} />
        </Form.Item>
        <Form.Item label={t('startsAt')} htmlFor="window-starts">
          <Input id="window-starts" type="datetime-local" value={startsAt} onChange={({ target }) => setStartsAt(target.value)} />
        </Form.Item>
        <div className="job-fields">
          <Form.Item label={t('minutes')} htmlFor="window-minutes">
            <InputNumber id="window-minutes" min={1} max={20_160} value={minutes} onChange={(value) => setMinutes(value ?? 120)} />
          </Form.Item>
          <Form.Item label={t('nodeCount')} htmlFor="window-nodes">
            <InputNumber id="window-nodes" min={1} max={10_000} value={nodes} onChange={(value) => setNodes(value ?? 1)} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
