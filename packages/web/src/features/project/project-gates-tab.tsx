import type { Project } from '@ballast/contract/project.ts'
import { GATES } from '@ballast/domain/project/project-row.ts'
import { useTexts } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { gateFacts, projectTextsOf } from './project-facts.ts'
import { projectTexts } from './project.texts.ts'
import { useProjectEdit } from './use-project-edit.ts'
import './project.css'

/** The six gates on one line, in their order, with the business date between them. */
export function ProjectGatesTab({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const today = useSession().zone.businessOn
  const edit = useProjectEdit(project)
  const next = GATES.filter((gate) => (project.gates[gate] ?? '') > today).sort((a, b) =>
    (project.gates[a] ?? '') < (project.gates[b] ?? '') ? -1 : 1,
  )[0]
  return (
    <>
      <ol className="card gate-line" aria-label={t('gates')} tabIndex={0}>
        {GATES.map((gate) => {
          const on = project.gates[gate]
          const state = on === null ? 'unknown' : on <= today ? 'passed' : gate === next ? 'next' : 'ahead'
          return (
            <li key={gate} className={`gate gate-${state}`}>
              <span className="gate-dot" aria-hidden />
              <strong>{t(`gates.${gate}`)}</strong>
              <span className="number">{on ?? '—'}</span>
              <span className="quiet">{state === 'passed' ? t('gateDone') : state === 'next' ? t('gateNext') : '\u00a0'}</span>
            </li>
          )
        })}
      </ol>
      <FactSheet
        {...edit}
        title={t('gates')}
        facts={gateFacts(t, projectTextsOf(project))}
        renderBadge={(fact) => <FactBadge record={project} field={fact.key} />}
      />
    </>
  )
}
