import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import type { CodeNames } from './code-names.ts'
import { customFacts } from './custom-facts.ts'
import { projectTextsOf, registerFacts } from './project-facts.ts'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { RecordPicker } from './record-picker.tsx'
import { projectTexts } from './project.texts.ts'
import { useProjectEdit } from './use-project-edit.ts'

export function ProjectFactsTab({ project, codes }: { project: Project; codes: CodeNames }) {
  const t = useTexts(projectTexts)
  const r = useTexts(registerTexts)
  const name = useName()
  const edit = useProjectEdit(project, codes)
  const texts = projectTextsOf(project)
  const fields = (codes.lists?.customFields ?? []).filter((field) => field.subjectType === 'project')
  return (
    <>
      {project.notices.length === 0 ? null : (
        <Alert
          type="info"
          showIcon
          title={t('notices')}
          style={{ marginBottom: 12 }}
          description={project.notices.map((notice, index) => <div key={index}>{notice.message}</div>)}
        />
      )}
      <FactSheet
        {...edit}
        title={t('basics')}
        // The total is edited with its composition, which must add up to it.
        facts={registerFacts(t, codes, texts).filter(({ key }) => key !== 'totalFen')}
        renderBadge={(fact) => <FactBadge record={project} field={fact.key} />}
        renderInput={(fact, { id, text, onText }) =>
          fact.key === 'owner' ? (
            <RecordPicker
              register="enterprise"
              id={id}
              label={fact.label}
              value={text}
              shown={project.owner && text === project.owner.nameZh ? name(project.owner) : undefined}
              allowClear
              onChange={onText}
            />
          ) : undefined
        }
        render={(fact) => {
          if (fact.key === 'owner' && project.owner) {
            return (
              <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: project.owner.enterpriseId }}>
                {name(project.owner)}
              </Link>
            )
          }
          if (fact.key === 'serviceManager' && project.serviceManager) return codes.wordingOf(project.serviceManager)
          if (fact.key === 'address' && project.address) return codes.wordingOf(project.address)
          if (fact.key === 'tags' && project.tags.length > 0) return codes.joined(project.tags)
          if (fact.key === 'industryCode' && project.industryCode) {
            return `${project.industryCode} ${codes.nameOf('industry', project.industryCode).replace(project.industryCode, '')}`
          }
          return undefined
        }}
      />
      {fields.length === 0 ? null : (
        <FactSheet
          {...edit}
          title={t('customFields')}
          facts={customFacts(fields, texts, codes, name)}
          renderBadge={(fact) => <FactBadge record={project} field={fact.key} />}
        />
      )}
      {project.citation === null ? null : <p className="quiet">{r('labelled', { label: t('citation'), value: project.citation })}</p>}
    </>
  )
}
