import type { PlanTrace } from '@ballast/contract/cockpit.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'
import { useTexts } from '../../app/language.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { TraceLink } from './trace-link.tsx'
import { searchOfSteps, type TraceSearch } from './trace-search.ts'
import { traceTexts } from './trace.texts.ts'

/** The path so far, each step with its sum and whether its lines add up to it; a click goes back to a step. */
export function TraceSteps({ trace, search }: { trace: PlanTrace; search: TraceSearch }) {
  const t = useTexts(traceTexts)
  const last = trace.steps.length - 1
  return (
    <nav aria-label={t('path')}>
      <p className="quiet trace-version">
        {trace.version === null ? t('draft', { title: trace.title }) : t('version', { title: trace.title, number: trace.version })}
      </p>
      <ol className="trace-steps">
        {trace.steps.map((step, index) => {
          const body = (
            <>
              <span className="trace-step-level">{t(step.code === 'planned' ? 'plan' : step.level)}</span>
              <strong className="trace-step-name">{step.name}</strong>
            </>
          )
          return (
            <li
              key={step.level}
              className={index === last ? 'trace-step here' : 'trace-step'}
              aria-current={index === last ? 'step' : undefined}
            >
              {index === last ? (
                <span>{body}</span>
              ) : (
                <TraceLink to={searchOfSteps(search, trace.steps.slice(0, index + 1))}>{body}</TraceLink>
              )}
              <span className="trace-step-money">
                <Money yuan={step.yuan} unit="yi" digits={4} withUnit />
                {step.sourceKind === null ? null : <SourceBadge kind={step.sourceKind} />}
              </span>
              <span className="number quiet">{t('exact', { yuan: drawYuan(parseYuan(step.yuan)) })}</span>
              {step.equal ? (
                <span className="trace-equal">= {t('equal')}</span>
              ) : (
                <span className="trace-unequal">
                  ≠ {t('unequal', { difference: drawYuan(parseYuan(step.yuan) - parseYuan(step.childrenSumYuan)) })}
                </span>
              )}
            </li>
          )
        })}
      </ol>
      {last === 0 ? null : (
        <TraceLink to={searchOfSteps(search, trace.steps.slice(0, last))} className="no-print">
          ↑ {t('back')}
        </TraceLink>
      )}
    </nav>
  )
}
