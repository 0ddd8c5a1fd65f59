import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EnginePort } from '../engine/engine-port.ts'
import type { Dispatching } from './dispatching.ts'
import {
  envelopesOf,
  noteQuiet,
  noteTelling,
  noteTold,
  readWanted,
  saveEnvelopes,
  staleTenants,
  vouchersToLookAt,
} from './envelope.queries.ts'

export interface OpenEnvelope {
  readonly name: string
}

/**
 * Brings the centre's envelopes and tenants to where they belong: raises what the holds need, trims what was given back. Two at a time
 * would undo each other, which is why only who has the centre's lease comes here. A centre that keeps no envelopes is told of tenants
 * only: what a voucher has is held before anything is sent, and no tenant reaches the engine past the platform.
 * @returns by voucher, the envelopes that stand now
 */
export async function settleEnvelopes(
  given: Dispatching,
  leaving: ReadonlyMap<Uuid, bigint> = new Map(),
): Promise<ReadonlyMap<Uuid, OpenEnvelope>> {
  const { database, engine, centre, clock, zone } = given
  const { zoneId } = zone
  const { live, wanted } = await database.read(zoneId, async (tx) => {
    const found = await vouchersToLookAt(tx, zoneId, centre.centreId)
    const only = isLookedThrough.has(engine) ? found.all : null
    return { live: found.live, wanted: await readWanted(tx, zoneId, centre.centreId, { only, leaving }) }
  })
  if (!given.mayGoOn()) return new Map()
  const changed = engine.keepsEnvelopes ? wanted.filter(({ told, tflopsMinutes }) => told !== tflopsMinutes) : []
  if (changed.length > 0) {
    await database.write(zoneId, (tx) => noteTelling(tx, zoneId, centre.centreId, changed, clock.now()))
    await engine.setEnvelopes(
      changed.map(({ name, voucherNo, tflopsMinutes }) => ({ name, description: voucherNo, tflopsMinutes: Number(tflopsMinutes) })),
    )
    await database.write(zoneId, (tx) => saveEnvelopes(tx, zoneId, centre.centreId, changed, clock.now()))
  }
  const quiet = wanted.filter(({ voucherId, isAtWork }) => isAtWork && !live.has(voucherId)).map(({ voucherId }) => voucherId)
  if (quiet.length > 0) await database.write(zoneId, (tx) => noteQuiet(tx, zoneId, centre.centreId, quiet))
  const open = new Map(wanted.map(({ voucherId, name }) => [voucherId, { name }]))
  for (const tenant of await database.read(zoneId, (tx) => staleTenants(tx, zoneId, centre.centreId))) {
    const envelopes = await database.read(zoneId, (tx) => envelopesOf(tx, zoneId, centre.centreId, tenant.enterpriseId))
    const { account, osUser, isBlocked } = tenant
    await engine.provisionTenant({ account, description: account, users: [osUser], envelopes, isBlocked })
    await database.write(zoneId, (tx) => noteTold(tx, zoneId, centre.centreId, tenant, clock.now()))
  }
  isLookedThrough.add(engine)
  return open
}

/** Engines all of whose envelopes this process has looked at once; from then on, those where something may have changed. */
const isLookedThrough = new WeakSet<EnginePort>()
