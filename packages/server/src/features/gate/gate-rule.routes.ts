import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { listCommitments, removeCommitment, reviewCommitment, saveCommitment } from './commitments.ts'
import { listGateRules, removeRuleCondition, removeType, saveRuleCondition, saveType } from './gate-rules.ts'

export const gateRuleHandlers = defineHandlers({
  'gate-rule.list': listGateRules,
  'gate-rule.save-type': (tx, ctx, { params, body, ifMatch }) => saveType(tx, ctx, { ...params, ...body, ifMatch: ifMatch as bigint }),
  'gate-rule.remove-type': (tx, ctx, { params, ifMatch }) => removeType(tx, ctx, { ...params, ifMatch: ifMatch as bigint }),
  'gate-rule.save-condition': (tx, ctx, { params, body, ifMatch }) =>
    saveRuleCondition(tx, ctx, { ...params, ...body, ifMatch: ifMatch as bigint }),
  'gate-rule.remove-condition': (tx, ctx, { params, ifMatch }) => removeRuleCondition(tx, ctx, { ...params, ifMatch: ifMatch as bigint }),
})

export const commitmentHandlers = defineHandlers({
  'commitment.list': (tx, ctx, { params }) => listCommitments(tx, ctx, params.projectId as Uuid),
  'commitment.save': (tx, ctx, { params, body, ifMatch }) =>
    saveCommitment(tx, ctx, {
      projectId: params.projectId as Uuid,
      kind: params.kind,
      ifMatch: ifMatch as bigint,
      promisedYuan: body.promisedYuan ?? null,
      dueOn: (body.dueOn ?? null) as PlainDate | null,
    }),
  'commitment.remove': (tx, ctx, { params, ifMatch }) =>
    removeCommitment(tx, ctx, { projectId: params.projectId as Uuid, kind: params.kind, ifMatch: ifMatch as bigint }),
  'commitment.review': (tx, ctx, { params, body, ifMatch }) =>
    reviewCommitment(tx, ctx, {
      projectId: params.projectId as Uuid,
      kind: params.kind,
      ifMatch: ifMatch as bigint,
      reachedYuan: body.reachedYuan ?? null,
      reachedOn: (body.reachedOn ?? null) as PlainDate | null,
      result: body.result,
      consequence: body.consequence ?? null,
    }),
})
