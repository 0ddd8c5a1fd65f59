import type { AuditEntryDetail, AuditEntryRow, AuditFilter } from '@ballast/contract/audit.ts'
import { fieldChanges, subjectName } from '@ballast/domain/audit/field-changes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findEntries, findEntry, namesOf } from './audit.queries.ts'

const SHOWN_FIELDS = 8

export async function listEntries(
  tx: ReadTx,
  ctx: Context,
  { cursor, limit, ...filter }: AuditFilter & { cursor?: string | undefined; limit: number },
): Promise<{ entries: AuditEntryRow[]; next: string | null }> {
  const rows = await findEntries(tx, ctx.zone.zoneId, filter, cursor === undefined ? undefined : parseCursor(cursor), limit + 1)
  const page = rows.slice(0, limit)
  const names = await namesOf(tx, ctx.zone.zoneId, page.flatMap(registered))
  const entries = page.map(({ before, after, ...facts }) => {
    const fields = fieldChanges(before, after).map((change) => change.field)
    return {
      ...facts,
      subjectName: nameOf(facts, names) ?? subjectName(before, after),
      kind: kindOf(before, after),
      fields: fields.slice(0, SHOWN_FIELDS),
      fieldCount: fields.length,
    }
  })
  return { entries, next: rows.length > limit ? (entries.at(-1)?.entryId ?? null) : null }
}

interface Subject {
  readonly subjectType: string
  readonly subjectId: string
}
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The thing of a register that an entry is about. A project's plan is named `version/project`. */
function registered({ subjectType, subjectId }: Subject): { type: string; id: string }[] {
  const [first = '', second = ''] = subjectId.split('/')
  const subject = subjectType === 'plan_project' ? { type: 'project', id: second } : { type: subjectType, id: first }
  return UUID.test(subject.id) && (second === '' || subjectType === 'plan_project') ? [subject] : []
}

const nameOf = (subject: Subject, names: ReadonlyMap<string, string>): string | undefined => names.get(registered(subject)[0]?.id ?? '')

function kindOf(before: unknown, after: unknown): AuditEntryRow['kind'] {
  if (before === null) return after === null ? 'other' : 'created'
  return after === null ? 'deleted' : 'changed'
}

function parseCursor(cursor: string): Uuid {
  if (!UUID.test(cursor)) throw new Refusal('request.malformed')
  return cursor as Uuid
}

export async function showEntry(tx: ReadTx, ctx: Context, entryId: Uuid): Promise<AuditEntryDetail> {
  const entry = await findEntry(tx, ctx.zone.zoneId, entryId)
  if (!entry) throw new Refusal('audit.entry-not-found')
  const { before, after, seq, ...facts } = entry
  const names = await namesOf(tx, ctx.zone.zoneId, registered(facts))
  return {
    ...facts,
    subjectName: nameOf(facts, names) ?? subjectName(before, after),
    changes: fieldChanges(before, after),
    seq: seq === null ? null : seq.toString(),
  }
}
