import { Link } from '@tanstack/react-router'
import { Alert } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import type { CodeNames } from './code-names.ts'
import { FactBadge } from './fact-badge.tsx'
import { customFacts, projectTextsOf, registerFacts } from './project-facts.ts'
import { projectTexts } from './project.texts.ts'
import { useProjectEdit } from './use-project-edit.ts'

export function ProjectFactsTab({ project, codes }: { project: Project; codes: CodeNames }) {
  const t = useTexts(projectTexts)
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
        facts={registerFacts(t, codes, texts)}
        renderBadge={(fact) => <FactBadge source={project.provenance[fact.key]} />}
        render={(fact) => {
          if (fact.key === 'owner' && project.owner) {
            return (
              <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: project.owner.enterpriseId }}>
                {project.owner.nameZh}
              </Link>
            )
          }
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
          facts={customFacts(fields, texts, name)}
          renderBadge={(fact) => <FactBadge source={project.provenance[fact.key]} />}
        />
      )}
      {project.citation === null ? null : (
        <p className="quiet">
          {t('citation')}：{project.citation}
        </p>
      )}
    </>
  )
}
