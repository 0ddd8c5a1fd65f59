import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { uuidV7, type Uuid } from '@ballast/domain/shared/ids.ts'
import { auditMac, type AuditEntryContent } from './audit.ts'
import type { AuditHeads } from './audit-heads.ts'
import type { AuditKey, AuditKeys } from './audit-key.ts'
import type { Clock } from './clock.ts'
import type { Database, WriteTx } from './database.ts'

const BATCH = 1000
/** Entries get their id before their transaction commits; a transaction that takes longer than this waits for the next full pass. */
const RECENT_MS = 15 * 60_000
/** Names our advisory locks among those of others in the same database. */
const LOCK_CLASS = 7305

export interface Link {
  readonly seq: bigint
  readonly entryId: Uuid
  readonly entryMac: string
  readonly sealedAt: string
}

/** Each link covers the link before, so that nothing can be taken out, put in or moved without the key. */
export const chainMac = (key: AuditKey, previous: string, link: Link): string =>
  createHmac('sha256', key).update([previous, link.seq.toString(), link.entryId, link.entryMac, link.sealedAt].join('|')).digest('hex')

export const isGenuine = (keys: AuditKeys, entry: AuditEntryContent & { mac: string }): boolean =>
  keys.some((key) => auditMac(key, entry) === entry.mac)

export interface SealResult {
  readonly sealed: number
  /** Entries that the program did not write; they stay outside the chain, for verification to name. */
  readonly forged: Uuid[]
}

export interface Sealing {
  readonly database: Database
  readonly keys: AuditKeys
  readonly heads: AuditHeads
  readonly clock: Clock
}

/**
 * Chains the committed entries of a zone that are in no chain yet.
 * @param full looks at every entry; otherwise only at those of the last minutes
 */
export async function sealZone(sealing: Sealing, zoneId: Uuid, { full }: { full: boolean }): Promise<SealResult> {
  const since = full ? 0 : sealing.clock.milliseconds() - RECENT_MS
  let from = uuidV7(Math.max(since, 0), new Uint8Array(10))
  let sealed = 0
  const forged: Uuid[] = []
  for (;;) {
    const batch = await sealing.database.system((tx) => sealBatch(tx, sealing, zoneId, from))
    if (batch === undefined) return { sealed, forged }
    if (batch.head) sealing.heads.append(batch.head)
    sealed += batch.sealed
    forged.push(...batch.forged)
    if (batch.last === undefined) return { sealed, forged }
    from = batch.last
  }
}

