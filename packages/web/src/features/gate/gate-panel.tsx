import { usePersonName } from '../../app/person-name.ts'
import { Alert, Button, Flex, Input, Tag, Tooltip } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { PASS_ACTIONS, type Gate, type GateSheet } from '@ballast/contract/gate.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { ConditionRow } from './condition-row.tsx'
import { ForecastDialog } from './forecast-dialog.tsx'
import { daysFrom } from './gate-state.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'
import { useGateName } from './use-gate-names.ts'

interface Props {
  sheet: GateSheet
  gate: Gate
}

/** One gate: its three dates, what it needs, what stands in the way, and the button that passes it. */
export function GatePanel({ sheet, gate }: Props) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const mayPass = useMay(PASS_ACTIONS[gate.gate])
  const { conditions } = gate
  const isPassed = gate.actualOn !== null
  return (
    <section className="card gate-panel" aria-label={gateName(gate.gate)}>
      <Flex wrap gap="4px 12px" align="center">
        <h2>{gateName(gate.gate)}</h2>
        {isPassed ? <Tag color="green">{t('passed')}</Tag> : null}
        {gate.isBlocking ? null : (
          <Tooltip title={t('notBlockingHint')}>
            <Tag>{t('notBlocking')}</Tag>
          </Tooltip>
        )}
      </Flex>
      <GateDates sheet={sheet} gate={gate} />
      <h3>
        {t('conditions')}{' '}
        {conditions.length === 0 ? null : (
          <span className="quiet">
            {t('conditionsMet', { met: conditions.filter(({ isMet }) => isMet).length, all: conditions.length })}
          </span>
        )}
      </h3>
      {conditions.length === 0 ? <p className="quiet">{t('noConditions')}</p> : null}
      <ul className="condition-list">
        {conditions.map((condition) => (
          <ConditionRow key={condition.conditionCode} sheet={sheet} gate={gate} condition={condition} />
        ))}
      </ul>
      <EvidenceList
        subject={{ projectId: sheet.projectId, subjectType: 'gate', subjectId: gate.gate }}
        name={gateName(gate.gate)}
        title={t('evidence')}
      />
      {isPassed ? <Reopening sheet={sheet} gate={gate} /> : <InTheWay gate={gate} />}
      {gate.gate === 'registration' ? (
        <Link className="no-print" to="/registrations/$projectId" params={{ projectId: sheet.projectId }}>
          {t('toRegistration')}
        </Link>
      ) : !isPassed && mayPass ? (
        <Passing key={gate.gate} sheet={sheet} gate={gate} passed={gate.gate} />
      ) : null}
    </section>
  )
}

function GateDates({ sheet, gate }: Props) {
  const t = useTexts(gateTexts)
  const personName = usePersonName()
  const mayForecast = useMay('gate.forecast') && gate.actualOn === null
  const [isOpen, setIsOpen] = useState(false)
  const slip = gate.plannedOn !== null && gate.actualOn !== null ? daysFrom(gate.plannedOn, gate.actualOn) : undefined
  return (
    <dl className="gate-dates">
      <div>
        <dt>{t('planned')}</dt>
        <dd className="number">{gate.plannedOn ?? '—'}</dd>
      </div>
      <div>
        <dt>{t('forecast')}</dt>
        <dd>
          <span className="number">{gate.forecastOn ?? '—'}</span>{' '}
          {mayForecast ? (
            <Button size="small" type="link" onClick={() => setIsOpen(true)}>
              {t(gate.forecastOn === null ? 'giveForecast' : 'setForecast')}
            </Button>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{t('actual')}</dt>
        <dd>
          <span className="number">{gate.actualOn ?? '—'}</span>
          {gate.sourceKind === null || gate.actualOn === null ? null : <SourceBadge kind={gate.sourceKind} citation={gate.citation} />}
          {slip === undefined ? null : (
            <span className={`gate-slip${slip > 0 ? ' gate-slip-late' : ''}`}>
              {slip === 0 ? t('onTime') : t(slip > 0 ? 'lateBy' : 'earlyBy', { days: Math.abs(slip) })}
            </span>
          )}
          {gate.passedBy === null || gate.passedAt === null ? null : (
            <div className="quiet">{t('passedBy', { name: personName(gate.passedBy), at: drawInstant(gate.passedAt).slice(0, 10) })}</div>
          )}
        </dd>
      </div>
      {isOpen ? <ForecastDialog sheet={sheet} gate={gate} onClose={() => setIsOpen(false)} /> : null}
    </dl>
  )
}

function InTheWay({ gate }: { gate: Gate }) {
  const t = useTexts(gateTexts)
  if (gate.obstacles.length === 0) return <Alert type="success" showIcon title={t('ready')} />
  return (
    <Alert
      type="warning"
      showIcon
      title={t('inTheWay', { count: gate.obstacles.length })}
      description={
        <ul className="gate-obstacles">
          {gate.obstacles.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      }
    />
  )
}

function Passing({ sheet, gate, passed }: Props & { passed: Exclude<LifeGate, 'registration'> }) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const [on, setOn] = useState(sheet.businessOn)
  const [note, setNote] = useState('')
  const { run, error, isPending } = useGateAction(PASS_ACTIONS[passed], () => undefined)
  const pass = () =>
    run({
      params: { projectId: sheet.projectId },
      body: { on, note: note.trim() === '' ? null : note.trim() },
      ifMatch: gate.version,
    })
  return (
    <div className="gate-passing no-print">
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <Flex wrap gap={8} align="end">
        <label>
          <span className="quiet">{t('passOn')}</span>
          <DateField label={t('passOn')} value={on} onChange={setOn} />
        </label>
        <label className="gate-passing-note">
          <span className="quiet">{t('note')}</span>
          <Input aria-label={t('note')} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />
        </label>
        <Button type={gate.obstacles.length === 0 ? 'primary' : 'default'} loading={isPending} disabled={on === ''} onClick={pass}>
          {t('pass', { gate: gateName(gate.gate) })}
        </Button>
      </Flex>
    </div>
  )
}

function Reopening({ sheet, gate }: Props) {
  const t = useTexts(gateTexts)
  const gateName = useGateName()
  const mayReopen = useMay('gate.reopen')
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const reopen = useGateAction('gate.reopen', close)
  if (!mayReopen) return null
  const ask = (reason: string) =>
    reopen.run({ params: { projectId: sheet.projectId, gate: gate.gate }, body: { reason }, ifMatch: gate.version })
  return (
    <div className="no-print">
      <Button danger onClick={() => setIsOpen(true)}>
        {t('reopen')}
      </Button>
      {isOpen ? (
        <ReasonDialog
          title={t('reopenTitle', { gate: gateName(gate.gate) })}
          hint={t('reopenHint')}
          {...reopen}
          onReason={ask}
          onClose={close}
        />
      ) : null}
    </div>
  )
}
