import { sql } from 'kysely'
import type { Items, MonthlyForm } from '@ballast/domain/report/form.ts'
import type { ReturnState, ReturnStep } from '@ballast/domain/report/return-state.ts'
import type { ReportRule } from '@ballast/domain/report/rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { FORM_RECORDSET, ITEM_RECORDSET, itemColumn, selectItems, WRITTEN_COLUMNS } from './form-columns.view.ts'
import { columnsOf, itemsFrom } from './form-record.ts'
import { INVESTMENT_ITEMS } from '@ballast/domain/report/form.ts'

const asJson = (rows: unknown): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

export interface WrittenReturn {
  readonly projectId: Uuid
  /** 0: nobody has begun it. */
  readonly version: bigint
  readonly state: ReturnState
  readonly form: MonthlyForm
  readonly items: Items
  readonly note: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}
interface Moment {
  readonly by: string
  readonly at: Instant
}

const COLUMNS = ['state', 'note', 'source_kind', ...WRITTEN_COLUMNS]
const RECORDSET = `project_id uuid, version bigint, state text, note text, source_kind text, ${FORM_RECORDSET}, ${ITEM_RECORDSET}`

/** Writes returns of one period; @returns the projects whose return was written: others were changed meanwhile. */
export async function writeReturns(
  tx: WriteTx,
  zoneId: Uuid,
  month: YearMonth,
  returns: readonly WrittenReturn[],
  { by, at }: Moment,
): Promise<Set<Uuid>> {
  if (returns.length === 0) return new Set()
  const rows = asJson(
    returns.map(({ projectId, version, state, note, sourceKind, form, items }) => ({
      project_id: projectId,
      version,
      state,
      note,
      source_kind: sourceKind,
      ...columnsOf(form, items),
    })),
  )
  const columns = sql.raw(COLUMNS.join(', '))
  const given = sql.raw(COLUMNS.map((column) => `r.${column}`).join(', '))
  const recordset = sql`jsonb_to_recordset(${rows}::jsonb) as r(${sql.raw(RECORDSET)})`
  const { rows: added } = await sql<{ projectId: Uuid }>`
    insert into report_return (zone_id, project_id, month_ym, ${columns}, modified_by, modified_at)
    select ${zoneId}::uuid, r.project_id, ${firstDayOf(month)}::date, ${given}, ${by}, ${at}::timestamptz from ${recordset} where r.version = 0
    on conflict do nothing returning project_id as "projectId"`.execute(tx)
  const { rows: changed } = await sql<{ projectId: Uuid }>`
    update report_return t set (${columns}, modified_by, modified_at, version) = (${given}, ${by}, ${at}::timestamptz, t.version + 1)
    from ${recordset}
    where t.zone_id = ${zoneId} and t.project_id = r.project_id and t.month_ym = ${firstDayOf(month)} and t.version = r.version and r.version > 0
    returning t.project_id as "projectId"`.execute(tx)
  return new Set([...added, ...changed].map(({ projectId }) => projectId))
}

export interface Moved {
  readonly projectId: Uuid
  readonly version: bigint
  readonly from: ReturnState
  readonly to: ReturnState
}

/** Takes returns of one period to another state; @returns the projects whose return moved. */
export async function moveReturns(
  tx: WriteTx,
  zoneId: Uuid,
  month: YearMonth,
  moves: readonly Moved[],
  { by, at }: Moment,
): Promise<Set<Uuid>> {
  const { rows } = await sql<{ projectId: Uuid }>`
    update report_return t set state = r.to, version = t.version + 1, modified_by = ${by}, modified_at = ${at}::timestamptz,
      submitted_by = case when r.to = 'submitted' then ${by} else t.submitted_by end,
      submitted_at = case when r.to = 'submitted' then ${at}::timestamptz else t.submitted_at end,
      reviewed_by = case when r.to = 'in_review' then ${by} else t.reviewed_by end,
      verified_by = case when r.to = 'verified' then ${by} when r.to = 'closed' then t.verified_by end,
      verified_at = case when r.to = 'verified' then ${at}::timestamptz when r.to = 'closed' then t.verified_at end
    from jsonb_to_recordset(${asJson(moves)}::jsonb) as r("projectId" uuid, version bigint, "from" text, "to" text)
    where t.zone_id = ${zoneId} and t.project_id = r."projectId" and t.month_ym = ${firstDayOf(month)} and t.version = r.version
      and t.state = r."from"
    returning t.project_id as "projectId"`.execute(tx)
  return new Set(rows.map(({ projectId }) => projectId))
}

