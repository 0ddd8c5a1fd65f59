import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { drawYi, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { drawShare, shareOf } from '../../ui/share-text.ts'
import type { TraceSearch } from '../trace/trace-search.ts'
import { cockpitTexts } from './cockpit.texts.ts'
import { TracedMoney } from './traced-money.tsx'

type Row = Cockpit['byCategory'][number] | Cockpit['byCluster'][number]
const CATEGORY_COLORS = ['#0b4f6c', '#6d7f88', '#9aa8af', '#c3ccd1']

/** Categories with their clusters: the frame given, the plans on projects, and how they differ. */
export function ClustersCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { year, byCategory, byCluster, plannedYuan } = cockpit
  const rows = byCategory.flatMap((category, index) => [
    {
      row: category as Row,
      isCluster: false,
      color: CATEGORY_COLORS[index % CATEGORY_COLORS.length],
      to: { year, category: category.code },
    },
    ...byCluster
      .filter((cluster) => cluster.categoryCode === category.code)
      .map((cluster) => ({
        row: cluster as Row,
        isCluster: true,
        color: cluster.color ?? '#b9c4ca',
        to: { year, category: category.code, cluster: cluster.code },
      })),
  ])
  const largest = byCategory.reduce((most, row) => (parseYuan(row.plannedYuan) > parseYuan(most) ? row.plannedYuan : most), '0.00')
  const leaves = rows.filter(({ isCluster, row }) => isCluster || !byCluster.some((cluster) => cluster.categoryCode === row.code))
  return (
    <section className="card">
      <h2>
        {t('clusters')} <span className="unit">{t('unit')}</span>
      </h2>
      <div className="split tall" aria-hidden="true">
        {leaves.map(({ row, color }) => (
          <span
            key={`${row.code} ${row.name}`}
            title={row.name}
            style={{ flexGrow: shareOf(row.plannedYuan, plannedYuan), background: color }}
          />
        ))}
      </div>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('clusters')}</th>
            <th scope="col" className="right">
              {t('frame')}
            </th>
            <th scope="col" className="right">
              {t('plannedColumn')}
            </th>
            <th scope="col" className="right">
              {t('share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, isCluster, color, to }) => (
            <ClusterRow key={`${isCluster} ${row.code} ${to.category}`} {...{ row, isCluster, color, to, largest, plannedYuan }} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  row: Row
  isCluster: boolean
  color: string | undefined
  to: Partial<TraceSearch>
  largest: string
  plannedYuan: string
}

function ClusterRow({ row, isCluster, color, to, largest, plannedYuan }: RowProps) {
  const t = useTexts(cockpitTexts)
  const difference = row.frameYuan === null ? 0n : parseYuan(row.plannedYuan) - parseYuan(row.frameYuan)
  return (
    <tr className={isCluster ? undefined : 'category'}>
      <th scope="row" className={isCluster ? 'indent' : undefined}>
        <span className="dot" style={{ background: color }} />
        {row.name} <span className="quiet number">{row.projects}</span>
        <span className="thin-bar" aria-hidden="true">
          <span style={{ width: `calc(100% * ${shareOf(row.plannedYuan, largest)})`, background: color }} />
        </span>
      </th>
      <td className="right number">{row.frameYuan === null ? t('noFrame') : drawYi(parseYuan(row.frameYuan))}</td>
      <td className="right">
        <TracedMoney yuan={row.plannedYuan} what={row.name} to={to} />
        {difference === 0n ? null : (
          <div className="bad difference">
            {difference < 0n ? t('missing', { yuan: drawYi(-difference) }) : t('beyond', { yuan: drawYi(difference) })}
          </div>
        )}
      </td>
      <td className="right number">{drawShare(shareOf(row.plannedYuan, plannedYuan))}</td>
    </tr>
  )
}
