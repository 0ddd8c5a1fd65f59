import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { FactSource } from '@ballast/domain/shared/row-facts.ts'
import type { ReadTx, WriteTx } from './database.ts'

type Subject = 'project' | 'enterprise' | 'parcel'
export type Sources = Readonly<Record<string, FactSource>>

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
