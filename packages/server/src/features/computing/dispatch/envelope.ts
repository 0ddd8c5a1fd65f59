import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { EnginePort } from '../engine/engine-port.ts'
import type { Dispatching } from './dispatching.ts'
import { envelopesOf, noteTold, readWanted, saveEnvelope, staleTenants, vouchersAtWork } from './envelope.queries.ts'

const nameOf = ({ voucherNo }: { voucherNo: string }): string => voucherNo.toLowerCase()

export interface OpenEnvelope {
  readonly name: string
}

/**
 * Brings the centre's envelopes and tenants to where they belong, one after another: raises what the holds need, trims what was given
 * back. Two at a time would undo each other, which is why only who has the centre's lease comes here. A centre that keeps no envelopes
 * is told of tenants only: what a voucher has is held before anything is sent, and no tenant reaches the engine past the platform.
 * @returns by voucher, the envelopes that stand now
 */
export async function settleEnvelopes(
  given: Dispatching,
  leaving: ReadonlyMap<Uuid, bigint> = new Map(),
): Promise<ReadonlyMap<Uuid, OpenEnvelope>> {
  const { database, engine, centre, clock, zone } = given
  const { zoneId } = zone
  const earlier = lately.get(engine)
  const { live, wanted } = await database.read(zoneId, async (tx) => {
    const vouchers = await vouchersAtWork(tx, zoneId, centre.centreId)
    return {
      live: vouchers,
      wanted: await readWanted(tx, zoneId, centre.centreId, {
        only: earlier === undefined ? null : [...new Set([...earlier, ...vouchers])],
        leaving,
      }),
    }
  })
  const open = new Map<Uuid, OpenEnvelope>()
  for (const one of wanted) {
    if (!given.mayGoOn()) return open
    if (engine.keepsEnvelopes && one.told !== one.tflopsMinutes) {
      await engine.setEnvelope({ name: nameOf(one), description: one.voucherNo, tflopsMinutes: Number(one.tflopsMinutes) })
      await database.write(zoneId, (tx) => saveEnvelope(tx, zoneId, centre.centreId, nameOf(one), one, clock.now()))
    }
    open.set(one.voucherId, { name: nameOf(one) })
  }
  for (const tenant of await database.read(zoneId, (tx) => staleTenants(tx, zoneId, centre.centreId))) {
    const envelopes = await database.read(zoneId, (tx) => envelopesOf(tx, zoneId, centre.centreId, tenant.enterpriseId))
    const { account, osUser, isBlocked } = tenant
    await engine.provisionTenant({ account, description: account, users: [osUser], envelopes, isBlocked })
    await database.write(zoneId, (tx) => noteTold(tx, zoneId, centre.centreId, tenant, clock.now()))
  }
  lately.set(engine, live)
  return open
}

/** Vouchers for which something was at work at the last look; the first look is at all of them. */
const lately = new WeakMap<EnginePort, readonly Uuid[]>()
