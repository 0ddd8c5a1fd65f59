import { Link } from '@tanstack/react-router'
import { Empty } from 'antd'
import type { Parcel } from '@ballast/contract/parcel.ts'
import { formatYuan, parseYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { drawDecimal } from '../../ui/draw-decimal.ts'
import { parcelTexts } from './parcel.texts.ts'

const PARTS = ['construction', 'installation', 'equipment', 'other'] as const
type Month = Parcel['months'][number]

const sum = (months: readonly Month[], read: (month: Month) => string): string =>
  formatYuan(sumFen(months.map((month) => parseYuan(read(month)))))

/** Which projects put what on this parcel, and the year's plan on it month by month; every sum is exact to the fen. */
export function ParcelAmountsTab({ parcel }: { parcel: Parcel }) {
  const t = useTexts(parcelTexts)
  const name = useName()
  const year = parcel.planYear
  return (
    <>
      <section className="card" style={{ marginBottom: 12 }} aria-label={t('projectsHere')}>
        <h2 style={{ margin: '0 0 8px', fontSize: 16 }}>{t('projectsHere')}</h2>
        {parcel.projects.length === 0 ? (
          <Empty description={t('noProjects')} />
        ) : (
          <div className="parcel-scroll">
            <table className="parcel-amounts">
              <thead>
                <tr>
                  <th scope="col" className="left">
                    {t('projects')}
                  </th>
                  <th scope="col">{t('usedArea')}</th>
                  <th scope="col">{t('share')}</th>
                  <th scope="col">{t('amount')}</th>
                </tr>
              </thead>
              <tbody>
                {parcel.projects.map((project) => (
                  <tr key={project.projectId}>
                    <td className="left">
                      <Link to="/projects/$projectId" params={{ projectId: project.projectId }}>
                        {name(project)}
                      </Link>
                      <SourceBadge kind={project.sourceKind} />
                    </td>
                    <td className="number">{project.areaM2 === null ? t('wholeParcel') : drawDecimal(project.areaM2)}</td>
                    <td className="number">{project.sharePct === null ? '—' : `${project.sharePct} %`}</td>
                    <td>
                      {project.planSourceKind === 'simulated' && project.sourceKind !== 'simulated' ? (
                        <SourceBadge kind="simulated" />
                      ) : null}{' '}
                      <Money yuan={project.planYuan} />
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" className="left" colSpan={3}>
                    {t('total')}
                  </th>
                  <td>
                    <Money yuan={parcel.planYuan} />
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        )}
      </section>
      <section className="card" aria-label={t('months', { year })}>
        <h2 style={{ margin: '0 0 8px', fontSize: 16 }}>{t('months', { year })}</h2>
        {parcel.months.length === 0 ? (
          <Empty description={t('noPlan')} />
        ) : (
          <div className="parcel-scroll">
            <table className="parcel-amounts">
              <thead>
                <tr>
                  <th scope="col" className="left">
                    {t('month')}
                  </th>
                  <th scope="col">{t('construction')}</th>
                  <th scope="col">{t('installation')}</th>
                  <th scope="col">{t('equipment')}</th>
                  <th scope="col">{t('otherPart')}</th>
                  <th scope="col">{t('total')}</th>
                </tr>
              </thead>
              <tbody>
                {parcel.months.map((month) => (
                  <tr key={month.month}>
                    <th scope="row" className="left number">
                      {month.month}
                    </th>
                    {PARTS.map((part) => (
                      <td key={part}>
                        <Money yuan={month[`${part}Yuan`]} />
                      </td>
                    ))}
                    <td>
                      <Money yuan={month.yuan} />
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr>
                  <th scope="row" className="left">
                    {t('total')}
                  </th>
                  {PARTS.map((part) => (
                    <td key={part}>
                      <Money yuan={sum(parcel.months, (month) => month[`${part}Yuan`])} />
                    </td>
                  ))}
                  <td>
                    <Money yuan={sum(parcel.months, (month) => month.yuan)} />
                  </td>
                </tr>
              </tfoot>
            </table>
          </div>
        )}
      </section>
    </>
  )
}