export interface EventRecord {
  readonly step: ReturnStep
  readonly fields: readonly { readonly field: string; readonly reason: string }[]
  readonly note: string | null
  readonly by: string
  readonly byName: string
  readonly at: Instant
}

export async function insertEvents(
  tx: WriteTx,
  zoneId: Uuid,
  month: YearMonth,
  events: readonly (EventRecord & { readonly projectId: Uuid })[],
): Promise<void> {
  const rows = asJson(events.map((event) => ({ ...event, eventId: newId() })))
  await sql`
    insert into report_event (zone_id, event_id, project_id, month_ym, step, fields, note, done_by, done_by_name, done_at)
    select ${zoneId}::uuid, r."eventId", r."projectId", ${firstDayOf(month)}::date, r.step, r.fields, r.note, r.by, r."byName", r.at
    from jsonb_to_recordset(${rows}::jsonb)
      as r("eventId" uuid, "projectId" uuid, step text, fields jsonb, note text, by text, "byName" text, at timestamptz)`.execute(tx)
}

export async function readEvents(tx: ReadTx, zoneId: Uuid, projectId: Uuid, month: YearMonth): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`
    select t.step, t.fields, t.note, t.done_by as by, t.done_by_name as "byName", t.done_at as at from report_event t
    where t.zone_id = ${zoneId} and t.project_id = ${projectId} and t.month_ym = ${firstDayOf(month)} order by t.done_at, t.event_id`.execute(
    tx,
  )
  return rows
}

export type Reasons = Readonly<Partial<Record<ReportRule, string>>>

export async function readReasons(tx: ReadTx, zoneId: Uuid, month: YearMonth, projectIds: readonly Uuid[]): Promise<Map<Uuid, Reasons>> {
  const { rows } = await sql<{ projectId: Uuid; reasons: Reasons }>`
    select a.project_id as "projectId", json_object_agg(a.rule, a.reason) as reasons from report_reason a
    where a.zone_id = ${zoneId} and a.month_ym = ${firstDayOf(month)} and a.project_id = any(${[...projectIds]}::uuid[]) group by a.project_id`.execute(
    tx,
  )
  return new Map(rows.map(({ projectId, reasons }) => [projectId, reasons]))
}

export interface NotCountable {
  readonly reasonCode: string
  readonly amountFen: Fen
}

export async function readNotCountable(tx: ReadTx, zoneId: Uuid, projectId: Uuid, month: YearMonth): Promise<NotCountable[]> {
  const { rows } = await sql<NotCountable>`
    select t.reason_code as "reasonCode", t.amount_fen as "amountFen" from report_not_countable t
    where t.zone_id = ${zoneId} and t.project_id = ${projectId} and t.month_ym = ${firstDayOf(month)} order by t.reason_code`.execute(tx)
  return rows
}

interface Aside {
  readonly projectId: Uuid
  readonly reasons: Reasons
  readonly notCountable: readonly NotCountable[]
}

/** Puts what stands beside returns, reasons for soft rules and amounts that do not count, in place of what was there. */
export async function replaceAsides(
  tx: WriteTx,
  zoneId: Uuid,
  month: YearMonth,
  asides: readonly Aside[],
  { by, at }: Moment,
): Promise<void> {
  const ids = asides.map(({ projectId }) => projectId)
  const on = firstDayOf(month)
  for (const table of ['report_reason', 'report_not_countable'] as const) {
    await tx.deleteFrom(table).where('zone_id', '=', zoneId).where('month_ym', '=', on).where('project_id', 'in', ids).execute()
  }
  const reasons = asides.flatMap(({ projectId, reasons: given }) =>
    Object.entries(given)
      .filter(([, reason]) => reason !== '')
      .map(([rule, reason]) => ({ projectId, rule, reason })),
  )
  if (reasons.length > 0) {
    await sql`
      insert into report_reason (zone_id, project_id, month_ym, rule, reason, given_by, given_at)
      select ${zoneId}::uuid, r."projectId", ${on}::date, r.rule, r.reason, ${by}, ${at}::timestamptz
      from jsonb_to_recordset(${asJson(reasons)}::jsonb) as r("projectId" uuid, rule text, reason text)`.execute(tx)
  }
  const amounts = asides.flatMap(({ projectId, notCountable }) => notCountable.map((amount) => ({ projectId, ...amount })))
  if (amounts.length > 0) {
    await sql`
      insert into report_not_countable (zone_id, project_id, month_ym, reason_code, amount_fen)
      select ${zoneId}::uuid, r."projectId", ${on}::date, r."reasonCode", r."amountFen"
      from jsonb_to_recordset(${asJson(amounts)}::jsonb) as r("projectId" uuid, "reasonCode" text, "amountFen" bigint)`.execute(tx)
  }
}

