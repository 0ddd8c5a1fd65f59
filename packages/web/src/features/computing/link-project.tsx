import { App, Form, Modal } from 'antd'
import { useState } from 'react'
import type { ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { RecordPicker } from '../project/record-picker.tsx'
import { capacityTexts } from './capacity.texts.ts'

/** Says which investment project builds a centre. */
export function LinkProject({ centre, onClose }: { centre: ComputeCentre; onClose: () => void }) {
  const t = useTexts(capacityTexts)
  const name = useName()
  const { message } = App.useApp()
  const [projectNo, setProjectNo] = useState(centre.project?.projectNo ?? '')
  const link = useAction('compute-centre.link-project', ['compute-', 'gate.'])
  const send = () =>
    link.mutate(
      { params: { centreId: centre.centreId }, body: { projectNo: projectNo === '' ? null : projectNo }, ifMatch: centre.version },
      {
        onSuccess: () => {
          void message.success(t('linked'))
          onClose()
        },
      },
    )
  return (
    <Modal open title={`${t('link')} · ${name(centre)}`} okText={t('save')} confirmLoading={link.isPending} onOk={send} onCancel={onClose}>
      {link.error ? <ProblemAlert error={link.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('builtBy')} htmlFor="centre-project" extra={t('linkHint')}>
          <RecordPicker
            register="project"
            id="centre-project"
            label={t('builtBy')}
            value={projectNo}
            shown={centre.project === null ? undefined : `${centre.project.projectNo} ${name(centre.project)}`}
            allowClear
            onChange={setProjectNo}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
