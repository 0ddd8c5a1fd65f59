import { App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useAction } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { reportTexts } from './report.texts.ts'

export function OpenPeriodButton({ month, onOpened }: { month: string; onOpened: (month: string) => void }) {
  const t = useTexts(reportTexts)
  const { message } = App.useApp()
  const [isOpen, setIsOpen] = useState(false)
  const open = useAction('period.open', ['period.', 'report.'])
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {t('openNext', { month })}
      </Button>
      {isOpen ? (
        <Modal
          open
          title={t('openTitle', { month })}
          okText={t('openNext', { month })}
          confirmLoading={open.isPending}
          onCancel={() => setIsOpen(false)}
          onOk={() =>
            open.mutate(
              { body: { month } },
              {
                onSuccess: () => {
                  void message.success(t('saved'))
                  setIsOpen(false)
                  onOpened(month)
                },
              },
            )
          }
        >
          {open.error ? <ProblemAlert error={open.error} labelOf={() => undefined} /> : null}
          <p>{t('openHint')}</p>
        </Modal>
      ) : null}
    </>
  )
}
