import { usePersonName } from '../../app/person-name.ts'
import { CheckCircleFilled, ExclamationCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { Gate, GateCondition, GateSheet } from '@ballast/contract/gate.ts'
import { useName, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { useMay, useSession } from '../../app/session.tsx'
import { drawInstant } from '../../ui/instant.ts'
import { Money } from '../../ui/money.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { EvidenceList } from '../evidence/evidence-list.tsx'
import { FulfilDialog } from './fulfil-dialog.tsx'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'

interface Props {
  sheet: GateSheet
  gate: Gate
  condition: GateCondition
}

/** One line of the checklist: what, by whom, on which ground, and what has been brought. */
export function ConditionRow({ sheet, gate, condition }: Props) {
  const t = useTexts(gateTexts)
  const name = useName()
  const roleName = useRoleName()
  const { kind, isMet, isRequired, owedBy, minimumYuan, citation, sourceKind } = condition
  return (
    <li className={`condition${isMet ? ' condition-met' : ''}`}>
      <span className="condition-mark">
        {isMet ? (
          <CheckCircleFilled aria-label={t('passed')} />
        ) : isRequired ? (
          <ExclamationCircleOutlined aria-hidden />
        ) : (
          <MinusCircleOutlined aria-hidden />
        )}
      </span>
      <div className="condition-text">
        <strong>{name(condition)}</strong> <Tag className="badge">{t(`kind.${kind}`)}</Tag>
        {isRequired ? null : <Tag className="badge">{t('advice')}</Tag>}
        {minimumYuan === null ? null : (
          <span className="quiet">
            {t('minimum')} <Money yuan={minimumYuan} withUnit />
          </span>
        )}
        <div className="quiet">
          {kind === 'fact' ? t('fromRegister') : t('owedBy', { role: roleName(owedBy) })}
          {citation === null ? null : (
            <>
              {' · '}
              {t('basis', { citation })}
              <SourceBadge kind={sourceKind} citation={citation} />
            </>
          )}
        </div>
        <Brought condition={condition} />
        {kind === 'fact' ? null : (
          <EvidenceList
            subject={{ projectId: sheet.projectId, subjectType: 'condition', subjectId: condition.conditionCode }}
            name={name(condition)}
            isExpected={condition.needsEvidence && !isProvenOtherwise(condition)}
          />
        )}
      </div>
      <ConditionActions sheet={sheet} gate={gate} condition={condition} />
    </li>
  )
}

/** Taken from a source, or done without: no file has to be there. */
const isProvenOtherwise = ({ fulfilment }: GateCondition): boolean =>
  fulfilment !== null && (fulfilment.sourceKind !== 'entered' || fulfilment.waivedReason !== null)

function Brought({ condition: { fulfilment } }: { condition: GateCondition }) {
  const t = useTexts(gateTexts)
  const personName = usePersonName()
  if (fulfilment === null) return null
  const { fulfilledOn, documentNo, figureYuan, note, waivedReason, by, at } = fulfilment
  return (
    <div className="condition-brought">
      {waivedReason === null ? null : (
        <span>
          <Tag color="orange" className="badge">
            {t('waived')}
          </Tag>
          {waivedReason}
        </span>
      )}
      <span className="number">{fulfilledOn}</span>
      {documentNo === null ? null : (
        <span>
          {t('documentNo')} <span className="number">{documentNo}</span>
        </span>
      )}
      {figureYuan === null ? null : <Money yuan={figureYuan} withUnit />}
      {note === null ? null : <span>{note}</span>}
      <span className="quiet" title={drawInstant(at)}>
        {personName(by)}
      </span>
      <SourceBadge kind={fulfilment.sourceKind} citation={fulfilment.citation} />
    </div>
  )
}

/** Only what the rule of the server would let this user do. */
function ConditionActions({ sheet, gate, condition }: Props) {
  const t = useTexts(gateTexts)
  const name = useName()
  const { user } = useSession()
  const mayFulfil = useMay('gate.fulfil')
  const mayWaive = useMay('gate.waive')
  const [open, setOpen] = useState<'fulfil' | 'withdraw' | 'waive'>()
  const close = () => setOpen(undefined)
  const withdraw = useGateAction('gate.withdraw', close)
  const waive = useGateAction('gate.waive', close)
  const isMine = mayFulfil && user.roles.some((role) => role === condition.owedBy || role === 'administrator')
  const { fulfilment } = condition
  const isPassed = gate.actualOn !== null
  const isByHand = condition.kind !== 'fact'
  const request = (reason: string) => ({
    params: { projectId: sheet.projectId, conditionCode: condition.conditionCode },
    body: { reason },
    ifMatch: fulfilment?.version ?? '0',
  })
  const subject = { name: name(condition) }
  return (
    <div className="condition-actions no-print">
      {isMine && isByHand && !(isPassed && fulfilment !== null) ? (
        <Button
          autoInsertSpace={false}
          size="small"
          type={fulfilment === null ? 'primary' : 'default'}
          onClick={() => setOpen('fulfil')}
          aria-label={t(fulfilment === null ? 'fulfilTitle' : 'correctTitle', subject)}
        >
          {t(fulfilment === null ? 'fulfil' : 'correct')}
        </Button>
      ) : null}
      {isMine && fulfilment !== null && !isPassed ? (
        <Button autoInsertSpace={false} size="small" onClick={() => setOpen('withdraw')} aria-label={t('withdrawTitle', subject)}>
          {t('withdraw')}
        </Button>
      ) : null}
      {mayWaive && condition.isRequired && !condition.isMet && !isPassed ? (
        <Button autoInsertSpace={false} size="small" type="text" onClick={() => setOpen('waive')} aria-label={t('waiveTitle', subject)}>
          {t('waive')}
        </Button>
      ) : null}
      {open === 'fulfil' ? <FulfilDialog sheet={sheet} condition={condition} onClose={close} /> : null}
      {open === 'withdraw' ? (
        <ReasonDialog
          title={t('withdrawTitle', subject)}
          {...withdraw}
          onReason={(reason) => withdraw.run(request(reason))}
          onClose={close}
        />
      ) : null}
      {open === 'waive' ? (
        <ReasonDialog
          title={t('waiveTitle', subject)}
          hint={t('waiveHint')}
          {...waive}
          onReason={(reason) => waive.run(request(reason))}
          onClose={close}
        />
      ) : null}
    </div>
  )
}
