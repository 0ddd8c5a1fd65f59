import type { ProjectLife } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { ReadTx } from '../../platform/database.ts'
import {
  findLife,
  readConditions,
  readFulfilments,
  readGates,
  type ConditionRecord,
  type FulfilmentRecord,
  type GateRecord,
  type LifeRecord,
} from './gate.queries.ts'

export interface LoadedLife extends ProjectLife {
  readonly record: LifeRecord
  readonly gates: readonly GateRecord[]
  readonly conditions: readonly ConditionRecord[]
  readonly brought: ReadonlyMap<string, FulfilmentRecord>
}

const fact = (value: unknown): {} | undefined => (value === null ? undefined : {})

/** A project's gates with all that they need and all that was brought. */
export async function loadLife(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<LoadedLife> {
  const record = await findLife(tx, zoneId, projectId)
  if (record === undefined) throw new Refusal('project.not-found')
  const gates = await readGates(tx, zoneId, projectId, record.typeCode)
  const applying = new Set(gates.map(({ gate }) => gate))
  const conditions = (await readConditions(tx, zoneId, record.typeCode)).filter(({ gate }) => applying.has(gate))
  const brought = new Map((await readFulfilments(tx, zoneId, projectId)).map((row) => [row.code, row]))
  return {
    record,
    standing: record.standing,
    isPackAccepted: record.isPackAccepted,
    gates,
    conditions,
    brought,
    fulfilments: new Map(
      [...brought].map(([code, { figureFen, waivedReason, isProven }]) => [code, { figureFen, isWaived: waivedReason !== null, isProven }]),
    ),
    facts: {
      projectCode: fact(record.projectCode),
      total: record.totalFen === null ? undefined : { fen: record.totalFen },
      industryCode: fact(record.industryCode),
      statAreaCode: fact(record.statAreaCode),
      owner: fact(record.ownerId),
      address: fact(record.address),
      parcels: record.parcels === 0n ? undefined : {},
      computingCapacity: record.hasComputingCapacity ? {} : undefined,
    },
  }
}
