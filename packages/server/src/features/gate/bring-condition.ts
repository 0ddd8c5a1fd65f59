import type { GateSheet } from '@ballast/contract/gate.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { changeLife } from './change-life.ts'
import { deleteFulfilment, writeFulfilment, type ConditionRecord, type FulfilmentRecord } from './gate.queries.ts'
import type { LoadedLife } from './load-life.ts'
import { conditionName, roleName } from './wording.ts'

interface OfCondition {
  readonly projectId: Uuid
  readonly conditionCode: string
  readonly ifMatch: bigint
}

const versionOf = (code: string) => (life: LoadedLife) => life.brought.get(code)?.version ?? 0n

function conditionOf(life: LoadedLife, code: string): ConditionRecord {
  const condition = life.conditions.find((one) => one.code === code)
  if (condition === undefined) throw new Refusal('gate.no-such-condition')
  return condition
}

/** A condition is for the role to bring that owes it; an administrator stands in for everybody. */
function notYours({ locale, user }: Context, condition: ConditionRecord): Reason[] {
  if (user.grants.some(({ role }) => role === condition.owedBy || role === 'administrator')) return []
  return [{ code: 'gate.not-yours', params: { condition: conditionName(locale, condition), role: roleName(locale, condition.owedBy) } }]
}

/** What a passed gate stands on is not taken from under it. */
function underPassedGate({ locale }: Context, life: LoadedLife, { gate }: ConditionRecord): Reason[] {
  const isPassed = life.gates.some((state) => state.gate === gate && state.actualOn !== null)
  return isPassed ? [{ code: 'gate.gate-passed', params: { gate: nameIn(locale, GATE_NAMES[gate]) } }] : []
}

/** What a fulfilment says in the audit trail. */
const sideOf = (code: string, given: Pick<FulfilmentRecord, 'fulfilledOn' | 'documentNo' | 'figureFen' | 'waivedReason'> | undefined) => {
  if (given === undefined) return { [`condition.${code}`]: null }
  const { fulfilledOn, documentNo, figureFen, waivedReason } = given
  const figure = figureFen === null ? null : `${formatYuan(figureFen)} 元`
  return { [`condition.${code}`]: [fulfilledOn, documentNo, figure, waivedReason].filter((part) => part !== null).join(' ') }
}

export async function fulfil(
  tx: WriteTx,
  ctx: Context,
  given: OfCondition & { fulfilledOn: PlainDate; documentNo: string | null; figureYuan: string | null; note: string | null },
): Promise<GateSheet> {
  const { projectId, conditionCode, ifMatch, fulfilledOn, documentNo, note } = given
  const request = { projectId, action: 'gate.fulfil', ifMatch, seen: versionOf(conditionCode) } as const
  return changeLife(tx, ctx, request, async (life) => {
    const condition = conditionOf(life, conditionCode)
    const figureFen: Fen | null = given.figureYuan === null ? null : parseYuan(given.figureYuan)
    const today = businessDate(ctx)
    const before = life.brought.get(conditionCode)
    const { minimumFen } = condition
    refuseIfAny('gate.refused', [
      ...notYours(ctx, condition),
      ...(before === undefined ? [] : underPassedGate(ctx, life, condition)),
      ...(condition.kind === 'fact' ? [{ code: 'gate.by-the-register', params: { condition: conditionName(ctx.locale, condition) } }] : []),
      ...(fulfilledOn > today ? [{ code: 'gate.after-today', params: { on: fulfilledOn, today }, at: 'fulfilledOn' }] : []),
      ...(condition.kind === 'figure' && (figureFen === null || figureFen < (minimumFen ?? 0n))
        ? [{ code: 'gate.figure-needed', params: { minimum: formatYuan(minimumFen ?? 0n) }, at: 'figureYuan' }]
        : []),
    ])
    const after = {
      code: conditionCode,
      fulfilledOn,
      documentNo,
      figureFen,
      note,
      waivedReason: null,
      by: ctx.user.login,
      at: ctx.clock.now(),
      sourceKind: 'entered',
      citation: null,
    } as const
    await writeFulfilment(tx, ctx.zone.zoneId, projectId, after)
    return { before: sideOf(conditionCode, before), after: sideOf(conditionCode, after) }
  })
}

export async function withdrawFulfilment(tx: WriteTx, ctx: Context, given: OfCondition & { reason: string }): Promise<GateSheet> {
  const { projectId, conditionCode, ifMatch, reason } = given
  const request = { projectId, action: 'gate.withdraw', ifMatch, seen: versionOf(conditionCode) } as const
  return changeLife(tx, ctx, request, async (life) => {
    const condition = conditionOf(life, conditionCode)
    const before = life.brought.get(conditionCode)
    if (before === undefined) throw new Refusal('gate.refused', [{ code: 'gate.nothing-brought' }])
    refuseIfAny('gate.refused', [...notYours(ctx, condition), ...underPassedGate(ctx, life, condition)])
    await deleteFulfilment(tx, ctx.zone.zoneId, projectId, conditionCode)
    return { before: sideOf(conditionCode, before), after: { ...sideOf(conditionCode, undefined), reason } }
  })
}

/** Does without a condition; whoever asks for the gate sees that, and why. */
export async function waive(tx: WriteTx, ctx: Context, given: OfCondition & { reason: string }): Promise<GateSheet> {
  const { projectId, conditionCode, ifMatch, reason } = given
  const request = { projectId, action: 'gate.waive', ifMatch, seen: versionOf(conditionCode) } as const
  return changeLife(tx, ctx, request, async (life) => {
    conditionOf(life, conditionCode)
    const before = life.brought.get(conditionCode)
    const after = {
      code: conditionCode,
      fulfilledOn: businessDate(ctx),
      documentNo: null,
      figureFen: null,
      note: null,
      waivedReason: reason,
      by: ctx.user.login,
      at: ctx.clock.now(),
      sourceKind: 'entered',
      citation: null,
    } as const
    await writeFulfilment(tx, ctx.zone.zoneId, projectId, after)
    return { before: sideOf(conditionCode, before), after: sideOf(conditionCode, after) }
  })
}
