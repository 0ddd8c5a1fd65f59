import { COMMITMENT_RESULT_NAMES, nameIn } from '@ballast/contract/names.ts'
import { bestResult, isAmount, isBetter } from '@ballast/domain/gate/commitment.ts'
import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { insertCommitments, type CommitmentRecord } from './commitment.queries.ts'
import { sideOf } from './commitments.ts'

/** A commitment of before, with its review where there was one. */
export type CommitmentRow = Omit<CommitmentRecord, 'version' | 'reviewedBy' | 'reviewedAt'> & { readonly projectId: Uuid }

/** Enters what agreements promised before they were kept here, all of them or none; a review says no more than was reached. */
export async function loadCommitments(tx: WriteTx, ctx: Context, rows: readonly CommitmentRow[], action: string): Promise<void> {
  const today = businessDate(ctx)
  refuseIfAny(
    'commitment.refused',
    rows.flatMap((row) => faultsOf(ctx, row, today)),
  )
  const reviewed = { reviewedBy: ctx.user.login, reviewedAt: ctx.clock.now() }
  const none = { reviewedBy: null, reviewedAt: null }
  await insertCommitments(
    tx,
    ctx.zone.zoneId,
    rows.map((row) => ({ ...row, ...(row.result === null ? none : reviewed) })),
  )
  const audits = [...Map.groupBy(rows, ({ projectId }) => projectId)].map(([subjectId, ofProject]) => ({
    action,
    subjectType: 'project',
    subjectId,
    before: null,
    after: Object.fromEntries(ofProject.map((row) => [`commitment.${row.kind}`, sideOf({ ...row, ...none })])),
  }))
  await recordAudits(tx, ctx, audits)
}

function faultsOf({ locale }: Context, row: CommitmentRow, today: PlainDate): Reason[] {
  const { kind, promisedFen, dueOn, reachedFen, reachedOn, result, consequence } = row
  const needed = isAmount(kind) ? promisedFen === null : dueOn === null
  const best = bestResult({ kind, promisedFen, dueOn }, { fen: reachedFen, on: reachedOn })
  return [
    ...(needed ? [{ code: isAmount(kind) ? 'commitment.amount-needed' : 'commitment.date-needed', params: { kind } }] : []),
    ...(reachedOn !== null && reachedOn > today ? [{ code: 'gate.after-today', params: { on: reachedOn, today } }] : []),
    ...(result !== null && isBetter(result, best)
      ? [{ code: 'commitment.too-good', params: { best: nameIn(locale, COMMITMENT_RESULT_NAMES[best]) } }]
      : []),
    ...(result !== null && result !== 'met' && consequence === null ? [{ code: 'commitment.consequence-needed' }] : []),
  ]
}
