import { Link } from '@tanstack/react-router'
import { Empty } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { projectTexts } from './project.texts.ts'

export function ProjectRelationsTab({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const name = useName()
  if (project.relations.length === 0) return <Empty description={t('noRelations')} />
  return (
    <section className="card">
      <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
        {project.relations.map((relation) => (
          <div className="fact" key={relation.kind + relation.direction + relation.projectId} style={{ gridTemplateColumns: '200px 1fr' }}>
            <dt>{t(`relation.${relation.kind}.${relation.direction}`)}</dt>
            <dd>
              <Link to="/projects/$projectId" params={{ projectId: relation.projectId }}>
                {name(relation)}
              </Link>{' '}
              <span className="quiet number">{relation.projectNo}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
