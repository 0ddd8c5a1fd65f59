import { Link } from '@tanstack/react-router'
import { Empty, Flex, Tag } from 'antd'
import type { Project } from '@ballast/contract/project.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { parsePpm, percentText, ratioText } from '@ballast/domain/shared/ratio.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { projectTexts, type ProjectTextKey } from './project.texts.ts'
import './project.css'

type Plan = Project['plans'][number]
const PARTS = [
  ['constructionYuan', 'composition.construction'],
  ['installationYuan', 'composition.installation'],
  ['equipmentYuan', 'composition.equipment'],
  ['otherYuan', 'composition.other'],
  ['landYuan', 'composition.land'],
] as const

/** The plan in force: months by composition, with their sums. */
export function ProjectPlanTab({ project }: { project: Project }) {
  const t = useTexts(projectTexts)
  if (project.plans.length === 0) return <Empty description={t('noPlanYet')} />
  return (
    <>
      {project.plans.map((plan) => (
        <PlanCard key={plan.versionId} plan={plan} />
      ))}
    </>
  )
}

function PlanCard({ plan }: { plan: Plan }) {
  const t = useTexts(projectTexts)
  const name = useName()
  const countable = plan.months.filter((month) => month.countable)
  const largest = plan.months.reduce((most, month) => (parseYuan(month.yuan) > most ? parseYuan(month.yuan) : most), 1n)
  const sum = (months: Plan['months'], key: 'yuan' | (typeof PARTS)[number][0]) =>
    formatYuan(sumFen(months.map((month) => parseYuan(month[key]))))
  const difference = parseYuan(plan.plannedYuan) - parseYuan(plan.annualYuan)
  return (
    <section className="card" style={{ marginBottom: 12 }}>
      <Flex wrap gap="4px 20px" align="center">
        <h2 style={{ margin: 0, fontSize: 16 }}>
          {t('plan', { year: plan.year })} <SourceBadge kind={plan.sourceKind} citation={plan.citation} />
        </h2>
        <Tag color="blue">{plan.number === null ? t('draft') : t('inForce', { number: plan.number })}</Tag>
        <span>
          {t('annual')}{' '}
          <b>
            <Money yuan={plan.annualYuan} withUnit />
          </b>
        </span>
        <span>
          {t('planned')} <Money yuan={plan.plannedYuan} withUnit />
        </span>
        {difference === 0n ? null : (
          <span className="fact-error">
            {t('difference')} <Money yuan={formatYuan(difference)} withUnit />
          </span>
        )}
        <span className="quiet">
          {t('profile')} {t(`profile.${plan.profile}` as ProjectTextKey)}
        </span>
        {plan.nodeCode === null ? null : (
          <Link to="/plan" search={{ node: plan.nodeCode } as never}>
            {t('node')} {name({ nameZh: plan.nodeNameZh ?? plan.nodeCode, nameEn: plan.nodeNameEn })}
          </Link>
        )}
      </Flex>
      {plan.note === null ? null : <p className="quiet">{plan.note}</p>}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('plan', { year: plan.year })}>
        <table className="month-table">
          <thead>
            <tr>
              <th scope="col">{t('month')}</th>
              <th scope="col">{t('sum')}</th>
              <th scope="col" aria-hidden className="month-bar-head" />
              {PARTS.map(([, label]) => (
                <th key={label} scope="col">
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.months.map((month) => (
              <tr key={`${month.month}${month.countable}`} className={month.countable ? '' : 'not-countable'}>
                <th scope="row" className="number">
                  {month.month}
                  {month.countable ? null : (
                    <Tag className="badge" title={month.notCountableReason ?? ''}>
                      {t('notCountable')}
                    </Tag>
                  )}
                </th>
                <td>
                  <Money yuan={month.yuan} />
                </td>
                <td aria-hidden>
                  <span
                    className="month-bar"
                    style={{ width: `${percentText(parsePpm(ratioText(parseYuan(month.yuan), largest) ?? '0'))}%` }}
                  />
                </td>
                {PARTS.map(([key]) => (
                  <td key={key}>
                    <Money yuan={month[key]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('sum')}</th>
              <td>
                <Money yuan={sum(countable, 'yuan')} />
              </td>
              <td aria-hidden />
              {PARTS.map(([key]) => (
                <td key={key}>
                  <Money yuan={sum(countable, key)} />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </div>
      <p className="quiet">{t('unitHint')}</p>
    </section>
  )
}
