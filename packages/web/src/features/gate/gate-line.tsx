import { useEffect, useRef } from 'react'
import type { Gate, GateSheet } from '@ballast/contract/gate.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { daysFrom, shownState } from './gate-state.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateName } from './use-gate-names.ts'

/** The gates on one line, in their order; one of them is open below it. */
export function GateLine({
  sheet,
  chosen,
  onChoose,
}: {
  sheet: GateSheet
  chosen: LifeGate | undefined
  onChoose: (gate: LifeGate) => void
}) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const line = useRef<HTMLOListElement>(null)
  // On a phone the line is wider than the page; what is open below it has to be in view.
  useEffect(() => {
    const button = line.current?.querySelector(`[data-gate="${chosen}"]`)
    button?.scrollIntoView({ inline: 'center', block: 'nearest' })
  }, [chosen])
  const note = (gate: Gate) => {
    const state = shownState(gate, sheet.gates, sheet.businessOn)
    if (state !== 'late') return t(state)
    return t('late', { days: daysFrom(gate.plannedOn as string, sheet.businessOn) })
  }
  const date = (gate: Gate) => gate.actualOn ?? gate.forecastOn ?? gate.plannedOn
  return (
    <ol ref={line} className="card gate-line" aria-label={t('lineHint')}>
      {sheet.gates.map((gate) => (
        <li key={gate.gate} className={`gate gate-${shownState(gate, sheet.gates, sheet.businessOn)}`}>
          <button type="button" data-gate={gate.gate} aria-pressed={gate.gate === chosen} onClick={() => onChoose(gate.gate)}>
            <span className="gate-dot" aria-hidden />
            <strong>{gateName(gate.gate)}</strong>
            <span className="number">{date(gate) ?? '—'}</span>
            <span className="gate-note">{date(gate) === null ? t('undated') : note(gate)}</span>
          </button>
        </li>
      ))}
    </ol>
  )
}
