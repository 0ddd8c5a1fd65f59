import { DeleteOutlined } from '@ant-design/icons'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Flex, Tabs, Tag } from 'antd'
import { z } from 'zod'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Project } from '@ballast/contract/project.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useChineseName, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { EvidenceTab } from '../evidence/evidence-tab.tsx'
import { GatesTab } from '../gate/gates-tab.tsx'
import { ProjectFiguresTab } from '../reconciliation/project-figures-tab.tsx'
import { ActionTasks } from '../action/action-tasks.tsx'
import { VisitsCard } from '../visit/visits-card.tsx'
import { useCodeNames } from './code-names.ts'
import { ProjectFactsTab } from './project-facts-tab.tsx'

import { ProjectHistoryTab } from './project-history-tab.tsx'
import { ProjectMoneyTab } from './project-money-tab.tsx'
import { ProjectParcelsTab } from './project-parcels-tab.tsx'
import { ProjectPlanTab } from './project-plan-tab.tsx'
import { ProjectRelationsTab } from './project-relations-tab.tsx'
import { projectTexts } from './project.texts.ts'

const TABS = ['facts', 'months', 'figures', 'gates', 'visits', 'evidence', 'parcels', 'money', 'relations', 'history'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('facts') })

export function ProjectPage() {
  const t = useTexts(projectTexts)
  const { projectId } = useParams({ from: '/projects/$projectId' })
  const query = useRoute('project.show', { params: { projectId } })
  if (query.data) return <ProjectView project={query.data} />
  return (
    <Page title={t('title')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function ProjectView({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const [search, setSearch] = useSearchState(pageSearch)
  const codes = useCodeNames()
  const mayDelete = useMay('project.delete')
  const maySeeVisits = useMay('visit.list')
  const name = useName()
  const chineseName = useChineseName()(project)
  const tab = {
    facts: <ProjectFactsTab project={project} codes={codes} />,
    months: <ProjectPlanTab project={project} />,
    figures: <ProjectFiguresTab projectId={project.projectId} />,
    gates: <GatesTab project={project} />,
    visits: (
      <>
        <VisitsCard projectId={project.projectId} />
        <ActionTasks projectId={project.projectId} />
      </>
    ),
    evidence: <EvidenceTab projectId={project.projectId} />,
    parcels: <ProjectParcelsTab project={project} codes={codes} />,
    money: <ProjectMoneyTab project={project} />,
    relations: <ProjectRelationsTab project={project} />,
    history: <ProjectHistoryTab project={project} codes={codes} />,
  }[search.tab]
  return (
    <Page
      title={name(project)}
      subtitle={
        <Flex wrap gap="4px 16px" align="center">
          {chineseName === undefined ? null : <span lang="zh-CN">{chineseName}</span>}
          <span>
            {t('projectNo')} <span className="number">{project.projectNo}</span>
          </span>
          {project.projectCode === null ? null : (
            <span>
              {t('projectCode')} <span className="number">{project.projectCode}</span>
              {project.projectCodeCheck === 'valid' ? (
                <Tag color="green" className="badge">
                  {t('codeValid')}
                </Tag>
              ) : (
                <Tag className="badge" title={t('codeLegacy')}>
                  {t('codeLegacy')}
                </Tag>
              )}
            </span>
          )}
          {project.owner === null ? null : (
            <span>
              {t('owner')}{' '}
              <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: project.owner.enterpriseId }}>
                {name(project.owner)}
              </Link>
            </span>
          )}
          {project.serviceManager === null ? null : (
            <span>
              {t('serviceManager')} {codes.wordingOf(project.serviceManager)}
            </span>
          )}
          <span>
            {t('totalFen')} <Money yuan={project.totalYuan} withUnit />
          </span>
          <SourceBadge kind={project.sourceKind} citation={project.citation} />
        </Flex>
      }
      actions={mayDelete ? <DeleteButton project={project} /> : null}
    >
      <Tabs
        activeKey={search.tab}
        onChange={(key) => setSearch({ tab: key as (typeof TABS)[number] })}
        items={TABS.filter((key) => key !== 'visits' || maySeeVisits).map((key) => ({
          key,
          label: t(key),
          children: key === search.tab ? tab : null,
        }))}
      />
    </Page>
  )
}

function DeleteButton({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  const name = useName()
  const { modal, message } = App.useApp()
  const navigate = useNavigate()
  const remove = useAction('project.delete', ['project.list', 'enterprise.', 'gantt.'])
  const ask = () =>
    void modal.confirm({
      title: t('deleteTitle', { name: name(project) }),
      content: t('deleteHint'),
      okText: t('delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync({ params: { projectId: project.projectId }, ifMatch: project.version })
          void message.success(t('deleted'))
          void navigate({ to: '/projects' })
        } catch (error) {
          const problem = error instanceof ProblemError ? error.problem : undefined
          modal.error({
            title: problem?.title ?? String(error),
            content: (
              <ul>
                {problem?.reasons.map((reason, index) => (
                  <li key={index}>{reason.message}</li>
                ))}
              </ul>
            ),
          })
        }
      },
    })
  return (
    <Button danger icon={<DeleteOutlined />} onClick={ask}>
      {t('delete')}
    </Button>
  )
}
