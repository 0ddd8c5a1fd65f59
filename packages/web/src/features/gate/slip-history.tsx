import { usePersonName } from '../../app/person-name.ts'
import type { GateSheet } from '@ballast/contract/gate.ts'
import { useTexts } from '../../app/language.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { useSlipReasons } from './forecast-dialog.tsx'
import { daysFrom } from './gate-state.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateName } from './use-gate-names.ts'

/** Every change of a date, with who, when and why; newest first. */
export function SlipHistory({ sheet: { changes } }: { sheet: GateSheet }) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const personName = usePersonName()
  const reasons = useSlipReasons()
  return (
    <section className="card" aria-label={t('slips')}>
      <h2>{t('slips')}</h2>
      {changes.length === 0 ? <p className="quiet">{t('noSlips')}</p> : null}
      <ol className="slip-list">
        {changes.map(({ gate, which, fromOn, toOn, reasonCode, note, by, at }, index) => {
          const days = fromOn === null || toOn === null ? 0 : daysFrom(fromOn, toOn)
          return (
            <li key={index}>
              <time dateTime={at} className="number quiet">
                {drawInstant(at).slice(0, 16)}
              </time>
              <span>
                <strong>{gateName(gate)}</strong> <span className="quiet">{t(`which.${which}`)}</span>
              </span>
              <span className="number">
                {fromOn === null && which !== 'planned' ? '' : `${fromOn ?? t('none')} → `}
                {toOn ?? t('none')}
              </span>
              {days === 0 ? null : (
                <span className={days > 0 ? 'gate-slip gate-slip-late' : 'gate-slip'}>
                  {t(days > 0 ? 'later' : 'earlier', { days: Math.abs(days) })}
                </span>
              )}
              <span>
                {reasons.nameOf(reasonCode)}
                {note === null ? null : ` · ${note}`}
              </span>
              <span className="quiet">{personName(by)}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
