import type { CockpitDone } from '@ballast/contract/cockpit-done.ts'
import { parsePpm, percentText } from '@ballast/domain/shared/ratio.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { drawShare } from '../../ui/share-text.ts'
import { doneTexts } from './done.texts.ts'
import { ReconciledMoney } from './reconciled-money.tsx'

/** The clusters, the one furthest along its plan first; each opens its projects in the reconciliation. */
export function RankingCard({ done: { year, through, clusters, isClosed } }: { done: CockpitDone }) {
  const t = useTexts(doneTexts)
  const name = useName()
  return (
    <section className="card ranking-card">
      <h2>
        {t('ranking')} <span className="unit">{t('unit')}</span>
      </h2>
      {clusters.length === 0 ? <p className="quiet">{t('noClusters')}</p> : null}
      <div className="scroll">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('cluster')}</th>
              <th scope="col" className="right">
                {t('plan')}
              </th>
              <th scope="col" className="right">
                {t('reported')}
              </th>
              <th scope="col" className="right">
                {t('doneShare')}
              </th>
              <th scope="col" className="right">
                {t('growthColumn')}
              </th>
            </tr>
          </thead>
          <tbody>
            {clusters.map((row, index) => {
              const scope =
                row.clusterCode === '' ? { year, through, group: 'cluster' as const } : { year, through, cluster: [row.clusterCode] }
              return (
                <tr key={row.clusterCode}>
                  <th scope="row">
                    <span className="rank number">{row.clusterCode === '' ? '' : index + 1}</span>
                    {name(row)}
                    <span className="thin-bar" aria-hidden="true">
                      <span
                        style={{
                          width: `${Math.min(100, Number(percentText(parsePpm(row.done ?? '0.0'))))}%`,
                          background: row.color ?? '#b9c4ca',
                        }}
                      />
                    </span>
                  </th>
                  <td className="right">
                    <ReconciledMoney yuan={row.planYuan} what={`${name(row)} ${t('plan')}`} scope={scope} />
                  </td>
                  <td className="right">
                    <ReconciledMoney yuan={isClosed ? row.reportedYuan : null} what={`${name(row)} ${t('reported')}`} scope={scope} />
                  </td>
                  <td className="right number">{drawShare(isClosed ? row.done : null)}</td>
                  <td className={row.growth !== null && Number(row.growth) < 0 ? 'right number bad' : 'right number'}>
                    {drawShare(isClosed ? row.growth : null)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <p className="quiet ranking-hint">{t('rankingHint', { month: through })}</p>
    </section>
  )
}
