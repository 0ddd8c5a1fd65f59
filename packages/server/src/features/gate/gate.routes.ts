import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { GateSheet } from '@ballast/contract/gate.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { fulfil, waive, withdrawFulfilment } from './bring-condition.ts'
import { changeStanding } from './change-standing.ts'
import { forecastGate, passGate, reopenGate, type PassedHere } from './pass-gate.ts'
import { planDates, setProjectType } from './plan-dates.ts'
import { showGates } from './show-gates.ts'

interface PassRequest {
  readonly params: { readonly projectId: string }
  readonly body: { readonly on: string; readonly note?: string | null | undefined }
  readonly ifMatch: bigint | undefined
}
const passing =
  (gate: PassedHere) =>
  (tx: WriteTx, ctx: Context, { params, body, ifMatch }: PassRequest): Promise<GateSheet> =>
    passGate(tx, ctx, {
      projectId: params.projectId as Uuid,
      gate,
      ifMatch: ifMatch as bigint,
      on: body.on as PlainDate,
      note: body.note ?? null,
    })

export const gateHandlers = defineHandlers({
  'gate.show': (tx, ctx, { params }) => showGates(tx, ctx, params.projectId as Uuid),
  'gate.pass-signing': passing('signing'),
  'gate.pass-land-award': passing('land_award'),
  'gate.pass-construction-start': passing('construction_start'),
  'gate.pass-completion': passing('completion'),
  'gate.pass-production': passing('production'),
  'gate.pass-full-capacity': passing('full_capacity'),
  'gate.reopen': (tx, ctx, { params, body, ifMatch }) =>
    reopenGate(tx, ctx, { projectId: params.projectId as Uuid, gate: params.gate, ifMatch: ifMatch as bigint, reason: body.reason }),
  'gate.forecast': (tx, ctx, { params, body, ifMatch }) =>
    forecastGate(tx, ctx, {
      projectId: params.projectId as Uuid,
      gate: params.gate,
      ifMatch: ifMatch as bigint,
      on: body.on as PlainDate | null,
      reasonCode: body.reasonCode,
      note: body.note ?? null,
    }),
  'gate.fulfil': (tx, ctx, { params, body, ifMatch }) =>
    fulfil(tx, ctx, {
      projectId: params.projectId as Uuid,
      conditionCode: params.conditionCode,
      ifMatch: ifMatch as bigint,
      fulfilledOn: body.fulfilledOn as PlainDate,
      documentNo: body.documentNo ?? null,
      figureYuan: body.figureYuan ?? null,
      note: body.note ?? null,
    }),
  'gate.withdraw': (tx, ctx, { params, body, ifMatch }) =>
    withdrawFulfilment(tx, ctx, {
      projectId: params.projectId as Uuid,
      conditionCode: params.conditionCode,
      ifMatch: ifMatch as bigint,
      reason: body.reason,
    }),
  'gate.waive': (tx, ctx, { params, body, ifMatch }) =>
    waive(tx, ctx, {
      projectId: params.projectId as Uuid,
      conditionCode: params.conditionCode,
      ifMatch: ifMatch as bigint,
      reason: body.reason,
    }),
  'gate.plan-dates': (tx, ctx, { params, body, ifMatch }) =>
    planDates(tx, ctx, {
      ...body,
      projectId: params.projectId as Uuid,
      ifMatch: ifMatch as bigint,
      on: body.on as PlainDate,
      note: body.note ?? null,
    }),
  'gate.set-type': (tx, ctx, { params, body, ifMatch }) =>
    setProjectType(tx, ctx, { projectId: params.projectId as Uuid, ifMatch: ifMatch as bigint, typeCode: body.typeCode }),
  'gate.change-standing': (tx, ctx, { params, body, ifMatch }) =>
    changeStanding(tx, ctx, {
      projectId: params.projectId as Uuid,
      ifMatch: ifMatch as bigint,
      to: body.to,
      sinceOn: body.sinceOn as PlainDate,
      reason: body.reason,
    }),
})
