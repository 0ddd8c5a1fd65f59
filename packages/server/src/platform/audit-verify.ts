import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { AuditEntryContent } from './audit.ts'
import type { AuditHead, AuditHeads } from './audit-heads.ts'
import type { AuditKeys } from './audit-key.ts'
import { chainMac, isGenuine, unsealedEntries } from './audit-seal.ts'
import type { Database } from './database.ts'

export type AuditFindingKind =
  | 'entry-changed'
  | 'entry-forged'
  | 'entry-missing'
  | 'seal-missing'
  | 'seal-changed'
  | 'tail-cut'
  | 'chain-rewritten'

export interface AuditFinding {
  readonly kind: AuditFindingKind
  readonly entryId: Uuid | null
  /** Place in the chain; a gap of several places runs to `untilSeq`. */
  readonly seq: bigint | null
  readonly untilSeq: bigint | null
}

export interface AuditVerification {
  readonly zoneId: Uuid
  readonly sealedEntries: number
  /** Committed a moment ago and not chained yet; their content is right. */
  readonly pendingEntries: number
  readonly headSeq: bigint
  readonly findingCount: number
  /** At most a thousand; `findingCount` counts all. */
  readonly findings: AuditFinding[]
}

const PAGE = 2000
const MAX_FINDINGS = 1000
const NO_ID = '00000000-0000-0000-0000-000000000000' as Uuid

interface SealedRow {
  seq: bigint
  sealEntryId: Uuid
  chain_mac: string
  sealed_at: Instant
  isBent: boolean | null
  isSealBent: boolean
  entry_id: Uuid | null
}

/** Walks the whole trail of a zone in pages and names everything that the program did not do. */
export async function verifyAudit(database: Database, keys: AuditKeys, heads: AuditHeads, zoneId: Uuid): Promise<AuditVerification> {
  const findings: AuditFinding[] = []
  let findingCount = 0
  const find = (kind: AuditFindingKind, entryId: Uuid | null, seq: bigint | null, untilSeq: bigint | null = null) => {
    findingCount += 1
    if (findings.length < MAX_FINDINGS) findings.push({ kind, entryId, seq, untilSeq })
  }
  const anchors = anchorsBySeq(heads.of(zoneId))
  const checkAnchor = (seq: bigint, mac: string, entryId: Uuid) => {
    for (const anchor of anchors.get(seq) ?? []) if (anchor.chainMac !== mac) find('chain-rewritten', entryId, seq)
  }

  let sealedEntries = 0
  let seq = 0n
  // What the next link may build on. After a fault: the link as computed, as it stands, and those before, so that one fault is named once.
  let bases: string[] = ['']
  for (;;) {
    const rows = await database.system((tx) => sealedPage(tx, zoneId, seq))
    for (const row of rows) {
      if (row.seq > seq + 1n) {
        find('seal-missing', anchors.get(row.seq - 1n)?.[0]?.entryId ?? null, seq + 1n, row.seq - 1n)
        bases = []
      }
      seq = row.seq
      checkAnchor(seq, row.chain_mac, row.sealEntryId)
      if (row.entry_id === null) {
        find('entry-missing', row.sealEntryId, seq)
        bases = [row.chain_mac]
        continue
      }
      sealedEntries += 1
      const entry = row as unknown as AuditEntryContent & { mac: string }
      if (row.isBent === true || !isGenuine(keys, entry)) {
        find('entry-changed', row.sealEntryId, seq)
        bases = [row.chain_mac]
        continue
      }
      const link = { seq, entryId: row.sealEntryId, entryMac: entry.mac, sealedAt: row.sealed_at }
      const computed = keys.flatMap((key) => bases.map((base) => chainMac(key, base, link)))
      if (bases.length > 0 && (row.isSealBent || !computed.includes(row.chain_mac))) {
        find('seal-changed', row.sealEntryId, seq)
        bases = [...computed, row.chain_mac, ...bases].slice(0, 12)
      } else bases = [row.chain_mac]
    }
    if (rows.length < PAGE) break
  }

  const lastAnchor = heads.of(zoneId).reduce<AuditHead | undefined>((last, head) => (last && last.seq >= head.seq ? last : head), undefined)
  if (lastAnchor && lastAnchor.seq > seq) find('tail-cut', lastAnchor.entryId, seq + 1n, lastAnchor.seq)

  let pendingEntries = 0
  let from = NO_ID
  for (;;) {
    const entries = await database.system((tx) => unsealedEntries(tx, zoneId, from, PAGE))
    for (const entry of entries) {
      if (isGenuine(keys, entry)) pendingEntries += 1
      else find('entry-forged', entry.entry_id, null)
    }
    const last = entries.at(-1)
    if (entries.length < PAGE || last === undefined) break
    from = last.entry_id
  }
  return { zoneId, sealedEntries, pendingEntries, headSeq: seq, findingCount, findings }
}

function anchorsBySeq(heads: readonly AuditHead[]): Map<bigint, AuditHead[]> {
  const bySeq = new Map<bigint, AuditHead[]>()
  for (const head of heads) bySeq.set(head.seq, [...(bySeq.get(head.seq) ?? []), head])
  return bySeq
}

async function sealedPage(tx: Parameters<Parameters<Database['system']>[0]>[0], zoneId: Uuid, after: bigint): Promise<SealedRow[]> {
  // Instants are read to the millisecond, so one that was moved by less has to be seen here.
  const { rows } = await sql<SealedRow>`
    select s.seq, s.entry_id as "sealEntryId", s.chain_mac, s.sealed_at,
      s.sealed_at <> date_trunc('milliseconds', s.sealed_at) as "isSealBent",
      e.recorded_at <> date_trunc('milliseconds', e.recorded_at) as "isBent", e.*
    from audit_seal s left join audit_entry e on e.zone_id = s.zone_id and e.entry_id = s.entry_id
    where s.zone_id = ${zoneId} and s.seq > ${after} order by s.seq limit ${PAGE}`.execute(tx)
  return rows
}

/** The sentence of a finding. */
export function findingReason(finding: AuditFinding): Reason {
  const seq = finding.seq === null ? '' : finding.seq.toString()
  const until = finding.untilSeq === null ? seq : finding.untilSeq.toString()
  return { code: `audit.${finding.kind}`, params: { entryId: finding.entryId ?? '—', seq, until } }
}
