import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Flex, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { nameIn, REGISTRATION_CHECK_NAMES } from '@ballast/contract/names.ts'
import type { Registration } from '@ballast/contract/registration.ts'
import { RETURN_REASONS, type ReturnReason } from '@ballast/domain/registration/state.ts'
import { useLanguage, useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { registrationTexts } from './registration.texts.ts'
import { usePackAction } from './use-pack-action.ts'

/** What a returned item is called: an item of the pack, or a check. */
export function useItemName(given: Registration): (item: string) => string {
  const name = useName()
  const { locale } = useLanguage()
  return (item) => {
    const found = given.items.find((each) => each.item === item)
    if (found !== undefined) return name(found)
    const check = given.checks.find((each) => each.check === item)
    return check === undefined ? item : nameIn(locale, REGISTRATION_CHECK_NAMES[check.check])
  }
}

interface Line {
  item: string
  reasonCode: ReturnReason
  note: string
}

/** Says what is wrong with which item. */
export function ReturnPackDialog({ given, onClose }: { given: Registration; onClose: () => void }) {
  const t = useTexts(registrationTexts)
  const itemName = useItemName(given)
  const { message } = App.useApp()
  const [note, setNote] = useState('')
  const [lines, setLines] = useState<Line[]>([])
  const send = usePackAction('registration.return')
  const set = (index: number, change: Partial<Line>) => setLines(lines.map((line, at) => (at === index ? { ...line, ...change } : line)))
  const isReady = note.trim() !== '' && lines.every(({ item }) => item !== '')
  const choices = [...given.items.map(({ item }) => item), ...given.checks.map(({ check }) => check)]
  const items = lines.map((line) => ({ ...line, note: line.note.trim() === '' ? null : line.note.trim() }))
  const run = () =>
    send.mutate(
      { params: { projectId: given.projectId }, body: { note: note.trim(), items }, ifMatch: given.version },
      {
        onSuccess: () => {
          void message.success(t('saved'))
          onClose()
        },
      },
    )
  return (
    <Modal
      open
      title={t('returnTitle')}
      okText={t('return')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={send.isPending}
      onOk={run}
      onCancel={onClose}
    >
      {send.error ? <ProblemAlert error={send.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('returnNote')} htmlFor="pack-return-note">
          <Input.TextArea
            id="pack-return-note"
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </Form.Item>
      </Form>
      {lines.map((line, index) => (
        <Flex key={index} wrap gap={6} style={{ marginBottom: 6 }}>
          <Select
            aria-label={t('item')}
            placeholder={t('item')}
            style={{ flex: '1 1 160px' }}
            value={line.item === '' ? null : line.item}
            options={choices.map((value) => ({ value, label: itemName(value) }))}
            onChange={(item: string) => set(index, { item })}
          />
          <Select<ReturnReason>
            aria-label={t('reasonCode')}
            style={{ flex: '1 1 130px' }}
            value={line.reasonCode}
            options={RETURN_REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
            onChange={(reasonCode) => set(index, { reasonCode })}
          />
          <Input
            aria-label={t('itemNote')}
            placeholder={t('itemNote')}
            maxLength={300}
            style={{ flex: '2 1 160px' }}
            value={line.note}
            onChange={({ target }) => set(index, { note: target.value })}
          />
          <Button aria-label={t('remove')} icon={<DeleteOutlined />} onClick={() => setLines(lines.filter((_line, at) => at !== index))} />
        </Flex>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => setLines([...lines, { item: '', reasonCode: 'missing', note: '' }])}>
        {t('addItem')}
      </Button>
    </Modal>
  )
}
