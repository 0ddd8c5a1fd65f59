import { App, Button, Flex, Form, Input, Modal, Tag } from 'antd'
import { useState } from 'react'
import type { Visit } from '@ballast/contract/visit.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { visitTexts } from './visit.texts.ts'
import './visit.css'

const TOUCHED = ['visit.', 'quarter.', 'today.', 'audit.']
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** Visits to the firm of a project, the newest first, with what was promised at them. */
export function VisitsCard({ projectId }: { projectId: string }) {
  const t = useTexts(visitTexts)
  const mayRecord = useMay('visit.record')
  const [isRecording, setRecording] = useState(false)
  const query = useRoute('visit.list', { params: { projectId } })
  return (
    <section className="card visits-card" aria-labelledby="visits-title">
      <Flex wrap gap={8} justify="space-between" align="center">
        <h2 id="visits-title">{t('title')}</h2>
        {mayRecord ? <Button onClick={() => setRecording(true)}>{t('record')}</Button> : null}
      </Flex>
      <p className="quiet">{t('hint')}</p>
      <Loaded query={query} isEmpty={({ visits }) => visits.length === 0} empty={<p className="quiet">{t('none')}</p>}>
        {({ visits }) => (
          <ul className="visits">
            {visits.map((visit) => (
              <VisitLine key={visit.visitId} visit={visit} />
            ))}
          </ul>
        )}
      </Loaded>
      {isRecording ? <VisitDialog projectId={projectId} onClose={() => setRecording(false)} /> : null}
    </section>
  )
}

function VisitLine({ visit }: { visit: Visit }) {
  const t = useTexts(visitTexts)
  const mayKeep = useMay('visit.keep')
  const { zone } = useSession()
  const keep = useAction('visit.keep', TOUCHED)
  return (
    <li>
      <span className="number">{visit.visitedOn}</span> <strong>{visit.visitors}</strong>{' '}
      <span className="quiet">{t('by', { name: visit.byName })}</span>
      <p>{visit.found}</p>
      {visit.promised === null ? null : (
        <p>
          <span className="quiet">{t('promise')}</span> {visit.promised}{' '}
          {visit.promisedUntil === null ? null : <span className="number">{t('until', { date: visit.promisedUntil })}</span>}{' '}
          {visit.keptOn === null ? null : <Tag color="green">{t('kept', { date: visit.keptOn })}</Tag>}
          {visit.isOverdue ? <Tag color="red">{t('overdue')}</Tag> : null}
          {mayKeep && visit.keptOn === null ? (
            <Button
              size="small"
              loading={keep.isPending}
              onClick={() => keep.mutate({ params: { visitId: visit.visitId }, body: { on: zone.businessOn }, ifMatch: visit.version })}
            >
              {t('keep')}
            </Button>
          ) : null}
        </p>
      )}
      {keep.error ? <ProblemAlert error={keep.error} labelOf={() => undefined} /> : null}
    </li>
  )
}

function VisitDialog({ projectId, onClose }: { projectId: string; onClose: () => void }) {
  const t = useTexts(visitTexts)
  const { zone } = useSession()
  const { message } = App.useApp()
  const record = useAction('visit.record', TOUCHED)
  const [draft, setDraft] = useState({ visitedOn: zone.businessOn, visitors: '', found: '', promised: '', promisedUntil: '' })
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const send = () =>
    record.mutate(
      {
        params: { projectId },
        body: {
          visitedOn: draft.visitedOn,
          visitors: draft.visitors.trim(),
          found: draft.found.trim(),
          promised: orNull(draft.promised),
          promisedUntil: orNull(draft.promisedUntil),
        },
      },
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
      title={t('record')}
      okText={t('record')}
      okButtonProps={{ disabled: draft.visitors.trim() === '' || draft.found.trim() === '' || draft.visitedOn === '' }}
      confirmLoading={record.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {record.error ? <ProblemAlert error={record.error} labelOf={() => undefined} /> : null}
      <Form layout="vertical" component="div" requiredMark={false}>
        <Form.Item label={t('visitedOn')} htmlFor="visit-on">
          <DateField id="visit-on" label={t('visitedOn')} value={draft.visitedOn} onChange={(visitedOn) => set({ visitedOn })} />
        </Form.Item>
        <Form.Item label={t('visitors')} htmlFor="visit-visitors">
          <Input
            id="visit-visitors"
            maxLength={200}
            placeholder={t('visitorsHint')}
            value={draft.visitors}
            onChange={({ target }) => set({ visitors: target.value })}
          />
        </Form.Item>
        <Form.Item label={t('found')} htmlFor="visit-found">
          <Input.TextArea
            id="visit-found"
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.found}
            onChange={({ target }) => set({ found: target.value })}
          />
        </Form.Item>
        <Form.Item label={t('promised')} htmlFor="visit-promised">
          <Input id="visit-promised" maxLength={500} value={draft.promised} onChange={({ target }) => set({ promised: target.value })} />
        </Form.Item>
        <Form.Item label={t('promisedUntil')} htmlFor="visit-until">
          <DateField
            id="visit-until"
            label={t('promisedUntil')}
            value={draft.promisedUntil}
            onChange={(promisedUntil) => set({ promisedUntil })}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
