import type { CommitmentSheet } from '@ballast/contract/commitment.ts'
import { COMMITMENT_RESULT_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import {
  bestResult,
  COMMITMENT_KINDS,
  isAmount,
  isBetter,
  type CommitmentKind,
  type CommitmentResult,
} from '@ballast/domain/gate/commitment.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { deleteCommitment, readCommitments, writeCommitment, type CommitmentRecord } from './commitment.queries.ts'
import { lockLife } from './gate.queries.ts'
import { loadLife } from './load-life.ts'

interface OfCommitment {
  readonly projectId: Uuid
  readonly kind: CommitmentKind
  readonly ifMatch: bigint
}

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount))
const fenOrNull = (yuan: string | null): Fen | null => (yuan === null ? null : parseYuan(yuan))

/** Reviews begin when the works are completed, or at once where the project has no such gate. */
async function isCompleted(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<boolean> {
  const completion = (await loadLife(tx, zoneId, projectId)).gates.find(({ gate }) => gate === 'completion')
  return completion === undefined || completion.actualOn !== null
}

export async function listCommitments(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<CommitmentSheet> {
  const { zoneId } = ctx.zone
  const completed = await isCompleted(tx, zoneId, projectId)
  const records = await readCommitments(tx, zoneId, projectId)
  return {
    projectId,
    isCompleted: completed,
    commitments: records
      .toSorted((a, b) => COMMITMENT_KINDS.indexOf(a.kind) - COMMITMENT_KINDS.indexOf(b.kind))
      .map(({ version, promisedFen, reachedFen, ...record }) => ({
        ...record,
        version: version.toString(),
        promisedYuan: yuanOrNull(promisedFen),
        reachedYuan: yuanOrNull(reachedFen),
      })),
  }
}

/** One change of one commitment, over the version that was seen. */
async function changeCommitment(
  tx: WriteTx,
  ctx: Context,
  { projectId, kind, ifMatch, action }: OfCommitment & { action: RouteId },
  work: (before: CommitmentRecord | undefined) => Promise<CommitmentRecord | Omit<CommitmentRecord, 'version'> | undefined>,
): Promise<CommitmentSheet> {
  const { zoneId } = ctx.zone
  await lockLife(tx, projectId)
  await loadLife(tx, zoneId, projectId)
  const before = (await readCommitments(tx, zoneId, projectId)).find((one) => one.kind === kind)
  if ((before?.version ?? 0n) !== ifMatch) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await listCommitments(tx, ctx, projectId) })
  }
  const after = await work(before)
  if (after === undefined) await deleteCommitment(tx, zoneId, projectId, kind)
  else await writeCommitment(tx, zoneId, projectId, after)
  await recordAudit(tx, ctx, {
    action,
    subjectType: 'project',
    subjectId: projectId,
    before: { [`commitment.${kind}`]: sideOf(before) },
    after: { [`commitment.${kind}`]: sideOf(after) },
  })
  return listCommitments(tx, ctx, projectId)
}

/** What a commitment says in the audit trail. */
export function sideOf(given: Omit<CommitmentRecord, 'version'> | undefined): string | null {
  if (given === undefined) return null
  const amount = (fen: Fen | null) => (fen === null ? null : `${formatYuan(fen)} 元`)
  const result = given.result === null ? null : COMMITMENT_RESULT_NAMES[given.result].zh
  const parts = [amount(given.promisedFen), given.dueOn, amount(given.reachedFen), given.reachedOn, result, given.consequence]
  return parts.filter((part) => part !== null).join(' ')
}

export function saveCommitment(
  tx: WriteTx,
  ctx: Context,
  given: OfCommitment & { promisedYuan: string | null; dueOn: PlainDate | null },
): Promise<CommitmentSheet> {
  const { kind, dueOn } = given
  const promisedFen = fenOrNull(given.promisedYuan)
  return changeCommitment(tx, ctx, { ...given, action: 'commitment.save' }, async (before) => {
    const needed = isAmount(kind)
      ? promisedFen === null || promisedFen < 0n
        ? [{ code: 'commitment.amount-needed', at: 'promisedYuan' }]
        : []
      : dueOn === null
        ? [{ code: 'commitment.date-needed', at: 'dueOn' }]
        : []
    refuseIfAny('commitment.refused', [...needed, ...(before?.result == null ? [] : [{ code: 'commitment.reviewed' }])])
    const none = { reachedFen: null, reachedOn: null, result: null, consequence: null, reviewedBy: null, reviewedAt: null }
    return { ...none, ...before, kind, promisedFen, dueOn, sourceKind: 'entered', citation: null }
  })
}

export function removeCommitment(tx: WriteTx, ctx: Context, given: OfCommitment): Promise<CommitmentSheet> {
  return changeCommitment(tx, ctx, { ...given, action: 'commitment.remove' }, async (before) => {
    if (before === undefined) throw new Refusal('commitment.not-found')
    refuseIfAny('commitment.refused', before.result === null ? [] : [{ code: 'commitment.reviewed' }])
    return undefined
  })
}

/** The review (达产复核): what was reached, how that is judged, and what follows. No better than what was reached; null takes it back. */
export function reviewCommitment(
  tx: WriteTx,
  ctx: Context,
  given: OfCommitment & {
    reachedYuan: string | null
    reachedOn: PlainDate | null
    result: CommitmentResult | null
    consequence: string | null
  },
): Promise<CommitmentSheet> {
  const { projectId, reachedOn, result, consequence } = given
  const reachedFen = fenOrNull(given.reachedYuan)
  return changeCommitment(tx, ctx, { ...given, action: 'commitment.review' }, async (before) => {
    if (before === undefined) throw new Refusal('commitment.not-found')
    if (result === null) {
      return { ...before, reachedFen: null, reachedOn: null, result: null, consequence: null, reviewedBy: null, reviewedAt: null }
    }
    const best = bestResult(before, { fen: reachedFen, on: reachedOn })
    const today = businessDate(ctx)
    refuseIfAny('commitment.refused', [
      ...((await isCompleted(tx, ctx.zone.zoneId, projectId)) ? [] : [{ code: 'commitment.not-completed' }]),
      ...(reachedOn !== null && reachedOn > today ? [{ code: 'gate.after-today', params: { on: reachedOn, today }, at: 'reachedOn' }] : []),
      ...(isBetter(result, best)
        ? [{ code: 'commitment.too-good', params: { best: nameIn(ctx.locale, COMMITMENT_RESULT_NAMES[best]) }, at: 'result' }]
        : []),
      ...(result !== 'met' && (consequence ?? '') === '' ? [{ code: 'commitment.consequence-needed', at: 'consequence' }] : []),
    ])
    return { ...before, reachedFen, reachedOn, result, consequence, reviewedBy: ctx.user.login, reviewedAt: ctx.clock.now() }
  })
}
