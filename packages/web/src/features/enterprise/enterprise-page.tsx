import { DeleteOutlined } from '@ant-design/icons'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { App, Button, Empty, Flex, Tabs, Tag } from 'antd'
import { z } from 'zod'
import { ProblemError } from '@ballast/contract/client.ts'
import type { Enterprise } from '@ballast/contract/enterprise.ts'
import { useAction, useRoute } from '../../app/api.ts'
import { useChineseName, useName, useTexts } from '../../app/language.tsx'
import { useSearchState } from '../../app/search-state.ts'
import { useMay } from '../../app/session.tsx'
import { FactSheet } from '../../ui/fact-sheet.tsx'
import { CellBadge, FactBadge } from '../../ui/fact-badge.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { Page } from '../../ui/page.tsx'
import { RecordHistory } from '../../ui/record-history.tsx'
import { registerTexts } from '../../ui/register.texts.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { useCodeNames, type CodeNames } from '../project/code-names.ts'
import { customFacts } from '../project/custom-facts.ts'
import '../project/project.css'
import { RecordPicker } from '../project/record-picker.tsx'
import { enterpriseFacts, enterprisePatchOf, enterpriseTextsOf, needsOverride } from './enterprise-facts.ts'
import { enterpriseTexts } from './enterprise.texts.ts'
import { useCreditCodeOverride } from './use-credit-code-override.tsx'

const TABS = ['facts', 'projects', 'affiliates', 'history'] as const
const pageSearch = z.object({ tab: z.enum(TABS).default('facts') })

export function EnterprisePage() {
  const t = useTexts(enterpriseTexts)
  const { enterpriseId } = useParams({ from: '/enterprises/$enterpriseId' })
  const query = useRoute('enterprise.show', { params: { enterpriseId }, query: {} })
  if (query.data) return <EnterpriseView enterprise={query.data} />
  return (
    <Page title={t('title')}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  )
}

function EnterpriseView({ enterprise }: { enterprise: Enterprise }) {
  const t = useTexts(enterpriseTexts)
  const codes = useCodeNames()
  const [search, setSearch] = useSearchState(pageSearch)
  const mayDelete = useMay('enterprise.delete')
  const name = useName()
  const chineseName = useChineseName()(enterprise)
  const tab = {
    facts: <FactsTab enterprise={enterprise} codes={codes} />,
    projects: <ProjectsTab enterprise={enterprise} codes={codes} />,
    affiliates: <AffiliatesTab enterprise={enterprise} />,
    history: <HistoryTab enterprise={enterprise} />,
  }[search.tab]
  return (
    <Page
      title={name(enterprise)}
      subtitle={
        <Flex wrap gap="4px 16px" align="center">
          {chineseName === undefined ? null : <span lang="zh-CN">{chineseName}</span>}
          {enterprise.creditCode === null ? null : (
            <span>
              {t('creditCode')} <span className="number">{enterprise.creditCode}</span>
              {enterprise.creditCodeOverrideReason === null ? null : (
                <Tag color="orange" className="badge" title={enterprise.creditCodeOverrideReason}>
                  {t('codeOverridden')}
                </Tag>
              )}
            </span>
          )}
          {enterprise.groupName === null ? null : (
            <span>
              {t('groupName')} {codes.wordingOf(enterprise.groupName)}
            </span>
          )}
          <SourceBadge kind={enterprise.sourceKind} citation={enterprise.citation} />
        </Flex>
      }
      actions={mayDelete ? <DeleteButton enterprise={enterprise} /> : null}
    >
      <Tabs
        activeKey={search.tab}
        onChange={(key) => setSearch({ tab: key as (typeof TABS)[number] })}
        items={TABS.map((key) => ({
          key,
          label: key === 'projects' ? `${t('projects')} ${enterprise.projects.length}` : t(key),
          children: key === search.tab ? tab : null,
        }))}
      />
    </Page>
  )
}

function FactsTab({ enterprise, codes }: { enterprise: Enterprise; codes: CodeNames }) {
  const t = useTexts(enterpriseTexts)
  const r = useTexts(registerTexts)
  const name = useName()
  const mayEdit = useMay('enterprise.edit')
  const askOverride = useCreditCodeOverride()
  const edit = useAction('enterprise.edit', ['enterprise.', 'project.', 'code-list.'])
  const texts = enterpriseTextsOf(enterprise)
  const fields = (codes.lists?.customFields ?? []).filter((field) => field.subjectType === 'enterprise')
  const sheet = {
    version: enterprise.version,
    mayEdit,
    renderBadge: (fact: { key: string }) => <FactBadge record={enterprise} field={fact.key} />,
    save: async (changes: Record<string, string>, ifMatch: string) => {
      const code = changes['creditCode']?.trim()
      const reason = needsOverride(code) ? await askOverride(code ?? '') : undefined
      // Without a reason the server refuses the code and says why; what was typed stays in the form.
      return edit.mutateAsync({
        params: { enterpriseId: enterprise.enterpriseId },
        body: enterprisePatchOf(changes, codes.lists?.customFields ?? [], reason),
        ifMatch,
      })
    },
    readCurrent: (current: unknown) => ({ version: (current as Enterprise).version, texts: enterpriseTextsOf(current as Enterprise) }),
  }
  return (
    <>
      <FactSheet
        {...sheet}
        title={t('basics')}
        facts={enterpriseFacts(t, codes.lists?.groups ?? [], texts)}
        renderInput={(fact, { id, text, onText }) =>
          fact.key === 'parent' ? (
            <RecordPicker
              register="enterprise"
              id={id}
              label={fact.label}
              value={text}
              shown={enterprise.parent && text === enterprise.parent.nameZh ? name(enterprise.parent) : undefined}
              allowClear
              onChange={onText}
            />
          ) : undefined
        }
        render={(fact) =>
          fact.key === 'groupName' && enterprise.groupName ? (
            codes.wordingOf(enterprise.groupName)
          ) : fact.key === 'parent' && enterprise.parent ? (
            <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: enterprise.parent.enterpriseId }}>
              {name(enterprise.parent)}
            </Link>
          ) : undefined
        }
      />
      {fields.length === 0 ? null : <FactSheet {...sheet} title={t('customFields')} facts={customFacts(fields, texts, codes, name)} />}
      {enterprise.creditCodeOverrideReason === null ? null : (
        <p className="quiet">
          {r('labelled', { label: t('creditCodeOverrideReason'), value: enterprise.creditCodeOverrideReason })} ·{' '}
          {r('labelled', { label: t('creditCodeOverriddenBy'), value: enterprise.creditCodeOverriddenBy ?? '' })}
        </p>
      )}
      {enterprise.citation === null ? null : <p className="quiet">{r('labelled', { label: t('citation'), value: enterprise.citation })}</p>}
    </>
  )
}

