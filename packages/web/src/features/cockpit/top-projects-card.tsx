import { Link } from '@tanstack/react-router'
import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { cockpitTexts } from './cockpit.texts.ts'
import { TracedMoney } from './traced-money.tsx'

/** The ten largest projects of the year and what they carry together. */
export function TopProjectsCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year, topProjects, byCluster, plannedYuan } = cockpit
  const sum = sumFen(topProjects.map((project) => parseYuan(project.yuan)))
  const colorOf = (code: string | null) => byCluster.find((cluster) => cluster.code === code)?.color ?? '#b9c4ca'
  const clusterOf = (code: string | null) => byCluster.find((cluster) => cluster.code === code)?.name
  return (
    <section className="card">
      <h2>
        {t('top')} <span className="unit">{t('unit')}</span>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('project')}</th>
            <th scope="col" className="right">
              {t('amount')}
            </th>
            <th scope="col" className="right">
              {t('ofPlan')}
            </th>
          </tr>
        </thead>
        <tbody>
          {topProjects.map((project) => (
            <tr key={project.projectId}>
              <th scope="row">
                <span className="dot" style={{ background: colorOf(project.clusterCode) }} title={clusterOf(project.clusterCode)} />
                <Link to="/projects/$projectId" params={{ projectId: project.projectId }} className="trace-link">
                  {project.name}
                </Link>
                <SourceBadge kind={project.sourceKind} />
              </th>
              <td className="right">
                <TracedMoney yuan={project.yuan} what={project.name} to={{ year, projectId: project.projectId }} />
              </td>
              <td className="right number">{drawShare(shareOf(project.yuan, plannedYuan))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="sum">
            <th scope="row">{t('topSum')}</th>
            <td className="right number">{drawYi(sum)}</td>
            <td className="right number">{drawShare(shareOf(formatYuan(sum), plannedYuan))}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
