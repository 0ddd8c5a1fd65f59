import { LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { useName, useTexts } from '../../app/language.tsx'
import type { GanttRow } from './gantt-rows.ts'
import { useGateName } from '../gate/use-gate-names.ts'
import { ganttTexts } from './gantt.texts.ts'
import { useSlipText } from './use-gate-texts.ts'

/** The exact dates of one project. */
export function GateTable({ row, withBaseline }: { row: GanttRow; withBaseline: boolean }) {
  const t = useTexts(ganttTexts)
  const slip = useSlipText()
  const gateName = useGateName()
  const kinds = ['planned', 'forecast', 'actual', ...(withBaseline ? (['baseline'] as const) : [])] as const
  if (row.gates.length === 0) return <span className="quiet">{t('noDates')}</span>
  return (
    <table className="gantt-dates number">
      <thead>
        <tr>
          <th scope="col">{t('gate')}</th>
          {kinds.map((kind) => (
            <th key={kind} scope="col">
              {t(kind)}
            </th>
          ))}
          <th scope="col">{t('slip')}</th>
        </tr>
      </thead>
      <tbody>
        {row.gates.map((gate) => (
          <tr key={gate.gate}>
            <th scope="row">{gateName(gate.gate)}</th>
            {kinds.map((kind) => (
              <td key={kind}>{gate[kind] ?? '—'}</td>
            ))}
            <td className={(gate.slipDays ?? 0) > 0 ? 'gantt-late-text' : ''}>{slip(gate.slipDays)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const CARD = { width: 430, height: 60 + LIFE_GATES.length * 24 }

/** Floats beside the pointer, or under the row that the keyboard is on; it takes no clicks. */
export function GanttCard({ row, at, withBaseline }: { row: GanttRow; at: { x: number; y: number }; withBaseline: boolean }) {
  const name = useName()
  const left = Math.max(8, Math.min(at.x + 14, window.innerWidth - CARD.width - 16))
  const top = at.y + CARD.height + 24 > window.innerHeight ? Math.max(8, at.y - CARD.height - 14) : at.y + 16
  return (
    <div className="gantt-card" style={{ left, top }} aria-hidden>
      <strong>{name(row)}</strong>
      <GateTable row={row} withBaseline={withBaseline} />
    </div>
  )
}
