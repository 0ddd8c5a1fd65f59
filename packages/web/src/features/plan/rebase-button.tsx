import { Button } from 'antd'
import { useState } from 'react'
import type { PlanVersion } from '@ballast/contract/plan-edit.ts'
import { useTexts } from '../../app/language.tsx'
import { planTexts } from './plan.texts.ts'
import { RebaseDialog } from './rebase-dialog.tsx'

export function RebaseButton({ version }: { version: PlanVersion }) {
  const t = useTexts(planTexts)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <span className="amount-under">{t('rebaseNeeded')}</span>{' '}
      <Button size="small" type="primary" onClick={() => setIsOpen(true)}>
        {t('rebase')}
      </Button>
      {isOpen ? <RebaseDialog version={version} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
