import { sql } from 'kysely'
import type { Period, PeriodRule } from '@ballast/domain/report/period.ts'
import { PRESET_SEVERITIES, REPORT_RULES, type ReportRule, type Severities, type Severity } from '@ballast/domain/report/rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface PeriodRecord extends Period {
  readonly closedAt: Instant | null
  readonly closedBy: string | null
  readonly version: bigint
}

/** Newest first; one of them when it is named. */
export async function readPeriods(tx: ReadTx, zoneId: Uuid, month?: YearMonth): Promise<PeriodRecord[]> {
  const { rows } = await sql<PeriodRecord>`
    select to_char(t.month_ym, 'YYYY-MM') as month, to_char(t.first_month_ym, 'YYYY-MM') as "firstMonth", t.opens_on as "opensOn",
      t.due_on as "dueOn", t.closes_on as "closesOn", t.closed_at as "closedAt", t.closed_by as "closedBy", t.version
    from report_period t where t.zone_id = ${zoneId} ${month === undefined ? sql`` : sql`and t.month_ym = ${firstDayOf(month)}`}
    order by t.month_ym desc`.execute(tx)
  return rows
}

export async function insertPeriod(tx: WriteTx, zoneId: Uuid, period: Period): Promise<boolean> {
  const added = await tx
    .insertInto('report_period')
    .values({
      zone_id: zoneId,
      month_ym: firstDayOf(period.month),
      first_month_ym: firstDayOf(period.firstMonth),
      opens_on: period.opensOn,
      due_on: period.dueOn,
      closes_on: period.closesOn,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('month_ym')
    .execute()
  return added.length > 0
}

/** @returns false when somebody was faster */
export async function updatePeriod(
  tx: WriteTx,
  zoneId: Uuid,
  { month, version }: { month: YearMonth; version: bigint },
  change: { opens_on?: PlainDate; due_on?: PlainDate; closes_on?: PlainDate; closed_at?: Instant; closed_by?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('report_period')
    .set({ ...change, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('month_ym', '=', firstDayOf(month))
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whoever hands in or corrects holds the period open; whoever closes it has it alone. */
export async function holdPeriod(tx: WriteTx, zoneId: Uuid, hold: 'shared' | 'alone'): Promise<void> {
  const key = sql`hashtextextended(${zoneId}, 200)`
  await (hold === 'alone' ? sql`select pg_advisory_xact_lock(${key})` : sql`select pg_advisory_xact_lock_shared(${key})`).execute(tx)
}

/** [BK] no published calendar of the reference zone: the preset is a parameter that a zone lays down for itself. */
export const PRESET_CALENDAR: PeriodRule = { opensAfter: 1, dueAfter: 5, closesAfter: 8, joinsJanuary: true }

export async function readCalendarRule(tx: ReadTx, zoneId: Uuid): Promise<PeriodRule & { citation: string | null; version: bigint }> {
  const row = await tx
    .selectFrom('report_calendar')
    .select([
      'opens_after as opensAfter',
      'due_after as dueAfter',
      'closes_after as closesAfter',
      'joins_january as joinsJanuary',
      'citation',
      'version',
    ])
    .where('zone_id', '=', zoneId)
    .executeTakeFirst()
  return row ?? { ...PRESET_CALENDAR, citation: null, version: 0n }
}

export interface RuleRecord {
  readonly rule: ReportRule
  readonly severity: Severity
  readonly version: bigint
  readonly refused: bigint
  readonly accepted: bigint
}

export async function readRules(tx: ReadTx, zoneId: Uuid): Promise<RuleRecord[]> {
  const { rows } = await sql<RuleRecord>`
    select a.rule, r.severity, coalesce(r.version, 0) as version,
      coalesce((select sum(c.refused) from report_rule_count c where c.zone_id = ${zoneId} and c.rule = a.rule), 0)::bigint as refused,
      coalesce((select sum(c.accepted) from report_rule_count c where c.zone_id = ${zoneId} and c.rule = a.rule), 0)::bigint as accepted
    from unnest(${[...REPORT_RULES]}::text[]) with ordinality as a(rule, place)
    left join report_rule r on r.zone_id = ${zoneId} and r.rule = a.rule order by a.place`.execute(tx)
  return rows.map((row) => ({ ...row, severity: row.severity ?? PRESET_SEVERITIES[row.rule] }))
}

export async function readSeverities(tx: ReadTx, zoneId: Uuid): Promise<Severities> {
  const laidDown = await tx.selectFrom('report_rule').select(['rule', 'severity']).where('zone_id', '=', zoneId).execute()
  return { ...PRESET_SEVERITIES, ...Object.fromEntries(laidDown.map(({ rule, severity }) => [rule, severity])) }
}

/** Counts how often rules refused or were answered with a reason. */
export async function countRules(
  tx: WriteTx,
  zoneId: Uuid,
  month: YearMonth,
  counts: ReadonlyMap<ReportRule, { refused: number; accepted: number }>,
): Promise<void> {
  if (counts.size === 0) return
  const rows = JSON.stringify([...counts].map(([rule, count]) => ({ rule, ...count })))
  await sql`
    insert into report_rule_count (zone_id, rule, month_ym, refused, accepted)
    select ${zoneId}::uuid, r.rule, ${firstDayOf(month)}::date, r.refused, r.accepted
    from jsonb_to_recordset(${rows}::jsonb) as r(rule text, refused bigint, accepted bigint) order by r.rule
    on conflict (zone_id, rule, month_ym) do update set refused = report_rule_count.refused + excluded.refused,
      accepted = report_rule_count.accepted + excluded.accepted`.execute(tx)
}
