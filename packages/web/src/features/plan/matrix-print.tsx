import type { PlanMatrixRow } from '@ballast/contract/plan-edit.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { Amount, AMOUNTS } from './matrix-amounts.tsx'
import { planTexts } from './plan.texts.ts'
import { useShortName } from './use-plan.ts'

type Total = Pick<PlanMatrixRow, 'annualYuan' | 'months' | 'notCountableYuan'> & { projects: number }

/** The matrix on paper: every line that is loaded, with the heading on each sheet. */
export function MatrixPrint({ rows, total }: { rows: readonly PlanMatrixRow[]; total: Total | undefined }) {
  const t = useTexts(planTexts)
  const projectName = useShortName()
  return (
    <table className="month-grid matrix-print">
      <thead>
        <tr>
          <th scope="col">{t('project')}</th>
          <th scope="col">{t('annual')}</th>
          {AMOUNTS.map(({ key, title }) => (
            <th key={key} scope="col">
              {title(t)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {total === undefined ? null : (
          <tr className="foot">
            <th scope="row">{t('totalOf', { count: total.projects })}</th>
            <td>
              <Money yuan={total.annualYuan} />
            </td>
            {AMOUNTS.map(({ key, pick }) => (
              <td key={key}>
                <Amount yuan={pick(total)} />
              </td>
            ))}
          </tr>
        )}
        {rows.map((row) => (
          <tr key={row.projectId}>
            <th scope="row">
              {row.projectNo} {projectName(row)} <SourceBadge kind={row.sourceKind} citation={row.citation} />
            </th>
            <td>
              <Money yuan={row.annualYuan} />
            </td>
            {AMOUNTS.map(({ key, pick }) => (
              <td key={key}>
                <Amount yuan={pick(row)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
