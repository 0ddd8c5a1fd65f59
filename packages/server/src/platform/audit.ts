import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
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
  /** Login of the person for whom a deputy acted. */
  on_behalf_of: string | null
}

/** JSON with sorted keys, so that a value that went through jsonb gives the same text. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'bigint') return JSON.stringify(value.toString())
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object') return JSON.stringify(value)
  const record = value as Record<string, unknown>
  let text = ''
  for (const key of Object.keys(record).sort()) {
    const item = record[key]
    if (item === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${typeof item === 'string' ? JSON.stringify(item) : canonicalJson(item)}`
  }
  return `{${text}}`
}

export const auditMac = (key: AuditKey, entry: AuditEntryContent): string =>
  macOf(key, entry, canonicalJson(entry.before), canonicalJson(entry.after))

/** @param before the entry's earlier state as canonical JSON, @param after the later one */
function macOf(key: AuditKey, entry: Omit<AuditEntryContent, 'before' | 'after'>, before: string, after: string): string {
  const text = [
    entry.entry_id,
    entry.zone_id,
    entry.recorded_at,
    entry.actor,
    entry.actor_name,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    before,
    after,
    entry.request_id,
    ...(entry.on_behalf_of === null ? [] : [entry.on_behalf_of]),
  ]
  return createHmac('sha256', key).update(canonicalJson(text)).digest('hex')
}

/** As officials write it: who did it, and for whom. */
const actorName = ({ nameZh, actsFor }: Context['user']): string => (actsFor ? `${nameZh}（代${actsFor.nameZh}）` : nameZh)

/** Writes the entry in the transaction of the change itself: both stand or neither does. */
export async function recordAudit(tx: WriteTx, ctx: Context, record: AuditRecord): Promise<void> {
  await recordAudits(tx, ctx, [record])
}

export async function recordAudits(tx: WriteTx, ctx: Context, records: readonly AuditRecord[]): Promise<void> {
  const rows = records.map((record) => {
    const entry = {
      zone_id: ctx.zone.zoneId,
      entry_id: newId(),
      recorded_at: ctx.clock.now(),
      actor: ctx.user.login,
      actor_name: actorName(ctx.user),
      action: record.action,
      subject_type: record.subjectType,
      subject_id: record.subjectId,
      request_id: ctx.requestId,
      on_behalf_of: ctx.user.actsFor?.login ?? null,
    }
    const [before, after] = [canonicalJson(record.before), canonicalJson(record.after)]
    const head = JSON.stringify({ ...entry, mac: macOf(ctx.auditKey, entry, before, after) })
    return `${head.slice(0, -1)},"before":${before},"after":${after}}`
  })
  for (let from = 0; from < rows.length; from += AT_ONCE) await insertEntries(tx, rows.slice(from, from + AT_ONCE))
}

/** Entries in one statement; one document holds at most 256 MB. */
const AT_ONCE = 2000

/** Both states go as the text that was signed; a null in it is none in the table. */
async function insertEntries(tx: WriteTx, rows: readonly string[]): Promise<void> {
  await sql`
    insert into audit_entry (zone_id, entry_id, recorded_at, actor, actor_name, action, subject_type, subject_id, request_id, on_behalf_of, mac,
      before, after)
    select r.zone_id, r.entry_id, r.recorded_at, r.actor, r.actor_name, r.action, r.subject_type, r.subject_id, r.request_id, r.on_behalf_of, r.mac,
      nullif(r.before, 'null'), nullif(r.after, 'null')
    from jsonb_to_recordset(${`[${rows.join(',')}]`}::jsonb) as r(zone_id uuid, entry_id uuid, recorded_at timestamptz, actor text,
      actor_name text, action text, subject_type text, subject_id text, request_id text, on_behalf_of text, mac text, before jsonb, after jsonb)`.execute(
    tx,
  )
}
