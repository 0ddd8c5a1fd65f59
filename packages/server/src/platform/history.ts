import { sql } from 'kysely'
import type { EnteredFact, HistoryEntry } from '@ballast/contract/list.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { canonicalJson } from './audit.ts'
import type { ReadTx } from './database.ts'

type State = Readonly<Record<string, unknown>> | null

/** What was changed in one subject of a register, newest first, from the audit trail. */
export async function historyOf(
  tx: ReadTx,
  zoneId: Uuid,
  subject: { readonly type: 'project' | 'enterprise'; readonly id: Uuid },
  request: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ entries: HistoryEntry[]; next: string | null }> {
  if (request.cursor !== undefined && !/^[\da-f-]{36}$/.test(request.cursor)) throw new Refusal('list.cursor-invalid')
  const rows = await tx
    .selectFrom('audit_entry')
    .select([
      'audit_entry.entry_id as entryId',
      'audit_entry.recorded_at as recordedAt',
      'audit_entry.actor',
      'audit_entry.actor_name as actorName',
      'audit_entry.action',
      'audit_entry.before',
      'audit_entry.after',
    ])
    .where('audit_entry.zone_id', '=', zoneId)
    .where('audit_entry.subject_type', '=', subject.type)
    .where('audit_entry.subject_id', '=', subject.id)
    .$if(request.cursor !== undefined, (query) => query.where('audit_entry.entry_id', '<', request.cursor as Uuid))
    .orderBy('audit_entry.entry_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  const entries = rows
    .slice(0, request.limit)
    .map(({ before, after, ...entry }): HistoryEntry => ({ ...entry, changes: changesOf(before as State, after as State) }))
  return { entries, next: rows.length > request.limit ? (entries.at(-1)?.entryId ?? null) : null }
}

function changesOf(before: State, after: State): HistoryEntry['changes'] {
  const fields = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])]
  return fields
    .map((field) => ({ field, before: textOf(before?.[field]), after: textOf(after?.[field]) }))
    .filter((change) => change.before !== change.after)
}

const textOf = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : canonicalJson(value)

/** Name of a field in the audit trail where it is not that of the fact. */
const trailName = (type: string, field: string): string =>
  type !== 'parcel' ? field : field === 'priceFen' ? 'priceYuan' : (field.split('.')[0] as string)

/** Who entered each of these facts last, and when; a fact that the trail does not know is absent. */
export async function enteredFacts(
  tx: ReadTx,
  zoneId: Uuid,
  subject: { readonly type: 'project' | 'enterprise' | 'parcel'; readonly id: Uuid },
  fields: readonly string[],
): Promise<Record<string, EnteredFact>> {
  if (fields.length === 0) return {}
  const { rows } = await sql<{ field: string; by: string; byName: string; at: EnteredFact['at'] }>`
    select distinct on (f.field) f.field, a.actor as by, a.actor_name as "byName", a.recorded_at as at
    from audit_entry a cross join lateral jsonb_object_keys(case when jsonb_typeof(a.after) = 'object' then a.after else '{}' end) as f(field)
    where a.zone_id = ${zoneId} and a.subject_type = ${subject.type} and a.subject_id = ${subject.id}
      and f.field = any(${fields.map((field) => trailName(subject.type, field))}::text[])
    order by f.field, a.entry_id desc`.execute(tx)
  const last = new Map(rows.map(({ field, ...entered }) => [field, entered]))
  return Object.fromEntries(
    fields.flatMap((field) => {
      const entered = last.get(trailName(subject.type, field))
      return entered === undefined ? [] : [[field, entered]]
    }),
  )
}