function ProjectsTab({ enterprise, codes }: { enterprise: Enterprise; codes: CodeNames }) {
  const t = useTexts(enterpriseTexts)
  const name = useName()
  if (enterprise.projects.length === 0) return <Empty description={t('noProjects')} />
  return (
    <section className="card">
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('projects')}>
        <table className="month-table">
          <thead>
            <tr>
              <th scope="col">{t('projectName')}</th>
              <th scope="col" style={{ textAlign: 'start' }}>
                {t('projectNo')}
              </th>
              <th scope="col" style={{ textAlign: 'start' }}>
                {t('cluster')}
              </th>
              <th scope="col">{t('total')}</th>
              <th scope="col">{t('plan', { year: enterprise.planYear })}</th>
            </tr>
          </thead>
          <tbody>
            {enterprise.projects.map((project) => (
              <tr key={project.projectId}>
                <th scope="row">
                  <Link to="/projects/$projectId" params={{ projectId: project.projectId }}>
                    {name(project)}
                  </Link>
                  <SourceBadge kind={project.sourceKind} />
                </th>
                <td style={{ textAlign: 'start' }}>{project.projectNo}</td>
                <td style={{ textAlign: 'start' }}>{codes.nameOf('cluster', project.clusterCode) || '—'}</td>
                <td>
                  <CellBadge row={{ ...project, entered: [] }} field="totalYuan" /> <Money yuan={project.totalYuan} />
                </td>
                <td>
                  <CellBadge row={{ ...project, entered: [] }} field="planYuan" /> <Money yuan={project.planYuan} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Flex wrap gap="4px 12px" style={{ marginBlockStart: 12 }}>
        <Link to="/projects" search={{ ownerEnterpriseId: [enterprise.enterpriseId] } as never}>
          {t('projectsOf')}
        </Link>
        <span className="quiet">{t('unitHint')}</span>
      </Flex>
    </section>
  )
}

function AffiliatesTab({ enterprise }: { enterprise: Enterprise }) {
  const t = useTexts(enterpriseTexts)
  const name = useName()
  if (enterprise.affiliates.length === 0) return <Empty description={t('noAffiliates')} />
  return (
    <section className="card">
      <dl className="fact-sheet" style={{ gridTemplateColumns: '1fr' }}>
        {enterprise.affiliates.map((affiliate) => (
          <div className="fact" key={affiliate.enterpriseId + affiliate.relation}>
            <dt>{t(`relation.${affiliate.relation}`)}</dt>
            <dd>
              <Link to="/enterprises/$enterpriseId" params={{ enterpriseId: affiliate.enterpriseId }}>
                {name(affiliate)}
              </Link>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function HistoryTab({ enterprise }: { enterprise: Enterprise }) {
  const t = useTexts(enterpriseTexts)
  const texts = enterpriseTexts['zh-CN'] as Readonly<Record<string, string>>
  return (
    <RecordHistory
      route="enterprise.history"
      params={{ enterpriseId: enterprise.enterpriseId }}
      labelOf={(field) => (field in texts ? t(field as 'nameZh') : field)}
      drawn={(field, text) => (field === 'sourceKind' ? t(`source.${text as 'public'}`) : text)}
      actionName={(action) => {
        const verb = `action.${action.split('.')[1] ?? ''}`
        return verb in texts ? t(verb as 'action.edit') : action
      }}
    />
  )
}

function DeleteButton({ enterprise }: { enterprise: Enterprise }) {
  const t = useTexts(enterpriseTexts)
  const name = useName()
  const { modal, message } = App.useApp()
  const navigate = useNavigate()
  const remove = useAction('enterprise.delete', ['enterprise.list'])
  const ask = () =>
    void modal.confirm({
      title: t('deleteTitle', { name: name(enterprise) }),
      content: t('deleteHint'),
      okText: t('delete'),
      okButtonProps: { danger: true },
      onOk: async () => {
        try {
          await remove.mutateAsync({ params: { enterpriseId: enterprise.enterpriseId }, ifMatch: enterprise.version })
          void message.success(t('deleted'))
          void navigate({ to: '/enterprises' })
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
