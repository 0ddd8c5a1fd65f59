import { sql } from 'kysely'
import type { ActionFacts, ActionKind } from '@ballast/contract/action.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface SettingRecord {
  readonly validFrom: PlainDate
  readonly facts: ActionFacts
  readonly sourceKind: 'simulated' | 'entered'
  readonly changedByName: string
  readonly version: bigint
}

/** What counts on a day; undefined: the zone has entered nothing by then. */
export async function settingOn(tx: ReadTx, zoneId: Uuid, on: PlainDate): Promise<SettingRecord | undefined> {
  const { rows } = await sql<SettingRecord>`
    select s.valid_from as "validFrom", s.facts, s.source_kind as "sourceKind", s.changed_by_name as "changedByName", s.version
    from action_setting s where s.zone_id = ${zoneId} and s.valid_from <= ${on} order by s.valid_from desc limit 1`.execute(tx)
  return rows[0]
}

interface NewSetting {
  readonly validFrom: PlainDate
  readonly facts: ActionFacts
  readonly sourceKind: 'simulated' | 'entered'
  readonly by: string
  readonly byName: string
  readonly at: Instant
  readonly version: bigint
}

export async function insertSetting(tx: WriteTx, zoneId: Uuid, given: NewSetting): Promise<void> {
  await sql`insert into action_setting (zone_id, valid_from, facts, source_kind, changed_by, changed_by_name, changed_at, version)
    values (${zoneId}, ${given.validFrom}, ${JSON.stringify(given.facts)}::jsonb, ${given.sourceKind}, ${given.by}, ${given.byName}, ${given.at}, ${given.version})`.execute(
    tx,
  )
}

/** @returns false when somebody was faster */
export async function updateSetting(tx: WriteTx, zoneId: Uuid, before: bigint, given: NewSetting): Promise<boolean> {
  const { rows } = await sql`
    update action_setting set facts = ${JSON.stringify(given.facts)}::jsonb, source_kind = ${given.sourceKind}, changed_by = ${given.by},
      changed_by_name = ${given.byName}, changed_at = ${given.at}, version = ${given.version}
    where zone_id = ${zoneId} and valid_from = ${given.validFrom} and version = ${before} returning 1`.execute(tx)
  return rows.length > 0
}

export interface Measured {
  readonly kind: ActionKind
  readonly n: number
  readonly worked: number
}

/** What came of the tasks that were done, by kind. */
export async function measuredOf(tx: ReadTx, zoneId: Uuid): Promise<Measured[]> {
  const { rows } = await sql<Measured>`
    select t.kind, count(*)::integer as n, (count(*) filter (where t.has_worked))::integer as worked
    from action_task t where t.zone_id = ${zoneId} and t.has_worked is not null group by t.kind order by t.kind`.execute(tx)
  return rows
}
