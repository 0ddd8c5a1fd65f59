import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { hasCode } from '../code-list/index.ts'
import { insertAnswers, type Answer } from './answer.queries.ts'

/** Answers for differences that nobody has answered for; all of them, or none. */
export async function answerDifferences(tx: WriteTx, ctx: Context, answers: readonly Answer[]): Promise<void> {
  const { zoneId } = ctx.zone
  for (const code of new Set(answers.map(({ reasonCode }) => reasonCode))) {
    const isKnown = await hasCode(tx, zoneId, 'difference-reason', code)
    refuseIfAny('reconciliation.refused', isKnown ? [] : [{ code: 'report.no-such-reason', params: { code }, at: 'reasonCode' }])
  }
  await insertAnswers(tx, zoneId, answers, { by: ctx.user.login, at: ctx.clock.now() })
  await recordAudits(
    tx,
    ctx,
    answers.map(({ projectId, month, reasonCode, note }) => ({
      action: 'reconciliation.explain',
      subjectType: 'return',
      subjectId: `${projectId} ${month}`,
      before: null,
      after: { reasonCode, note },
    })),
  )
}
