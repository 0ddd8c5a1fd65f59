import { App, Modal } from 'antd'
import { useAction } from '../../app/api.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { uiTexts } from '../../ui/ui.texts.ts'
import type { EscalationRun } from '@ballast/contract/escalation.ts'
import { escalationTexts } from './escalation.texts.ts'

/** Shows what is due before anything is raised. */
export function RunDialog({ trial, onClose }: { trial: EscalationRun; onClose: () => void }) {
  const t = useTexts(escalationTexts)
  const u = useTexts(uiTexts)
  const name = useName()
  const { message } = App.useApp()
  const run = useAction('escalation.run', ['escalation.'])
  const raise = () =>
    run.mutate(
      { body: {} },
      {
        onSuccess: ({ raised }) => {
          void message.success(t('runDone', { count: raised.length }))
          onClose()
        },
      },
    )
  const { raised } = trial
  return (
    <Modal
      open
      width={640}
      title={t('runTitle')}
      okText={t('runConfirm', { count: raised.length })}
      cancelText={u('cancel')}
      okButtonProps={{ disabled: raised.length === 0 }}
      confirmLoading={run.isPending}
      onOk={raise}
      onCancel={onClose}
    >
      <p className="quiet">{t('runHint', { date: trial.businessOn })}</p>
      {run.error ? <ProblemAlert error={run.error} /> : null}
      {raised.length === 0 ? <p>{t('runNothing')}</p> : null}
      <ul className="run-list">
        {raised.map((item) => (
          <li key={`${item.projectId} ${item.kind}`}>
            <strong>{t(`what.${item.what}`)}</strong> {name(item)}
            <span className="quiet">
              {' · '}
              {name({ nameZh: item.ruleZh, nameEn: item.ruleEn })}
              {item.replyDueOn === null ? '' : ` · ${t('replyBy', { date: item.replyDueOn })}`}
            </span>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
