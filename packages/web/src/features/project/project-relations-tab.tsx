import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Empty, Flex, Select } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { RELATION_KINDS, type RelationKind } from '@ballast/domain/project/project-row.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { FactBadge } from '../../ui/fact-badge.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ListEditButtons } from './list-edit-buttons.tsx'
import { projectTexts } from './project.texts.ts'
import { RecordPicker } from './record-picker.tsx'
import { useListEdit } from './use-list-edit.ts'

interface Relation {
  readonly kind: RelationKind
  readonly projectNo: string
}

/** The project's own relations; those that other projects state about it are theirs to change. */
const relationsOf = (project: Project): Relation[] =>
  project.relations.filter(({ direction }) => direction === 'from').map(({ kind, projectNo }) => ({ kind, projectNo }))

export function ProjectRelationsTab({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const name = useName()
  const mayEdit = useMay('project.edit')
  const edit = useListEdit<Relation>(project, { read: relationsOf, patch: (relations) => ({ relations: [...relations] }) })
  return (
    <section className="card" aria-label={t('relations')}>
      <Flex justify="space-between" align="center" gap={8} style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0, fontSize: 16 }}>
          {t('relations')} <FactBadge record={project} field="relations" />
        </h2>
        {mayEdit ? (
          <ListEditButtons title={t('relations')} edit={edit} maySave={edit.items?.every(({ projectNo }) => projectNo !== '') ?? false} />
        ) : null}
      </Flex>
      {edit.error ? <ProblemAlert error={edit.error} labelOf={() => undefined} /> : null}
      {edit.items === null ? (
        project.relations.length === 0 ? (
          <Empty description={t('noRelations')} />
        ) : (
          <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
            {project.relations.map((relation) => (
              <div className="fact fact-relation" key={relation.kind + relation.direction + relation.projectId}>
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
        )
      ) : (
        <RelationsForm project={project} items={edit.items} onItems={edit.set} />
      )}
    </section>
  )
}

function RelationsForm({
  project,
  items,
  onItems,
}: {
  project: Project
  items: readonly Relation[]
  onItems: (items: readonly Relation[]) => void
}) {
  const t = useTexts(projectTexts)
  const name = useName()
  const shown = (projectNo: string) => {
    const known = project.relations.find((relation) => relation.projectNo === projectNo)
    return known ? `${projectNo} ${name(known)}` : undefined
  }
  const change = (index: number, to: Partial<Relation>) => onItems(items.map((item, at) => (at === index ? { ...item, ...to } : item)))
  return (
    <>
      {items.map((item, index) => (
        <Flex key={index} gap={8} wrap align="center" style={{ marginBottom: 8 }}>
          <Select<RelationKind>
            aria-label={t('relationKind')}
            value={item.kind}
            style={{ minWidth: 190 }}
            options={RELATION_KINDS.map((value) => ({ value, label: t(`relation.${value}.from`) }))}
            onChange={(kind) => change(index, { kind })}
          />
          <div style={{ flex: '1 1 240px', maxWidth: 420 }}>
            <RecordPicker
              register="project"
              label={t('relatedProject')}
              value={item.projectNo}
              shown={shown(item.projectNo)}
              onChange={(projectNo) => change(index, { projectNo })}
            />
          </div>
          <Button icon={<DeleteOutlined />} aria-label={t('removeLine')} onClick={() => onItems(items.filter((_, at) => at !== index))} />
        </Flex>
      ))}
      <Button icon={<PlusOutlined />} onClick={() => onItems([...items, { kind: 'later_phase_of', projectNo: '' }])}>
        {t('addRelation')}
      </Button>
    </>
  )
}
