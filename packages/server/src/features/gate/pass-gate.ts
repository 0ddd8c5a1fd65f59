import { PASS_ACTIONS, type GateSheet } from '@ballast/contract/gate.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { obstacles, reopenObstacles } from '@ballast/domain/gate/obstacles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { gateNotice } from './gate-notice.ts'
import { notify } from '../notification/index.ts'
import { hasCode } from '../code-list/index.ts'
import { changeLife, type LifeChange } from './change-life.ts'
import { insertDateChange, writeProgress, type GateRecord } from './gate.queries.ts'
import type { LoadedLife } from './load-life.ts'
import { reasonOf } from './wording.ts'

interface OfGate {
  readonly projectId: Uuid
  readonly gate: LifeGate
  readonly ifMatch: bigint
}

const gateOf = (life: LoadedLife, gate: LifeGate): GateRecord | undefined => life.gates.find((state) => state.gate === gate)
const versionOf = (gate: LifeGate) => (life: LoadedLife) => gateOf(life, gate)?.version ?? 0n
/** How a gate's date is called among a project's changes. */
const field = (gate: LifeGate, which: 'forecast' | 'actual') => `life.${gate}.${which}`

/** Registration is passed by its queue, with the number in the library. */
export type PassedHere = Exclude<LifeGate, 'registration'>

/** Says that a gate was passed; refused with everything that is missing. */
export async function passGate(
  tx: WriteTx,
  ctx: Context,
  given: OfGate & { gate: PassedHere; on: PlainDate; note: string | null },
): Promise<GateSheet> {
  const { projectId, gate, ifMatch } = given
  const request = { projectId, action: PASS_ACTIONS[gate], ifMatch, seen: versionOf(gate) }
  return changeLife(tx, ctx, request, (life) => writePassing(tx, ctx, life, given))
}

/** Of whose books it is that a gate was passed: somebody's own word, unless it is said. */
export interface PassingSource {
  readonly sourceKind: 'public' | 'simulated'
  readonly citation: string
}

/** Writes that a gate was passed, for whoever has taken the project's turn and keeps the audit entry. */
export async function writePassing(
  tx: WriteTx,
  ctx: Context,
  life: LoadedLife,
  {
    projectId,
    gate,
    on,
    note,
    source,
  }: { projectId: Uuid; gate: LifeGate; on: PlainDate; note: string | null; source?: PassingSource | undefined },
): Promise<LifeChange> {
  refuseIfAny(
    'gate.refused',
    obstacles(life, gate, on, businessDate(ctx)).map((obstacle) => reasonOf(ctx.locale, gate, obstacle)),
  )
  const state = gateOf(life, gate) as GateRecord
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  await writeProgress(tx, ctx.zone.zoneId, projectId, gate, {
    forecastOn: state.forecastOn,
    actualOn: on,
    passedBy: moment.by,
    passedAt: moment.at,
    ...(source ?? { sourceKind: 'entered', citation: null }),
  })
  const change = { gate, which: 'actual', fromOn: null, toOn: on, reasonCode: 'passed', note } as const
  await insertDateChange(tx, ctx.zone.zoneId, projectId, { ...change, ...moment })
  await notify(tx, ctx, gateNotice(ctx, 'gate-passed', { projectId, gate, version: state.version, params: { on } }))
  return { before: { [field(gate, 'actual')]: null }, after: { [field(gate, 'actual')]: on, ...(note === null ? {} : { note }) } }
}

/** Takes back that a gate was passed; gates after it, which stand on it, have to be taken back first. */
export async function reopenGate(
  tx: WriteTx,
  ctx: Context,
  { projectId, gate, ifMatch, reason }: OfGate & { reason: string },
): Promise<GateSheet> {
  const request = { projectId, action: 'gate.reopen', ifMatch, seen: versionOf(gate) } as const
  return changeLife(tx, ctx, request, async (life) => {
    refuseIfAny(
      'gate.refused',
      reopenObstacles(life, gate).map((obstacle) => reasonOf(ctx.locale, gate, obstacle)),
    )
    const state = gateOf(life, gate) as GateRecord
    await writeProgress(tx, ctx.zone.zoneId, projectId, gate, {
      forecastOn: state.forecastOn,
      actualOn: null,
      passedBy: null,
      passedAt: null,
      sourceKind: 'entered',
      citation: null,
    })
    const change = { gate, which: 'actual', fromOn: state.actualOn, toOn: null, reasonCode: 'reopened', note: reason } as const
    await insertDateChange(tx, ctx.zone.zoneId, projectId, { ...change, by: ctx.user.login, at: ctx.clock.now() })
    await notify(tx, ctx, gateNotice(ctx, 'gate-reopened', { projectId, gate, version: ifMatch, params: { reason } }))
    return { before: { [field(gate, 'actual')]: state.actualOn }, after: { [field(gate, 'actual')]: null, reason } }
  })
}

/** Says when a gate is expected now, with a coded reason; the planned date stays what it is. */
export async function forecastGate(
  tx: WriteTx,
  ctx: Context,
  given: OfGate & { on: PlainDate | null; reasonCode: string; note: string | null },
): Promise<GateSheet> {
  const { projectId, gate, ifMatch, on, reasonCode, note } = given
  const request = { projectId, action: 'gate.forecast', ifMatch, seen: versionOf(gate) } as const
  return changeLife(tx, ctx, request, async (life) => {
    const { zoneId } = ctx.zone
    const state = gateOf(life, gate)
    if (state === undefined) throw new Refusal('gate.refused', [reasonOf(ctx.locale, gate, { code: 'gate.not-applicable' })])
    const today = businessDate(ctx)
    refuseIfAny('gate.refused', [
      ...(state.actualOn === null ? [] : [reasonOf(ctx.locale, gate, { code: 'gate.already-passed', on: state.actualOn })]),
      ...(on !== null && on < today ? [{ code: 'gate.forecast-past', params: { on, today }, at: 'on' }] : []),
      ...((await hasCode(tx, zoneId, 'slip-reason', reasonCode))
        ? []
        : [{ code: 'gate.no-such-reason', params: { code: reasonCode }, at: 'reasonCode' }]),
    ])
    const sides = { before: { [field(gate, 'forecast')]: state.forecastOn }, after: { [field(gate, 'forecast')]: on, reasonCode } }
    if (on === state.forecastOn) return sides
    await writeProgress(tx, zoneId, projectId, gate, {
      forecastOn: on,
      actualOn: null,
      passedBy: null,
      passedAt: null,
      sourceKind: 'entered',
      citation: null,
    })
    const change = { gate, which: 'forecast', fromOn: state.forecastOn, toOn: on, reasonCode, note } as const
    await insertDateChange(tx, zoneId, projectId, { ...change, by: ctx.user.login, at: ctx.clock.now() })
    return sides
  })
}
