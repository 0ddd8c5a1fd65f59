import type { Project } from '@ballast/contract/project.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { actionName as nameOfAction, fieldName } from '../audit/audit-names.ts'
import { useLifeHistory } from '../gate/use-life-history.ts'
import type { CodeNames } from './code-names.ts'
import { drawField } from './draw-field.ts'
import { projectTexts } from './project.texts.ts'

/** Every change of the project, field by field. */
export function ProjectHistoryTab({ project, codes }: { project: Project; codes: CodeNames }) {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const { locale } = useLanguage()
  const life = useLifeHistory()
  const texts = projectTexts['zh-CN'] as Readonly<Record<string, string>>
  const labelOf = (field: string) => (field in texts ? t(field as 'nameZh') : (life.labelOf(field) ?? fieldName(field, locale)))
  return (
    <RecordHistory
      route="project.history"
      params={{ projectId: project.projectId }}
      labelOf={(field) => (field.startsWith('provenance.') ? t('sourceOf', { name: labelOf(field.slice(11)) }) : labelOf(field))}
      drawn={(field, text) => life.drawn(field, text) ?? drawField(t, codes, r('wan'), field, text)}
      actionName={(action) => {
        const verb = `action.${action.split('.')[1] ?? ''}`
        return verb in texts ? t(verb as 'action.edit') : nameOfAction(action, locale)
      }}
    />
  )
}
