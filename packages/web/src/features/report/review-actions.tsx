import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Flex, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'
import { mayStep, type ReturnStep } from '@ballast/domain/report/return-state.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { useFieldName } from './checks-panel.tsx'
import { reportTexts } from './report.texts.ts'
import { useReturnAction } from './use-return-action.ts'

/** The steps that this user may take with the return as it stands. */
export function ReviewActions({ given }: { given: ReportReturn }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const [isReturning, setIsReturning] = useState(false)
  const may = {
    recall: useMay('report.recall'),
    review: useMay('report.review'),
    return: useMay('report.return'),
    verify: useMay('report.verify'),
  }
  const recall = useReturnAction('report.recall')
  const review = useReturnAction('report.review')
  const verify = useReturnAction('report.verify')
  const { state } = given
  const isClosedPeriod = given.lock?.code === 'period-closed'
  const can = (step: ReturnStep & keyof typeof may) => !isClosedPeriod && state !== null && may[step] && mayStep(state, step)
  const request = { params: { projectId: given.projectId, month: given.month }, ifMatch: given.version }
  const done = { onSuccess: () => void message.success(t('saved')) }
  const error = recall.error ?? review.error ?? verify.error
  return (
    <>
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      {can('recall') ? (
        <Button loading={recall.isPending} onClick={() => recall.mutate(request, done)}>
          {t('recall')}
        </Button>
      ) : null}
      {can('review') ? (
        <Button loading={review.isPending} onClick={() => review.mutate(request, done)}>
          {t('review')}
        </Button>
      ) : null}
      {can('return') ? <Button onClick={() => setIsReturning(true)}>{t('return')}</Button> : null}
      {can('verify') ? (
        <Button type="primary" loading={verify.isPending} onClick={() => verify.mutate(request, done)}>
          {t('verify')}
        </Button>
      ) : null}
      {isReturning ? <ReturnDialog given={given} onClose={() => setIsReturning(false)} /> : null}
    </>
  )
}

const FIELDS = [
  ...INVESTMENT_ITEMS.map((item) => `year.${item}`),
  'planTotalYuan',
  'newFixedAssetsYuan',
  'payablesYuan',
  'floorAreaUnderConstructionM2',
  'floorAreaCompletedM2',
  'monthByProgressYuan',
  'monthByFinanceYuan',
  'startMonth',
  'productionMonth',
  'statAreaCode',
  'industryCode',
]

/** Says what is wrong with which field. */
function ReturnDialog({ given, onClose }: { given: ReportReturn; onClose: () => void }) {
  const t = useTexts(reportTexts)
  const fieldName = useFieldName()
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [fields, setFields] = useState<{ field: string; reason: string }[]>([])
  const send = useReturnAction('report.return')
  const set = (index: number, change: Partial<(typeof fields)[number]>) =>
    setFields(fields.map((field, at) => (at === index ? { ...field, ...change } : field)))
  const isReady = note.trim() !== '' && fields.every(({ field, reason }) => field !== '' && reason.trim() !== '')
  const done = () => {
    void message.success(t('saved'))
    onClose()
  }
  return (
    <Modal
      open
      title={t('returnTitle')}
      okText={t('return')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={send.isPending}
      onCancel={onClose}
      onOk={() =>
        send.mutate(
          {
            params: { projectId: given.projectId, month: given.month },
            body: { note: note.trim(), fields: fields.map(({ field, reason }) => ({ field, reason: reason.trim() })) },
            ifMatch: given.version,
          },
          { onSuccess: done },
        )
      }
    >
      {send.error ? <ProblemAlert error={send.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('returnNote')} htmlFor="return-note">
          <Input.TextArea
            id="return-note"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('returnFields')}>
          {fields.map(({ field, reason }, index) => (
            <Flex key={index} gap={8} wrap style={{ marginBottom: 8 }}>
              <Select
                aria-label={t('item')}
                placeholder={t('item')}
                style={{ flex: '1 1 160px' }}
                value={field === '' ? null : field}
                options={FIELDS.map((value) => ({ value, label: fieldName(value) ?? value }))}
                onChange={(value: string) => set(index, { field: value })}
              />
              <Input
                aria-label={t('reason')}
                placeholder={t('reason')}
                style={{ flex: '2 1 200px' }}
                maxLength={300}
                value={reason}
                onChange={({ target }) => set(index, { reason: target.value })}
              />
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('removeRow')}
                onClick={() => setFields(fields.filter((_, at) => at !== index))}
              />
            </Flex>
          ))}
          <Button size="small" icon={<PlusOutlined />} onClick={() => setFields([...fields, { field: '', reason: '' }])}>
            {t('addField')}
          </Button>
        </Form.Item>
      </Form>
    </Modal>
  )
}
