import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { ZoneContext } from '../../platform/context.ts'

export interface ZoneRecord extends ZoneContext {
  readonly calendar: string | null
  readonly map: unknown
  readonly settings: unknown
  readonly pack: unknown
}

const asJson = (value: unknown): string => JSON.stringify(value)

export const hasZone = async (tx: ReadTx, code: string): Promise<boolean> =>
  (await tx.selectFrom('zone').select('zone_id').where('code', '=', code).executeTakeFirst()) !== undefined

export async function insertZone(tx: WriteTx, zone: ZoneRecord): Promise<void> {
  await tx
    .insertInto('zone')
    .values({
      zone_id: zone.zoneId,
      code: zone.code,
      name_zh: zone.nameZh,
      name_en: zone.nameEn,
      calendar: zone.calendar,
      business_on: zone.businessOn,
      projected_epsg: zone.projectedEpsg,
      map: asJson(zone.map),
      settings: asJson(zone.settings),
      pack: asJson(zone.pack),
    })
    .execute()
}

/** From here on the transaction works for the zone alone, as the application does: under row-level security. */
export async function enterZone(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select set_config('ballast.zone_id', ${zoneId}, true), set_config('role', 'ballast_app', true)`.execute(tx)
}

export interface CalendarRecord {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly coveredFrom: PlainDate
  readonly coveredUntil: PlainDate
  readonly days: readonly { readonly day: PlainDate; readonly kind: string; readonly nameZh: string; readonly notice: string }[]
}

/** Calendars are shared by zones: one that is there already is kept, and may only grow by later days. */
export async function mergeCalendar(tx: WriteTx, calendar: CalendarRecord): Promise<void> {
  const known = await tx
    .selectFrom('shared_calendar')
    .select(['covered_from as coveredFrom', 'covered_until as coveredUntil'])
    .where('calendar', '=', calendar.code)
    .executeTakeFirst()
  if (!known) {
    await tx
      .insertInto('shared_calendar')
      .values({
        calendar: calendar.code,
        name_zh: calendar.nameZh,
        name_en: calendar.nameEn,
        covered_from: calendar.coveredFrom,
        covered_until: calendar.coveredUntil,
      })
      .execute()
  } else if (known.coveredUntil < calendar.coveredUntil) {
    await tx.updateTable('shared_calendar').set({ covered_until: calendar.coveredUntil }).where('calendar', '=', calendar.code).execute()
  }
  const fresh = calendar.days.filter(({ day }) => !known || day >= known.coveredUntil)
  if (fresh.length === 0) return
  await tx
    .insertInto('shared_calendar_day')
    .values(fresh.map((row) => ({ calendar: calendar.code, day: row.day, kind: row.kind, name_zh: row.nameZh, notice: row.notice })))
    .execute()
}

export interface CodeRecords {
  readonly categories: readonly { code: string; nameZh: string; nameEn: string; isIndustry: boolean; sort: number }[]
  readonly clusters: readonly { code: string; category: string; nameZh: string; nameEn: string; color: string; sort: number }[]
  readonly codes: readonly { list: string; code: string; nameZh: string; nameEn: string; sort: number; attributes: unknown }[]
  readonly customFields: readonly {
    subject: string
    code: string
    nameZh: string
    nameEn: string
    valueType: string
    choices: readonly string[]
    sort: number
  }[]
  readonly figures: readonly { year: number; indicator: string; valueFen: bigint; sourceKind: string; citation: string }[]
}

/** A statement takes at most 65,535 parameters. */
const ROWS_PER_STATEMENT = 5000
function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) yield rows.slice(from, from + ROWS_PER_STATEMENT)
}

export async function insertCodes(tx: WriteTx, zoneId: Uuid, records: CodeRecords): Promise<void> {
  const named = (row: { nameZh: string; nameEn: string; sort: number }) => ({
    zone_id: zoneId,
    name_zh: row.nameZh,
    name_en: row.nameEn,
    sort: row.sort,
  })
  for (const rows of slices(records.categories)) {
    await tx
      .insertInto('category')
      .values(rows.map((row) => ({ ...named(row), category_code: row.code, is_industry: row.isIndustry })))
      .execute()
  }
  for (const rows of slices(records.clusters)) {
    await tx
      .insertInto('cluster')
      .values(rows.map((row) => ({ ...named(row), cluster_code: row.code, category_code: row.category, color: row.color })))
      .execute()
  }
  for (const rows of slices(records.codes)) {
    await tx
      .insertInto('code_item')
      .values(rows.map((row) => ({ ...named(row), list: row.list, code: row.code, attributes: asJson(row.attributes) })))
      .execute()
  }
  for (const rows of slices(records.customFields)) {
    await tx
      .insertInto('custom_field')
      .values(
        rows.map((row) => ({
          ...named(row),
          subject_type: row.subject,
          field_code: row.code,
          value_type: row.valueType,
          choices: asJson(row.choices),
        })),
      )
      .execute()
  }
  for (const rows of slices(records.figures)) {
    await tx
      .insertInto('year_figure')
      .values(
        rows.map((row) => ({
          zone_id: zoneId,
          year: row.year,
          indicator: row.indicator,
          value_fen: row.valueFen,
          source_kind: row.sourceKind,
          citation: row.citation,
        })),
      )
      .execute()
  }
}
