import { usePersonName } from '../../app/person-name.ts'
import { Button, Flex, Form, Input, Modal, Select, Tag } from 'antd'
import { useState } from 'react'
import type { GateSheet } from '@ballast/contract/gate.ts'
import { STANDINGS, type Standing } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { gateTexts } from './gate.texts.ts'
import { TypeSelect } from './type-select.tsx'
import { useGateAction } from './use-gate-action.ts'

const COLOURS: Record<Standing, string> = { active: 'green', suspended: 'orange', stopped: 'red', withdrawn: 'default' }

/** Whether the project goes on, and since when; its type, which says what gates it has. */
export function StandingCard({ sheet }: { sheet: GateSheet }) {
  const t = useTexts(gateTexts)
  const personName = usePersonName()
  const mayChange = useMay('gate.change-standing')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <section className="card standing-card" aria-label={t('state')}>
      <Flex wrap gap="8px 24px" align="center">
        <span>
          <span className="quiet">{t('state')}</span> <Tag color={COLOURS[sheet.standing]}>{t(`standing.${sheet.standing}`)}</Tag>
          {sheet.standingSince === null ? null : <span className="quiet">{t('since', { date: sheet.standingSince })}</span>}
        </span>
        <TypeSelect sheet={sheet} />
        {mayChange ? (
          <Button size="small" className="no-print" onClick={() => setIsOpen(true)}>
            {t('change')}
          </Button>
        ) : null}
      </Flex>
      {sheet.standings.length === 0 ? null : (
        <ol className="slip-list" aria-label={t('standingHistory')}>
          {sheet.standings.map((change) => (
            <li key={change.at}>
              <span className="number">{change.sinceOn}</span>
              <span>
                {t(`standing.${change.from}`)} → <strong>{t(`standing.${change.to}`)}</strong>
              </span>
              <span>{change.reason}</span>
              <span className="quiet">
                {t('atRisk')} <Money yuan={change.openPlanYuan} withUnit /> · {personName(change.by)}
              </span>
            </li>
          ))}
        </ol>
      )}
      {isOpen ? <StandingDialog sheet={sheet} onClose={() => setIsOpen(false)} /> : null}
    </section>
  )
}

interface Typed {
  to: Standing
  reason: string
}

/** The consequence in yuan stands above the button. */
function StandingDialog({ sheet, onClose }: { sheet: GateSheet; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const [form] = Form.useForm<Typed>()
  const [sinceOn, setSinceOn] = useState(sheet.businessOn)
  const { run, error, isPending } = useGateAction('gate.change-standing', onClose)
  const save = ({ to, reason }: Typed) =>
    run({ params: { projectId: sheet.projectId }, body: { to, sinceOn, reason: reason.trim() }, ifMatch: sheet.projectVersion })
  return (
    <Modal
      open
      title={t('change')}
      okText={t('ok')}
      okButtonProps={{ disabled: sinceOn === '' }}
      confirmLoading={isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Form<Typed> form={form} layout="vertical" requiredMark={false} onFinish={save}>
        <Form.Item name="to" label={t('standingTo')} rules={[{ required: true, message: t('standingTo') }]}>
          <Select options={STANDINGS.filter((to) => to !== sheet.standing).map((to) => ({ value: to, label: t(`standing.${to}`) }))} />
        </Form.Item>
        <Form.Item label={t('sinceOn')} htmlFor="since-on">
          <DateField id="since-on" label={t('sinceOn')} value={sinceOn} onChange={setSinceOn} />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}>
          <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
      <section className="consequence" aria-label={t('consequence')}>
        <strong>{t('consequence')}</strong>
        {Number(sheet.openPlanYuan) === 0 ? (
          <p>{t('consequenceNone')}</p>
        ) : (
          <>
            <p>
              {t('consequenceText', { month: sheet.businessOn.slice(0, 7) })}{' '}
              <b>
                <Money yuan={sheet.openPlanYuan} withUnit />
              </b>
            </p>
            <p className="quiet">{t('consequenceHint')}</p>
          </>
        )}
      </section>
    </Modal>
  )
}
