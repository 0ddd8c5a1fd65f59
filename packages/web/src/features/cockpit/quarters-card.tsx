import type { Cockpit } from '@ballast/contract/cockpit.ts'
import { useTexts } from '../../app/language.tsx'
import { cockpitTexts } from './cockpit.texts.ts'

const GATES = ['starts', 'completions', 'productions'] as const

/** How many projects start, complete and produce in each quarter, against their targets where there are any. */
export function QuartersCard({ cockpit }: { cockpit: Cockpit }) {
  const t = useTexts(cockpitTexts)
  const { quarters } = cockpit
  return (
    <section className="card narrow">
      <h2>{t('quarters')}</h2>
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
          {quarters.map((row) => (
            <tr key={row.quarter}>
              <th scope="row">{t(row.quarter)}</th>
              {GATES.map((gate) => {
                const target = row[`${gate}Target`]
                return (
                  <td key={gate} className="right number">
                    {target === null ? (
                      row[gate]
                    ) : (
                      <span className={row[gate] < target ? 'bad' : 'good'}>{t('ofTargetCount', { count: row[gate], target })}</span>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className="sum">
            <th scope="row">{t('whole')}</th>
            {GATES.map((gate) => (
              <td key={gate} className="right number">
                {quarters.reduce((sum, row) => sum + row[gate], 0)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
