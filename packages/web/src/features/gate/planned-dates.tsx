import { Button } from 'antd'
import { useState } from 'react'
import type { GateSheet } from '@ballast/contract/gate.ts'
import type { Project } from '@ballast/contract/project.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import { gateFacts, projectTextsOf } from '../project/project-facts.ts'
import { projectTexts } from '../project/project.texts.ts'
import { useProjectEdit } from '../project/use-project-edit.ts'
import { gateTexts } from './gate.texts.ts'
import { MoveDatesDialog } from './move-dates-dialog.tsx'

/** The planned dates as the register keeps them; of gates that the type does not have, only what is entered all the same. */
export function PlannedDates({ project, sheet, gate }: { project: Project; sheet: GateSheet; gate: LifeGate | undefined }) {
  const t = useTexts(gateTexts)
  const names = useTexts(projectTexts)
  const edit = useProjectEdit(project)
  const mayMove = useMay('gate.plan-dates') && sheet.gates.some(({ actualOn }) => actualOn === null)
  const [isOpen, setIsOpen] = useState(false)
  const applying = new Set(sheet.gates.map((one) => `gates.${one.gate}`))
  const facts = gateFacts(names, projectTextsOf(project)).filter(({ key, value }) => applying.has(key) || value !== '')
  return (
    <div className="planned-dates">
      <FactSheet
        {...edit}
        title={t('plannedDates')}
        facts={facts}
        renderBadge={(fact) => <FactBadge record={project} field={fact.key} />}
        actions={
          mayMove ? (
            <Button size="small" className="no-print" onClick={() => setIsOpen(true)}>
              {t('moveDates')}
            </Button>
          ) : null
        }
      />
      {isOpen ? <MoveDatesDialog sheet={sheet} gate={gate} onClose={() => setIsOpen(false)} /> : null}
    </div>
  )
}