export interface CorrectionRecord {
  readonly correctionId: Uuid
  readonly month: YearMonth
  readonly appearsIn: YearMonth
  readonly items: Items
  readonly totalFen: Fen
  readonly reasonCode: string
  readonly note: string
  readonly by: string
  readonly at: Instant
  readonly sourceKind: 'public' | 'simulated' | 'entered'
}

export async function readCorrections(tx: ReadTx, zoneId: Uuid, projectId: Uuid, month: YearMonth): Promise<CorrectionRecord[]> {
  const { rows } = await sql<Omit<CorrectionRecord, 'items'> & Record<string, unknown>>`
    select c.correction_id as "correctionId", to_char(c.month_ym, 'YYYY-MM') as month, to_char(c.appears_ym, 'YYYY-MM') as "appearsIn",
      ${selectItems('c', 'items.')}, c.total_fen as "totalFen", c.reason_code as "reasonCode", c.note, c.corrected_by as by, c.corrected_at as at,
      c.source_kind as "sourceKind"
    from report_correction c where c.zone_id = ${zoneId} and c.project_id = ${projectId} and c.month_ym = ${firstDayOf(month)}
    order by c.corrected_at, c.correction_id`.execute(tx)
  return rows.map((row) => ({
    correctionId: row.correctionId,
    month: row.month,
    appearsIn: row.appearsIn,
    items: itemsFrom(row, 'items.'),
    totalFen: row.totalFen,
    reasonCode: row.reasonCode,
    note: row.note,
    by: row.by,
    at: row.at,
    sourceKind: row.sourceKind,
  }))
}

export async function insertCorrections(
  tx: WriteTx,
  zoneId: Uuid,
  corrections: readonly (Omit<CorrectionRecord, 'correctionId' | 'totalFen' | 'by' | 'at'> & { readonly projectId: Uuid })[],
  { by, at }: Moment,
): Promise<void> {
  const columns = INVESTMENT_ITEMS.map(itemColumn).join(', ')
  const rows = corrections.map(({ items, ...rest }) => ({
    ...rest,
    month: firstDayOf(rest.month),
    appearsIn: firstDayOf(rest.appearsIn),
    correctionId: newId(),
    ...Object.fromEntries(INVESTMENT_ITEMS.map((item) => [itemColumn(item), items[item]])),
  }))
  await sql`
    insert into report_correction (zone_id, correction_id, project_id, month_ym, appears_ym, ${sql.raw(columns)}, reason_code, note, source_kind,
      corrected_by, corrected_at)
    select ${zoneId}::uuid, r."correctionId", r."projectId", r.month, r."appearsIn", ${sql.raw(columns)}, r."reasonCode", r.note, r."sourceKind",
      ${by}, ${at}::timestamptz
    from jsonb_to_recordset(${asJson(rows)}::jsonb) as r("correctionId" uuid, "projectId" uuid, month date, "appearsIn" date, ${sql.raw(ITEM_RECORDSET)},
      "reasonCode" text, note text, "sourceKind" text)`.execute(tx)
}

/** Makes the verified returns of a period final. */
export async function closeReturns(tx: WriteTx, zoneId: Uuid, month: YearMonth): Promise<{ returns: number; totalFen: Fen }> {
  const { rows } = await sql<{ returns: bigint; totalFen: Fen }>`
    with closed as (
      update report_return t set state = 'closed', version = t.version + 1
      where t.zone_id = ${zoneId} and t.month_ym = ${firstDayOf(month)} and t.state = 'verified' returning t.total_fen
    )
    select count(*) as returns, coalesce(sum(total_fen), 0)::bigint as "totalFen" from closed`.execute(tx)
  const { returns, totalFen } = rows[0] as (typeof rows)[0] & {}
  return { returns: Number(returns), totalFen }
}
