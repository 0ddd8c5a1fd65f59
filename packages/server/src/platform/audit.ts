import { createHmac } from 'node:crypto'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { AuditKey } from './audit-key.ts'
import type { Context } from './context.ts'
import type { WriteTx } from './database.ts'
import { newId } from './ids.ts'

export interface AuditRecord {
  /** The action that the user did: the id of the route or of the command. */
  readonly action: string
  readonly subjectType: string
  readonly subjectId: string
  /** Plain JSON; money as yuan text. Null where there is no earlier or later state. */
  readonly before?: unknown
  readonly after?: unknown
}

export interface AuditEntryContent {
  entry_id: Uuid
  zone_id: Uuid
  recorded_at: Instant
  actor: string
  actor_name: string
  action: string
  subject_type: string
  subject_id: string
  before: unknown
  after: unknown
  request_id: string
}

/** JSON with sorted keys, so that a value that went through jsonb gives the same text. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return JSON.stringify(value.toString())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export function auditMac(key: AuditKey, entry: AuditEntryContent): string {
  const text = [
    entry.entry_id,
    entry.zone_id,
    entry.recorded_at,
    entry.actor,
    entry.actor_name,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    canonicalJson(entry.before),
    canonicalJson(entry.after),
    entry.request_id,
  ]
  return createHmac('sha256', key).update(canonicalJson(text)).digest('hex')
}

const asJson = (value: unknown) => (value === undefined || value === null ? null : canonicalJson(value))

/** Writes the entry in the transaction of the change itself: both stand or neither does. */
export async function recordAudit(tx: WriteTx, ctx: Context, record: AuditRecord): Promise<void> {
  await recordAudits(tx, ctx, [record])
}

export async function recordAudits(tx: WriteTx, ctx: Context, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map((record) => {
    const entry: AuditEntryContent = {
      zone_id: ctx.zone.zoneId,
      entry_id: newId(),
      recorded_at: ctx.clock.now(),
      actor: ctx.user.login,
      actor_name: ctx.user.nameZh,
      action: record.action,
      subject_type: record.subjectType,
      subject_id: record.subjectId,
      before: record.before ?? null,
      after: record.after ?? null,
      request_id: ctx.requestId,
    }
    return { ...entry, before: asJson(record.before), after: asJson(record.after), mac: auditMac(ctx.auditKey, entry) }
  })
  // A statement takes at most 65,535 parameters; an entry has twelve.
  for (let from = 0; from < rows.length; from += 5000) {
    await tx
      .insertInto('audit_entry')
      .values(rows.slice(from, from + 5000))
      .execute()
  }
}
