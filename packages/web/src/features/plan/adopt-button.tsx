import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { DiffTotals } from './diff-totals.tsx'
import { planTexts } from './plan.texts.ts'
import { usePlan } from './use-plan.ts'

/** Puts a draft in force, after showing what it changes and what the check says. */
export function AdoptButton({ version }: { version: PlanVersion }) {
  const t = useTexts(planTexts)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="small" type="primary" onClick={() => setIsOpen(true)}>
        {t('adopt')}
      </Button>
      {isOpen ? <AdoptDialog version={version} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

function AdoptDialog({ version, onClose }: { version: PlanVersion; onClose: () => void }) {
  const t = useTexts(planTexts)
  const { message } = App.useApp()
  const { setSearch } = usePlan()
  const { versionId, parentVersionId, year } = version
  const check = useRoute('cockpit.check', { params: { year }, query: { versionId } })
  const diff = useRoute(
    'plan.diff',
    { query: { from: parentVersionId ?? versionId, to: versionId } },
    { enabled: parentVersionId !== null },
  )
  const adopt = useAction('plan.adopt', [''])
  const goTo = (tab: 'check' | 'diff') => {
    onClose()
    setSearch({ versionId, tab, rule: undefined, from: undefined, to: undefined }, { replace: false })
  }
  // Awaited: when the draft is in force, its bar and with it this dialog are gone before a callback would run.
  const put = async () => {
    await adopt.mutateAsync({ params: { versionId }, ifMatch: version.version })
    void message.success(t('adopted'))
    onClose()
    setSearch({ versionId })
  }
  return (
    <Modal
      open
      width={680}
      title={t('adoptTitle', { title: version.title })}
      okText={t('adopt')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: check.isFetching || (check.data?.errors ?? 1) > 0, loading: adopt.isPending }}
      onCancel={onClose}
      onOk={() => void put().catch(() => undefined)}
    >
      <p className="quiet">{t('adoptHint')}</p>
      {parentVersionId === null ? null : <Loaded query={diff}>{(data) => <DiffTotals data={data} />}</Loaded>}
      <Loaded query={check}>
        {({ errors, openWarnings }) =>
          errors > 0 ? (
            <Alert
              type="error"
              showIcon
              title={t('adoptRefused', { count: errors })}
              action={
                <Button size="small" onClick={() => goTo('check')}>
                  {t('goToCheck')}
                </Button>
              }
            />
          ) : (
            <Alert
              type={openWarnings > 0 ? 'warning' : 'success'}
              showIcon
              title={openWarnings > 0 ? t('adoptWarnings', { count: openWarnings }) : t('noErrors')}
            />
          )
        }
      </Loaded>
      {adopt.error ? <ProblemAlert error={adopt.error} /> : null}
    </Modal>
  )
}
