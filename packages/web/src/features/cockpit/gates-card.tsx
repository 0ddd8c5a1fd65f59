import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { useTexts } from '../../app/language.tsx'
import { cockpitTexts } from './cockpit.texts.ts'

const GATES = ['starts', 'completions', 'productions'] as const

/** How many projects start, complete and produce in each quarter, against their targets where there are any. */
export function GatesCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  return (
    <section className="card starts-card">
      <h2>
        {t('gates')} <span className="unit">{t('ofProjects')}</span>
      </h2>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t('quarter')}</th>
            {GATES.map((gate) => (
              <th key={gate} scope="col" className="right">
                {t(gate)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cockpit.gates.map((row) => (
            <tr key={row.period} className={row.period === 'year' ? 'sum' : undefined}>
              <th scope="row">{t(row.period === 'year' ? 'yearMark' : row.period)}</th>
              {GATES.map((gate) => (
                <td key={gate} className="right number">
                  <Count count={row[gate]} target={row[`${gate}Target`]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Count({ count, target }: { count: number; target: number | null }) {
  const t = useTexts(cockpitTexts)
  if (target === null) return <>{count}</>
  return (
    <span title={t(count < target ? 'missed' : 'met')}>
      <span className={count < target ? 'bad' : 'good'}>{count}</span>
      <span className="quiet"> / {target}</span>
    </span>
  )
}
