import type { GateRules, ProjectType } from '@ballast/contract/gate-rule.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import {
  countPassed,
  deleteRuleCondition,
  deleteType,
  lockRules,
  readRuleConditions,
  readTypes,
  writeRuleCondition,
  writeType,
} from './gate-rule.queries.ts'

type RuleCondition = GateRules['conditions'][number]
type NewType = Omit<ProjectType, 'version' | 'projects'>
type NewCondition = Omit<RuleCondition, 'version' | 'projects'>

/** The zone's procedure: which gates projects of each type have, and what each gate needs. */
export const listGateRules = async (tx: ReadTx, { zone: { zoneId } }: Context): Promise<GateRules> => ({
  types: await readTypes(tx, zoneId),
  conditions: await readRuleConditions(tx, zoneId),
})

/** One change of the rules, over the version that was seen; 0 where there was none. */
async function changeRules(
  tx: WriteTx,
  ctx: Context,
  request: { action: RouteId; subjectId: string; ifMatch: bigint; find: (rules: GateRules) => { version: string } | undefined },
  work: (rules: GateRules) => Promise<object | null>,
): Promise<GateRules> {
  const { action, subjectId, ifMatch, find } = request
  await lockRules(tx, ctx.zone.zoneId)
  const rules = await listGateRules(tx, ctx)
  const before = find(rules)
  if ((before?.version ?? '0') !== ifMatch.toString()) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: rules })
  }
  const after = await work(rules)
  await recordAudit(tx, ctx, { action, subjectType: 'gate-rule', subjectId, before: before ?? null, after })
  return listGateRules(tx, ctx)
}

const typeOf = (rules: GateRules, typeCode: string) => rules.types.find((type) => type.typeCode === typeCode)
const conditionOf = (rules: GateRules, code: string) => rules.conditions.find(({ conditionCode }) => conditionCode === code)

export function saveType(tx: WriteTx, ctx: Context, type: NewType & { ifMatch: bigint }): Promise<GateRules> {
  const { ifMatch, ...after } = type
  const request = {
    action: 'gate-rule.save-type',
    subjectId: `type.${after.typeCode}`,
    ifMatch,
    find: (rules: GateRules) => typeOf(rules, after.typeCode),
  } as const
  return changeRules(tx, ctx, request, async (rules) => {
    const gates = after.gates.map(({ gate }) => gate)
    const named = (gate: (typeof gates)[number]) => ({ gate: nameIn(ctx.locale, GATE_NAMES[gate]) })
    const twice = gates.filter((gate, index) => gates.indexOf(gate) < index)
    const gone = (typeOf(rules, after.typeCode)?.gates ?? []).map(({ gate }) => gate).filter((gate) => !gates.includes(gate))
    const passed = await countPassed(tx, ctx.zone.zoneId, after.typeCode)
    refuseIfAny('gate-rule.refused', [
      ...(gates.length === 0 ? [{ code: 'gate-rule.no-gates', at: 'gates' }] : []),
      ...twice.map((gate) => ({ code: 'gate-rule.gate-twice', params: named(gate), at: 'gates' })),
      ...gone.flatMap((gate) => {
        const count = passed.get(gate) ?? 0
        return count === 0 ? [] : [{ code: 'gate-rule.gate-passed', params: { ...named(gate), count }, at: 'gates' }]
      }),
    ])
    await writeType(tx, ctx.zone.zoneId, after)
    return after
  })
}

export function removeType(tx: WriteTx, ctx: Context, { typeCode, ifMatch }: { typeCode: string; ifMatch: bigint }): Promise<GateRules> {
  const request = {
    action: 'gate-rule.remove-type',
    subjectId: `type.${typeCode}`,
    ifMatch,
    find: (rules: GateRules) => typeOf(rules, typeCode),
  } as const
  return changeRules(tx, ctx, request, async (rules) => {
    const type = typeOf(rules, typeCode)
    if (type === undefined) throw new Refusal('gate-rule.not-found')
    const naming = rules.conditions.filter(({ typeCodes }) => typeCodes.includes(typeCode))
    refuseIfAny('gate-rule.refused', [
      ...(type.projects === 0 ? [] : [{ code: 'gate-rule.type-in-use', params: { count: type.projects } }]),
      ...naming.map(({ nameZh, nameEn }) => ({
        code: 'gate-rule.type-named',
        params: { condition: ctx.locale === 'en' ? nameEn : nameZh },
      })),
    ])
    await deleteType(tx, ctx.zone.zoneId, typeCode)
    return null
  })
}

export function saveRuleCondition(tx: WriteTx, ctx: Context, given: NewCondition & { ifMatch: bigint }): Promise<GateRules> {
  const { ifMatch, ...after } = given
  const request = {
    action: 'gate-rule.save-condition',
    subjectId: `condition.${after.conditionCode}`,
    ifMatch,
    find: (rules: GateRules) => conditionOf(rules, after.conditionCode),
  } as const
  return changeRules(tx, ctx, request, async (rules) => {
    refuseIfAny('gate-rule.refused', conditionFaults(rules, after))
    const { minimumYuan, ...facts } = after
    await writeRuleCondition(tx, ctx.zone.zoneId, { ...facts, minimumFen: minimumYuan === null ? null : parseYuan(minimumYuan) })
    return after
  })
}

function conditionFaults(rules: GateRules, after: NewCondition): Reason[] {
  const before = conditionOf(rules, after.conditionCode)
  const unknown = after.typeCodes.filter((typeCode) => typeOf(rules, typeCode) === undefined)
  const isOtherKind = before !== undefined && (before.gate !== after.gate || before.kind !== after.kind)
  return [
    ...unknown.map((type) => ({ code: 'gate.no-such-type', params: { type }, at: 'typeCodes' })),
    ...((after.kind === 'fact') === (after.fact !== null) ? [] : [{ code: 'gate-rule.fact-needed', at: 'fact' }]),
    ...(after.minimumYuan === null || after.kind === 'figure' || after.fact === 'total'
      ? []
      : [{ code: 'gate-rule.no-minimum', at: 'minimumYuan' }]),
    ...(after.sourceKind === 'public' && (after.citation ?? '') === '' ? [{ code: 'gate-rule.citation-needed', at: 'citation' }] : []),
    ...(isOtherKind && before.projects > 0 ? [{ code: 'gate-rule.condition-in-use', params: { count: before.projects } }] : []),
  ]
}

export function removeRuleCondition(
  tx: WriteTx,
  ctx: Context,
  { conditionCode, ifMatch }: { conditionCode: string; ifMatch: bigint },
): Promise<GateRules> {
  const request = {
    action: 'gate-rule.remove-condition',
    subjectId: `condition.${conditionCode}`,
    ifMatch,
    find: (rules: GateRules) => conditionOf(rules, conditionCode),
  } as const
  return changeRules(tx, ctx, request, async (rules) => {
    const condition = conditionOf(rules, conditionCode)
    if (condition === undefined) throw new Refusal('gate-rule.not-found')
    refuseIfAny(
      'gate-rule.refused',
      condition.projects === 0 ? [] : [{ code: 'gate-rule.condition-in-use', params: { count: condition.projects } }],
    )
    await deleteRuleCondition(tx, ctx.zone.zoneId, conditionCode)
    return null
  })
}
