import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'

/** The head of a zone's chain at one moment. */
export interface AuditHead {
  readonly zoneId: Uuid
  readonly seq: bigint
  readonly entryId: Uuid
  readonly chainMac: string
  readonly sealedAt: Instant
}

/** Heads of the chains, kept outside the database: whoever cuts off a chain's tail there cannot cut it here. */
export interface AuditHeads {
  append(head: AuditHead): void
  /** In the order in which they were written. */
  of(zoneId: Uuid): AuditHead[]
}

export interface AuditHeadsFile extends AuditHeads {
  /** Keeps the file under another name; a restored chain begins a file of its own. */
  putAside(at: Instant): void
}

export const auditHeadsPath = (dataDir: string): string => join(dataDir, 'audit-heads.ndjson')

/** One line a head in a file of the data folder, appended and never rewritten. */
export function auditHeadsIn(dataDir: string): AuditHeadsFile {
  const path = auditHeadsPath(dataDir)
  return {
    append: (head) => {
      mkdirSync(dirname(path), { recursive: true })
      appendFileSync(path, `${JSON.stringify({ ...head, seq: head.seq.toString() })}\n`, { mode: 0o600 })
    },
    putAside: (at) => renameSync(path, path.replace(/\.ndjson$/, `-until-${at.replaceAll(':', '')}.ndjson`)),
    of: (zoneId) => (existsSync(path) ? parseHeads(readFileSync(path, 'utf8')).filter((head) => head.zoneId === zoneId) : []),
  }
}

/** A line cut short by a crash is passed over; the next seal writes a whole one. */
function parseHeads(text: string): AuditHead[] {
  return text.split('\n').flatMap((line) => {
    try {
      const head = JSON.parse(line) as AuditHead & { seq: string }
      return [{ ...head, seq: BigInt(head.seq) }]
    } catch {
      return []
    }
  })
}

/** Heads in memory, for tests and for work that leaves no folder behind. */
export function auditHeadsInMemory(): AuditHeads {
  const heads: AuditHead[] = []
  return { append: (head) => void heads.push(head), of: (zoneId) => heads.filter((head) => head.zoneId === zoneId) }
}
