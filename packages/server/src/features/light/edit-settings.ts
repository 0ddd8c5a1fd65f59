import type { LightSettings } from '@ballast/contract/light.ts'
import type { Role } from '@ballast/contract/roles.ts'
import { PRESET_STEPS, type EscalationStep } from '@ballast/domain/light/escalation.ts'
import { isMeasured, PRESET_RULES, type LightKind } from '@ballast/domain/light/light-rule.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import {
  hasPermit,
  insertRules,
  insertSteps,
  readRules,
  readSteps,
  updateRule,
  updateStep,
  type RuleFacts,
  type RuleRecord,
} from './light.queries.ts'

export async function readSettings(tx: ReadTx, ctx: Context): Promise<LightSettings> {
  const { zoneId } = ctx.zone
  return {
    rules: (await readRules(tx, zoneId)).map((rule) => ({ ...rule, version: rule.version.toString() })),
    steps: (await readSteps(tx, zoneId)).map((step) => ({ ...step, version: step.version.toString() })),
  }
}

export type RulePatch = { readonly [K in keyof Omit<RuleFacts, 'sourceKind'>]?: RuleFacts[K] | undefined }

const withoutUndefined = <T extends object>(patch: T) =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> }

export async function editRule(
  tx: WriteTx,
  ctx: Context,
  { kind, version, patch }: { kind: LightKind; version: bigint; patch: RulePatch },
): Promise<LightSettings> {
  const { zoneId } = ctx.zone
  const before = (await readRules(tx, zoneId)).find((rule) => rule.kind === kind)
  if (before === undefined) throw new Refusal('light.rule-not-found')
  const { kind: _kind, version: _version, ...facts } = before
  const after: RuleFacts = { ...facts, ...withoutUndefined(patch), sourceKind: 'entered' }
  refuseIfAny('light.rule-refused', await faultsOf(tx, ctx, kind, after))
  if (before.version !== version || !(await updateRule(tx, zoneId, kind, version, after))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await readSettings(tx, ctx) })
  }
  await recordAudit(tx, ctx, { action: 'light.edit-rule', subjectType: 'light_rule', subjectId: kind, before: facts, after })
  return readSettings(tx, ctx)
}

async function faultsOf(
  tx: ReadTx,
  ctx: Context,
  kind: LightKind,
  { unit, yellowAfter, redAfter, conditionCode }: RuleFacts,
): Promise<Reason[]> {
  const reasons: Reason[] = []
  if (isMeasured(kind) !== (unit === 'points')) reasons.push({ code: 'light.unit-of-its-rule', at: 'unit' })
  if (yellowAfter === null && redAfter === null) reasons.push({ code: 'light.never-on', at: 'redAfter' })
  if (yellowAfter !== null && redAfter !== null && yellowAfter > redAfter) {
    reasons.push({ code: 'light.yellow-after-red', params: { yellow: yellowAfter, red: redAfter }, at: 'yellowAfter' })
  }
  if (kind !== 'permit-lapse') {
    if (conditionCode !== null) reasons.push({ code: 'light.permit-of-its-rule', at: 'conditionCode' })
  } else if (conditionCode !== null && !(await hasPermit(tx, ctx.zone.zoneId, conditionCode))) {
    reasons.push({ code: 'light.no-such-permit', params: { code: conditionCode }, at: 'conditionCode' })
  }
  return reasons
}

export async function editStep(
  tx: WriteTx,
  ctx: Context,
  given: { step: EscalationStep; version: bigint; afterWorkdays?: number | undefined; replyWorkdays?: number | null | undefined },
): Promise<LightSettings> {
  const { zoneId } = ctx.zone
  const { step, version } = given
  const before = (await readSteps(tx, zoneId)).find((known) => known.step === step)
  if (before === undefined) throw new Refusal('light.step-not-found')
  const after = {
    afterWorkdays: given.afterWorkdays ?? before.afterWorkdays,
    replyWorkdays: given.replyWorkdays === undefined ? before.replyWorkdays : given.replyWorkdays,
  }
  // A step on the day of the one before would be raised by one and the same run, before anybody could answer.
  refuseIfAny(
    'light.step-refused',
    step !== 'reminder' && after.afterWorkdays < 1 ? [{ code: 'light.step-distance', at: 'afterWorkdays' }] : [],
  )
  if (before.version !== version || !(await updateStep(tx, zoneId, step, version, after))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await readSettings(tx, ctx) })
  }
  const { afterWorkdays, replyWorkdays } = before
  const sides = { before: { afterWorkdays, replyWorkdays }, after }
  await recordAudit(tx, ctx, { action: 'light.edit-step', subjectType: 'escalation_step', subjectId: step, ...sides })
  return readSettings(tx, ctx)
}

export const presetRules = (): Omit<RuleRecord, 'version'>[] =>
  PRESET_RULES.map((rule) => ({
    ...rule,
    owedBy: rule.owedBy as Role,
    owedPerson: null,
    sourceKind: rule.citation === null ? 'entered' : 'public',
  }))

/** Adds what the zone does not have of the preset; what it has stays as it is. */
export async function usePreset(tx: WriteTx, ctx: Context): Promise<LightSettings> {
  const rules = await insertRules(tx, ctx.zone.zoneId, presetRules())
  const steps = await insertSteps(tx, ctx.zone.zoneId, PRESET_STEPS)
  const added = { action: 'light.use-preset', subjectType: 'zone', subjectId: ctx.zone.zoneId, after: { rules, steps } }
  if (rules.length + steps.length > 0) await recordAudit(tx, ctx, added)
  return readSettings(tx, ctx)
}
