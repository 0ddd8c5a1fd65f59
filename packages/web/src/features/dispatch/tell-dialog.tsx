import { App, Button, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { parsePercent, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { Money } from '../../ui/money.tsx'
import { yuanOfWan } from '../../ui/wan.ts'
import { reportTexts } from '../report/report.texts.ts'

const PARTS = ['construction', 'installation', 'equipment', 'other', 'land'] as const

interface Props {
  projectId: string
  name: { nameZh: string; nameEn: string | null }
  month: string
}

/** Tells a month's figure from the site. */
export function TellButton(props: Props) {
  const t = useTexts(reportTexts)
  const mayTell = useMay('dispatch.tell')
  const [isOpen, setIsOpen] = useState(false)
  if (!mayTell) return null
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {t('tell')}
      </Button>
      {isOpen ? <TellDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

function TellDialog({ projectId, name: project, month: given, onClose }: Props & { onClose: () => void }) {
  const t = useTexts(reportTexts)
  const name = useName()
  const { message } = App.useApp()
  const { zone } = useSession()
  const thisMonth = zone.businessOn.slice(0, 7)
  const [month, setMonth] = useState(given < thisMonth ? given : thisMonth)
  const [wan, setWan] = useState<Partial<Record<(typeof PARTS)[number], string>>>({})
  const [progress, setProgress] = useState('')
  const [note, setNote] = useState('')
  const tell = useAction('dispatch.tell', ['dispatch.', 'report.', 'reconciliation.', 'cockpit.', 'light.'])
  const yuanOf = (part: (typeof PARTS)[number]) => yuanOfWan(wan[part] ?? '')
  const isProgressValid = progress.trim() === '' || /^\d{1,2}(\.\d{1,2})?$|^100(\.0{1,2})?$/.test(progress.trim())
  const isReady = month !== '' && isProgressValid && PARTS.every((part) => yuanOf(part) !== undefined)
  const send = () =>
    tell.mutate(
      {
        params: { projectId },
        body: {
          month,
          constructionYuan: yuanOf('construction') ?? '0',
          installationYuan: yuanOf('installation') ?? '0',
          equipmentYuan: yuanOf('equipment') ?? '0',
          otherYuan: yuanOf('other') ?? '0',
          landYuan: yuanOf('land') ?? '0',
          progress: progress.trim() === '' ? null : ratioText(parsePercent(progress), WHOLE_PPM),
          note: note.trim() === '' ? null : note.trim(),
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
      title={t('tellTitle', { name: name(project) })}
      okText={t('tell')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={tell.isPending}
      onOk={send}
      onCancel={onClose}
    >
      {tell.error ? <ProblemAlert error={tell.error} labelOf={() => undefined} /> : null}
      <Form layout="horizontal" labelCol={{ flex: '150px' }} colon={false} component="div" requiredMark={false}>
        <Form.Item label={t('tellMonth')} htmlFor="tell-month" style={{ marginBottom: 8 }}>
          <Input
            id="tell-month"
            type="month"
            max={thisMonth}
            value={month}
            style={{ maxWidth: 168 }}
            onChange={({ target }) => setMonth(target.value)}
          />
        </Form.Item>
        {PARTS.map((part) => (
          <Form.Item
            key={part}
            label={part === 'land' ? t('ofWhich', { name: t('item.land') }) : t(`item.${part}`)}
            htmlFor={`tell-${part}`}
            style={{ marginBottom: 8 }}
          >
            <MoneyInput
              id={`tell-${part}`}
              label={t(`item.${part}`)}
              value={wan[part] ?? ''}
              onChange={(text) => setWan({ ...wan, [part]: text })}
            />
          </Form.Item>
        ))}
        <Form.Item label={t('progress')} htmlFor="tell-progress" style={{ marginBottom: 8 }}>
          <Input
            id="tell-progress"
            inputMode="decimal"
            status={isProgressValid ? '' : 'error'}
            style={{ maxWidth: 168 }}
            value={progress}
            onChange={({ target }) => setProgress(target.value)}
          />
        </Form.Item>
        <Form.Item label={t('note')} htmlFor="tell-note">
          <Input id="tell-note" maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </Form.Item>
      </Form>
      <Told projectId={projectId} />
    </Modal>
  )
}

function Told({ projectId }: { projectId: string }) {
  const t = useTexts(reportTexts)
  const entries = useRoute('dispatch.list', { params: { projectId } })
  return (
    <Loaded query={entries} isEmpty={(data) => data.entries.length === 0} empty={null}>
      {(data) => (
        <>
          <h3>{t('toldHistory')}</h3>
          <ul className="return-events">
            {data.entries.slice(0, 12).map((entry) => (
              <li key={entry.entryId}>
                <span className="number">{entry.month}</span> <Money yuan={entry.totalYuan} withUnit />{' '}
                <span className="quiet">
                  {t('historyOf', { by: entry.byName, at: drawInstant(entry.toldAt) })}
                  {entry.isCurrent ? '' : ` · ${t('superseded')}`}
                </span>
                {entry.note === null ? null : <div>{entry.note}</div>}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  )
}
