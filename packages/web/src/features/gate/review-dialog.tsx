import { Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Commitment } from '@ballast/contract/commitment.ts'
import type { GateSheet } from '@ballast/contract/gate.ts'
import {
  bestResult,
  COMMITMENT_RESULTS,
  isAmount,
  isBetter,
  type CommitmentKind,
  type CommitmentResult,
} from '@ballast/domain/gate/commitment.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { useTexts } from '../../app/language.tsx'
import { DateField } from '../../ui/date-field.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { MoneyInput } from '../../ui/money-input.tsx'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import { gateTexts } from './gate.texts.ts'
import { useGateAction } from './use-gate-action.ts'

/** The gate whose passing keeps a promised day. */
const GATE_OF: Partial<Record<CommitmentKind, LifeGate>> = {
  completion_date: 'completion',
  production_date: 'production',
  full_capacity_date: 'full_capacity',
}

/** What is known already: the day on which the gate was passed, the output that was brought for full capacity. */
function known({ gates }: GateSheet, kind: CommitmentKind): { on: string; wan: string } {
  const on = gates.find(({ gate }) => gate === GATE_OF[kind])?.actualOn ?? ''
  if (kind !== 'annual_output') return { on, wan: '' }
  const figures = gates.find(({ gate }) => gate === 'full_capacity')?.conditions.filter((condition) => condition.kind === 'figure') ?? []
  return { on, wan: wanOfYuan(figures.length === 1 ? (figures[0]?.fulfilment?.figureYuan ?? null) : null) }
}

/** Says what was reached of a commitment, how that is judged, and what follows. */
export function ReviewDialog({ sheet, commitment, onClose }: { sheet: GateSheet; commitment: Commitment; onClose: () => void }) {
  const t = useTexts(gateTexts)
  const { kind } = commitment
  const start = known(sheet, kind)
  const [on, setOn] = useState(start.on)
  const [wan, setWan] = useState(start.wan)
  const [chosen, setChosen] = useState<CommitmentResult>()
  const [consequence, setConsequence] = useState('')
  const { run, error, isPending } = useGateAction('commitment.review', onClose)
  const reachedYuan = !isAmount(kind) || wan === '' ? null : yuanOfWan(wan)
  const fenOf = (yuan: string | null | undefined) => (yuan === null || yuan === undefined ? null : parseYuan(yuan))
  const best = bestResult(
    { kind, promisedFen: fenOf(commitment.promisedYuan), dueOn: commitment.dueOn as PlainDate | null },
    { fen: fenOf(reachedYuan), on: on === '' ? null : (on as PlainDate) },
  )
  const result = chosen === undefined || isBetter(chosen, best) ? best : chosen
  const save = () =>
    run({
      params: { projectId: sheet.projectId, kind },
      body: { reachedYuan: reachedYuan ?? null, reachedOn: on === '' ? null : on, result, consequence: consequence.trim() || null },
      ifMatch: commitment.version,
    })
  return (
    <Modal
      open
      title={t('reviewTitle', { name: t(`commitment.${kind}`) })}
      okText={t('review')}
      okButtonProps={{ disabled: reachedYuan === undefined }}
      confirmLoading={isPending}
      onOk={save}
      onCancel={onClose}
    >
      {error ? <ProblemAlert error={error} labelOf={() => undefined} /> : null}
      <p className="quiet">{t('reviewHint')}</p>
      <Form layout="vertical" requiredMark={false} component="div">
        {isAmount(kind) ? (
          <Form.Item label={t('reached')} htmlFor="review-amount">
            <MoneyInput id="review-amount" label={t('reached')} value={wan} onChange={setWan} />
          </Form.Item>
        ) : (
          <Form.Item label={t('reached')} htmlFor="review-on">
            <DateField id="review-on" label={t('reached')} value={on} onChange={setOn} />
          </Form.Item>
        )}
        <Form.Item label={t('result')}>
          <Radio.Group
            value={result}
            onChange={({ target }) => setChosen(target.value as CommitmentResult)}
            options={COMMITMENT_RESULTS.toReversed().map((value) => ({
              value,
              label: t(`result.${value}`),
              disabled: isBetter(value, best),
            }))}
          />
        </Form.Item>
        <Form.Item label={t('consequenceOf')} htmlFor="review-consequence">
          <Input.TextArea
            id="review-consequence"
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={consequence}
            onChange={({ target }) => setConsequence(target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