/** Undefined when another process is sealing this zone. */
async function sealBatch(tx: WriteTx, { keys, clock }: Sealing, zoneId: Uuid, from: Uuid) {
  const lock = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${LOCK_CLASS}, hashtext(${zoneId})) as mine`.execute(tx)
  if (lock.rows[0]?.mine !== true) return undefined
  const previous = await tx
    .selectFrom('audit_seal')
    .select(['seq', 'chain_mac'])
    .where('zone_id', '=', zoneId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const entries = await unsealedEntries(tx, zoneId, from, BATCH)
  const sealedAt = clock.now()
  const forged: Uuid[] = []
  const seals = []
  let seq = previous?.seq ?? 0n
  let chain = previous?.chain_mac ?? ''
  for (const entry of entries) {
    if (!isGenuine(keys, entry)) {
      forged.push(entry.entry_id)
      continue
    }
    seq += 1n
    chain = chainMac(keys[0], chain, { seq, entryId: entry.entry_id, entryMac: entry.mac, sealedAt })
    seals.push({ zone_id: zoneId, seq, entry_id: entry.entry_id, chain_mac: chain, sealed_at: sealedAt })
  }
  if (seals.length > 0) await tx.insertInto('audit_seal').values(seals).execute()
  const head = seals.at(-1)
  return {
    sealed: seals.length,
    forged,
    last: entries.length < BATCH ? undefined : entries.at(-1)?.entry_id,
    head: head && { zoneId, seq: head.seq, entryId: head.entry_id, chainMac: head.chain_mac, sealedAt },
  }
}

/** Entries after `from` that are in no chain, in the order of their ids. */
export const unsealedEntries = (tx: WriteTx, zoneId: Uuid, from: Uuid, limit: number) =>
  tx
    .selectFrom('audit_entry')
    .selectAll('audit_entry')
    .where('audit_entry.zone_id', '=', zoneId)
    .where('audit_entry.entry_id', '>', from)
    .where((expression) =>
      expression.not(
        expression.exists(
          expression
            .selectFrom('audit_seal')
            .select('audit_seal.seq')
            .whereRef('audit_seal.zone_id', '=', 'audit_entry.zone_id')
            .whereRef('audit_seal.entry_id', '=', 'audit_entry.entry_id'),
        ),
      ),
    )
    .orderBy('audit_entry.entry_id')
    .limit(limit)
    .execute()

export interface Sealer {
  /** Seals the zone shortly; many changes in a row make one pass. */
  notice(zoneId: Uuid): void
  /** Seals what is left and ends. */
  close(): Promise<void>
}

/** Waits a moment after a change, so that a burst of changes is sealed at once. */
const DEBOUNCE_MS = 200
/** Finds what other processes and background work have committed. */
const PERIOD_MS = 10_000
/** Every so many periods each entry is looked at, whatever its age: about every half hour. */
const FULL_EVERY = 180

/** Seals right after changes and now and then; one pass at a time, never in a writer's way. */
export function startSealer(sealing: Sealing, report: (message: string, detail: Record<string, unknown>) => void): Sealer {
  const noticed = new Set<Uuid>()
  let soon: NodeJS.Timeout | undefined
  let periods = 0
  let running: Promise<void> = Promise.resolve()
  let isClosed = false

  const sealZones = async (zoneIds: () => Promise<readonly Uuid[]>, full: boolean) => {
    try {
      for (const zoneId of await zoneIds()) {
        const { forged } = await sealZone(sealing, zoneId, { full })
        if (forged.length > 0) report('audit entries that the program did not write', { zoneId, entryIds: forged.slice(0, 20) })
      }
    } catch (error) {
      // The entries stay unsealed and the next pass takes them.
      report('audit entries could not be sealed', { detail: (error as Error).message })
    }
  }
  const pass = async (zoneIds: () => Promise<readonly Uuid[]>, full: boolean) => {
    const before = running
    running = (async () => {
      await before
      await sealZones(zoneIds, full)
    })()
    await running
  }
  const passNoticed = () => {
    const zoneIds = [...noticed]
    noticed.clear()
    return pass(async () => zoneIds, false)
  }
  const passAll = (full: boolean) => pass(() => zonesToSeal(sealing, full), full)

  void passAll(true)
  const timer = setInterval(() => {
    periods += 1
    void passAll(periods % FULL_EVERY === 0)
  }, PERIOD_MS)
  timer.unref()
  return {
    notice: (zoneId) => {
      noticed.add(zoneId)
      if (isClosed || soon !== undefined) return
      soon = setTimeout(() => {
        soon = undefined
        void passNoticed()
      }, DEBOUNCE_MS)
      soon.unref()
    },
    close: async () => {
      isClosed = true
      clearInterval(timer)
      clearTimeout(soon)
      await passAll(false)
    },
  }
}

/** Zones with entries to seal; one index probe a zone, so that many quiet zones cost little. */
async function zonesToSeal({ database, clock }: Sealing, full: boolean): Promise<Uuid[]> {
  const since = uuidV7(full ? 0 : clock.milliseconds() - RECENT_MS, new Uint8Array(10))
  return database.system(async (tx) => {
    const { rows } = await sql<{ zone_id: Uuid }>`
      select z.zone_id from zone z where exists (
        select 1 from audit_entry e where e.zone_id = z.zone_id and e.entry_id > ${since} and not exists (
          select 1 from audit_seal s where s.zone_id = e.zone_id and s.entry_id = e.entry_id))`.execute(tx)
    return rows.map((row) => row.zone_id)
  })
}

/** Seals every zone once; for commands that end. */
export async function sealAll(sealing: Sealing): Promise<void> {
  for (const zoneId of await zonesToSeal(sealing, false)) await sealZone(sealing, zoneId, { full: false })
}
