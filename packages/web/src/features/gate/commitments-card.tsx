import { usePersonName } from '../../app/person-name.ts'
import { App, Button, Tag } from 'antd'
import { useState } from 'react'
import type { Commitment, CommitmentSheet } from '@ballast/contract/commitment.ts'
import type { GateSheet } from '@ballast/contract/gate.ts'
import { COMMITMENT_KINDS, type CommitmentResult } from '@ballast/domain/gate/commitment.ts'
import { useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay } from '../../app/session.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Money } from '../../ui/money.tsx'
import { SourceBadge } from '../../ui/source-badge.tsx'
import { CommitmentDialog } from './commitment-dialog.tsx'
import { gateTexts } from './gate.texts.ts'
import { ReviewDialog } from './review-dialog.tsx'
import { useGateAction } from './use-gate-action.ts'

const COLOURS: Record<CommitmentResult, string> = { met: 'green', partly_met: 'orange', not_met: 'red' }

/** What the agreement promises, followed to the review (达产复核) with its result and what follows from it. */
export function CommitmentsCard({ sheet }: { sheet: GateSheet }) {
  const t = useTexts(gateTexts)
  const query = useRoute('commitment.list', { params: { projectId: sheet.projectId } })
  return (
    <section className="card" aria-label={t('commitments')}>
      <h2>{t('commitments')}</h2>
      <Loaded query={query}>{(promised) => <Commitments sheet={sheet} promised={promised} />}</Loaded>
    </section>
  )
}

function Commitments({ sheet, promised }: { sheet: GateSheet; promised: CommitmentSheet }) {
  const t = useTexts(gateTexts)
  const maySave = useMay('commitment.save')
  const [isOpen, setIsOpen] = useState(false)
  const { commitments } = promised
  const left = COMMITMENT_KINDS.filter((kind) => commitments.every((one) => one.kind !== kind))
  return (
    <>
      {commitments.length === 0 ? <p className="quiet">{t('noCommitments')}</p> : null}
      <ul className="commitment-list">
        {commitments.map((commitment) => (
          <CommitmentRow key={commitment.kind} sheet={sheet} promised={promised} commitment={commitment} />
        ))}
      </ul>
      {maySave && left.length > 0 ? (
        <Button size="small" className="no-print" onClick={() => setIsOpen(true)}>
          {t('addCommitment')}
        </Button>
      ) : null}
      {isOpen ? <CommitmentDialog projectId={sheet.projectId} kinds={left} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}

function CommitmentRow({ sheet, promised, commitment }: { sheet: GateSheet; promised: CommitmentSheet; commitment: Commitment }) {
  const t = useTexts(gateTexts)
  const personName = usePersonName()
  const { kind, promisedYuan, dueOn, reachedYuan, reachedOn, result, consequence, reviewedBy, reviewedAt } = commitment
  return (
    <li>
      <strong>{t(`commitment.${kind}`)}</strong>
      <span>
        <span className="quiet">{t('promised')}</span>{' '}
        {promisedYuan === null ? <span className="number">{dueOn}</span> : <Money yuan={promisedYuan} withUnit />}
        {promisedYuan === null || dueOn === null ? null : <span className="number"> ({dueOn})</span>}
        <SourceBadge kind={commitment.sourceKind} citation={commitment.citation} />
      </span>
      {result === null ? (
        <span className="quiet">{t(promised.isCompleted ? 'toReview' : 'notYet')}</span>
      ) : (
        <>
          <span>
            <span className="quiet">{t('reached')}</span>{' '}
            {reachedYuan === null ? <span className="number">{reachedOn ?? '—'}</span> : <Money yuan={reachedYuan} withUnit />}
          </span>
          <Tag color={COLOURS[result]}>{t(`result.${result}`)}</Tag>
          {consequence === null || consequence === '' ? null : (
            <span>
              <span className="quiet">{t('consequenceOf')}</span> {consequence}
            </span>
          )}
          {reviewedBy === null ? null : (
            <span className="quiet">
              {personName(reviewedBy)} {reviewedAt?.slice(0, 10)}
            </span>
          )}
        </>
      )}
      <CommitmentActions sheet={sheet} promised={promised} commitment={commitment} />
    </li>
  )
}

function CommitmentActions({ sheet, promised, commitment }: { sheet: GateSheet; promised: CommitmentSheet; commitment: Commitment }) {
  const t = useTexts(gateTexts)
  const { modal } = App.useApp()
  const maySave = useMay('commitment.save')
  const mayReview = useMay('commitment.review')
  const [open, setOpen] = useState<'edit' | 'review'>()
  const close = () => setOpen(undefined)
  const review = useGateAction('commitment.review', close)
  const remove = useGateAction('commitment.remove', close)
  const { kind, result, version } = commitment
  const params = { projectId: sheet.projectId, kind }
  const label = (text: string) => `${text} ${t(`commitment.${kind}`)}`
  const ask = () =>
    void modal.confirm({ title: t('removeConfirm'), okButtonProps: { danger: true }, onOk: () => remove.run({ params, ifMatch: version }) })
  return (
    <span className="condition-actions no-print">
      {mayReview && promised.isCompleted && result === null ? (
        <Button autoInsertSpace={false} size="small" type="primary" aria-label={label(t('review'))} onClick={() => setOpen('review')}>
          {t('review')}
        </Button>
      ) : null}
      {mayReview && result !== null ? (
        <Button
          autoInsertSpace={false}
          size="small"
          aria-label={label(t('takeBackReview'))}
          onClick={() => review.run({ params, body: { result: null }, ifMatch: version })}
        >
          {t('takeBackReview')}
        </Button>
      ) : null}
      {maySave && result === null ? (
        <>
          <Button autoInsertSpace={false} size="small" aria-label={label(t('edit'))} onClick={() => setOpen('edit')}>
            {t('edit')}
          </Button>
          <Button autoInsertSpace={false} size="small" type="text" danger aria-label={label(t('remove'))} onClick={ask}>
            {t('remove')}
          </Button>
        </>
      ) : null}
      {open === 'edit' ? <CommitmentDialog projectId={sheet.projectId} kinds={[kind]} commitment={commitment} onClose={close} /> : null}
      {open === 'review' ? <ReviewDialog sheet={sheet} commitment={commitment} onClose={close} /> : null}
    </span>
  )
}
