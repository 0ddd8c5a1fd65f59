import { sql, type RawBuilder } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { FactSource } from '@ballast/domain/shared/row-facts.ts'
import type { ReadTx, WriteTx } from './database.ts'

type Subject = 'project' | 'enterprise' | 'parcel'
export type Sources = Readonly<Record<string, FactSource>>

/** Whether a fact of the record under this alias is published, or computed from what is. */
export const isPublishedFact = (subject: Subject, alias: string, field: string): RawBuilder<boolean> => sql<boolean>`
  exists (select 1 from provenance s where s.zone_id = ${sql.ref(`${alias}.zone_id`)} and s.subject_type = ${subject}
    and s.subject_id = ${sql.ref(`${alias}.${subject}_id`)} and s.field = ${field} and s.source_kind in ('public', 'computed'))`

/** A fact of the record under this alias as a list may use it: not at all, when only published ones count and it is none. */
export const shownFact =
  (subject: Subject, alias: string, publicOnly: boolean) =>
  <T>(field: string, value: RawBuilder<T>): RawBuilder<T> =>
    publicOnly ? sql<T>`case when ${isPublishedFact(subject, alias, field)} then ${value} end` : value

/** Kinds of the sources of a record's facts by field; select it as "sources". */
export const sourceKindsOf = (subject: Subject, alias: string): RawBuilder<SourceKinds | null> => sql`
  (select json_object_agg(s.field, s.source_kind) from provenance s where s.zone_id = ${sql.ref(`${alias}.zone_id`)}
    and s.subject_type = ${subject} and s.subject_id = ${sql.ref(`${alias}.${subject}_id`)})`
export type SourceKinds = Readonly<Record<string, FactSource['kind']>>

/** What a list says of the sources of one record: which of its facts are simulated, and which were entered by users. */
export function listedSources(kinds: SourceKinds | null, values: Readonly<Record<string, unknown>>) {
  const known = kinds ?? {}
  const isThere = (value: unknown) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
  return {
    simulated: Object.keys(known)
      .filter((field) => known[field] === 'simulated')
      .sort(),
    entered: Object.keys(values).filter((field) => isThere(values[field]) && !(field in known)),
  }
}

/** Sources of facts by subject; a subject without any is absent. */
export async function readSources(tx: ReadTx, zoneId: Uuid, subject: Subject, ids: readonly Uuid[]): Promise<Map<Uuid, Sources>> {
  const rows = await tx
    .selectFrom('provenance')
    .select(['provenance.subject_id as id', 'provenance.field', 'provenance.source_kind as kind', 'provenance.citation'])
    .where('provenance.zone_id', '=', zoneId)
    .where('provenance.subject_type', '=', subject)
    .where(sql<boolean>`provenance.subject_id = any(${ids}::uuid[])`)
    .orderBy('provenance.field')
    .execute()
  const sources = new Map<Uuid, Record<string, FactSource>>()
  for (const { id, field, kind, citation } of rows) {
    const ofSubject = sources.get(id) ?? {}
    ofSubject[field] = { kind: kind as FactSource['kind'], citation }
    sources.set(id, ofSubject)
  }
  return sources
}

/** Replaces all sources of these subjects. */
export async function writeSources(tx: WriteTx, zoneId: Uuid, subject: Subject, sources: ReadonlyMap<Uuid, Sources>): Promise<void> {
  if (sources.size === 0) return
  await tx
    .deleteFrom('provenance')
    .where('zone_id', '=', zoneId)
    .where('subject_type', '=', subject)
    .where(sql<boolean>`subject_id = any(${[...sources.keys()]}::uuid[])`)
    .execute()
  const rows = [...sources].flatMap(([id, ofSubject]) =>
    Object.entries(ofSubject).map(([field, { kind, citation }]) => ({ subject_id: id, field, source_kind: kind, citation })),
  )
  if (rows.length === 0) return
  await sql`
    insert into provenance (zone_id, subject_type, subject_id, field, source_kind, citation)
    select ${zoneId}::uuid, ${subject}, r.subject_id, r.field, r.source_kind, r.citation
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(subject_id uuid, field text, source_kind text, citation text)`.execute(tx)
}
