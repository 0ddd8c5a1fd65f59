import type { HistoryEntry } from '@ballast/contract/list.ts'
import { factText } from '@ballast/domain/parcel/parcel-change.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { ReadTx } from '../../platform/database.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** What was changed in a parcel, newest first, from the audit trail. */
export async function parcelHistory(
  tx: ReadTx,
  zoneId: Uuid,
  parcelId: Uuid,
  request: { cursor?: string | undefined; limit: number },
): Promise<{ entries: HistoryEntry[]; next: string | null }> {
  if (request.cursor !== undefined && !UUID.test(request.cursor)) throw new Refusal('list.cursor-invalid')
  const rows = await tx
    .selectFrom('audit_entry')
    .select(['entry_id', 'recorded_at', 'actor', 'actor_name', 'action', 'before', 'after'])
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', 'parcel')
    .where('subject_id', '=', parcelId)
    .$if(request.cursor !== undefined, (query) => query.where('entry_id', '<', request.cursor as Uuid))
    .orderBy('entry_id', 'desc')
    .limit(request.limit + 1)
    .execute()
  const entries = rows.slice(0, request.limit).map(
    (row): HistoryEntry => ({
      entryId: row.entry_id,
      recordedAt: row.recorded_at,
      actor: row.actor,
      actorName: row.actor_name,
      action: row.action,
      changes: changesOf(row.before as State, row.after as State),
    }),
  )
  return { entries, next: rows.length > request.limit ? (entries.at(-1)?.entryId ?? null) : null }
}

type State = Readonly<Record<string, unknown>> | null

function changesOf(before: State, after: State): HistoryEntry['changes'] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields
    .map((field) => ({ field, before: textOf(field, before?.[field]), after: textOf(field, after?.[field]) }))
    .filter((change) => change.before !== change.after)
}

const textOf = (field: string, value: unknown): string | null =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : factText(field, value)
