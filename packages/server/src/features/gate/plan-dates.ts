import type { GateSheet, PlannedDates } from '@ballast/contract/gate.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { planLegs, type PlanMode } from '@ballast/domain/gate/planned-dates.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { editProject } from '../project/index.ts'
import { hasCode } from '../code-list/index.ts'
import { changeLife } from './change-life.ts'
import { hasType, readGateOffsets, setType } from './plan-dates.queries.ts'
import { loadLife } from './load-life.ts'
import { reasonOf } from './wording.ts'

interface DatesRequest {
  readonly projectId: Uuid
  readonly ifMatch: bigint
  readonly gate: LifeGate
  readonly on: PlainDate
  readonly mode: PlanMode
  readonly reasonCode: string
  readonly note: string | null
  readonly dryRun: boolean
}

/** Plans a gate on another day, and says what becomes of the later ones; saved through the register, with its checks and history. */
export async function planDates(tx: WriteTx, ctx: Context, request: DatesRequest): Promise<PlannedDates> {
  const { projectId, ifMatch, gate, on, mode, reasonCode, note } = request
  const { zoneId } = ctx.zone
  const { gates, record } = await loadLife(tx, zoneId, projectId)
  refuseIfAny('gate.refused', [
    ...(gates.some((state) => state.gate === gate) ? [] : [reasonOf(ctx.locale, gate, { code: 'gate.not-applicable' })]),
    ...((await hasCode(tx, zoneId, 'slip-reason', reasonCode))
      ? []
      : [{ code: 'gate.no-such-reason', params: { code: reasonCode }, at: 'reasonCode' }]),
  ])
  const offsets = await readGateOffsets(tx, zoneId, record.typeCode)
  const legs = gates.map((state) => ({
    gate: state.gate,
    plannedOn: state.plannedOn,
    isPassed: state.actualOn !== null,
    offsetWorkdays: offsets.get(state.gate) ?? null,
  }))
  const planned = planLegs(legs, { gate, on }, mode, await readCalendar(tx, zoneId))
  const before = new Map(legs.map((leg) => [leg.gate, leg.plannedOn]))
  const answer = planned.map((leg) => ({
    gate: leg.gate,
    fromOn: before.get(leg.gate) ?? null,
    toOn: leg.plannedOn,
    isEstimate: leg.isEstimate,
  }))
  if (request.dryRun) {
    if (record.version !== ifMatch) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }])
    return { projectId, version: record.version.toString(), legs: answer }
  }
  const moved = answer.filter(({ fromOn, toOn }) => fromOn !== toOn)
  const changes = { gates: Object.fromEntries(moved.map((leg) => [leg.gate, leg.toOn])) }
  const saved = await editProject(
    tx,
    ctx,
    { projectId, version: ifMatch, changes },
    { action: 'gate.plan-dates', slip: { reasonCode, note } },
  )
  return { projectId, version: saved.version, legs: answer }
}

/** Gives a project its type; what it has passed has to be a gate of that type too. */
export async function setProjectType(
  tx: WriteTx,
  ctx: Context,
  { projectId, ifMatch, typeCode }: { projectId: Uuid; ifMatch: bigint; typeCode: string | null },
): Promise<GateSheet> {
  const { zoneId } = ctx.zone
  const request = {
    projectId,
    action: 'gate.set-type',
    ifMatch,
    seen: (life: { record: { version: bigint } }) => life.record.version,
  } as const
  return changeLife(tx, ctx, request, async ({ gates, record }) => {
    if (typeCode !== null && !(await hasType(tx, zoneId, typeCode))) {
      throw new Refusal('gate.refused', [{ code: 'gate.no-such-type', params: { type: typeCode }, at: 'typeCode' }])
    }
    const allowed = await readGateOffsets(tx, zoneId, typeCode)
    refuseIfAny(
      'gate.refused',
      gates.flatMap(({ gate, actualOn }) =>
        typeCode === null || actualOn === null || allowed.has(gate)
          ? []
          : [{ code: 'gate.passed-elsewhere', params: { gate: nameIn(ctx.locale, GATE_NAMES[gate]) } }],
      ),
    )
    await setType(tx, zoneId, projectId, { typeCode, at: ctx.clock.now(), by: ctx.user.login })
    return { before: { typeCode: record.typeCode }, after: { typeCode } }
  })
}
