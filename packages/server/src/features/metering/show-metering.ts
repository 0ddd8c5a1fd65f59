import type { MeteringProof, SuspenseRow } from '@ballast/contract/metering.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readCentreMeters, readProofs, sumSuspense, type ProofRecord } from './metering.view.ts'
import { readSuspense, type SuspenseRecord } from './suspense.queries.ts'

export async function showMetering(tx: ReadTx, { zone: { zoneId } }: Context) {
  const { open, amount } = await sumSuspense(tx, zoneId)
  return {
    centres: await readCentreMeters(tx, zoneId),
    days: (await readProofs(tx, zoneId)).map(proofOut),
    suspense: { open, amount: amount.toString() },
  }
}

export const proofOut = ({ runs, engine, metered, suspense, difference, ...rest }: ProofRecord): MeteringProof => ({
  ...rest,
  runs: Number(runs),
  engine: engine.toString(),
  metered: metered.toString(),
  suspense: suspense.toString(),
  difference: difference.toString(),
})

export async function listSuspense(
  tx: ReadTx,
  { zone }: Context,
  { state, ...paging }: { state: 'open' | 'assigned'; cursor?: string | undefined; limit: number },
) {
  const { rows, next } = await readSuspense(tx, zone.zoneId, { state }, paging)
  return { rows: rows.map(suspenseOut), next }
}

export function suspenseOut(record: SuspenseRecord): SuspenseRow {
  const { restart, cards, amount, elapsedSeconds, assignedAt, assignedByName, assignReason, version, ...rest } = record
  const { submittedAt: _submitted, ownId: _ownId, engineCards: _engineCards, ...shown } = rest
  return {
    ...shown,
    restart: Number(restart),
    cards: Number(cards),
    amount: amount.toString(),
    elapsedSeconds: Number(elapsedSeconds),
    assigned:
      assignedAt === null || assignedByName === null || assignReason === null
        ? null
        : { at: assignedAt, byName: assignedByName, reason: assignReason },
    version: version.toString(),
  }
}
