import type { Evidence } from '@ballast/contract/evidence.ts'
import { App } from 'antd'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { evidenceTexts } from './evidence.texts.ts'
import { TOUCHED_BY_FILES } from './use-evidence.ts'

export function WithdrawDialog({ row, onClose }: { row: Evidence; onClose: () => void }) {
  const t = useTexts(evidenceTexts)
  const { message } = App.useApp()
  const withdraw = useAction('evidence.withdraw', TOUCHED_BY_FILES)
  const send = (reason: string) =>
    withdraw.mutate(
      { params: { evidenceId: row.evidenceId }, body: { reason }, ifMatch: row.version },
      {
        onSuccess: () => {
          void message.success(t('withdrawn'))
          onClose()
        },
      },
    )
  return (
    <ReasonDialog
      title={t('withdrawTitle', { name: row.fileName })}
      hint={t('withdrawHint')}
      error={withdraw.error}
      isPending={withdraw.isPending}
      onReason={send}
      onClose={onClose}
    />
  )
}
