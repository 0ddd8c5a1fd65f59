import { sql } from 'kysely'
import type { ForecastRule, Horizon, Timing } from '@ballast/contract/forecast-names.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { ForecastBasis } from './gather.ts'
import type { Stored } from './input-text.ts'

interface DueRun {
  readonly runId: Uuid
  readonly year: number
  readonly asOf: YearMonth
  readonly levels: Readonly<Record<Horizon, readonly string[]>>
  readonly rules: Stored<ForecastBasis['rules']>
  readonly scored: readonly Horizon[]
}

/** Forecasts of which some horizon has no score; of these alone where they are named. */
export async function dueRuns(tx: ReadTx, zoneId: Uuid, only: readonly Uuid[] | undefined): Promise<DueRun[]> {
  const { rows } = await sql<DueRun>`
    select r.run_id as "runId", r.year, to_char(r.as_of_ym, 'YYYY-MM') as "asOf", r.levels, r.basis -> 'rules' as rules,
      o.horizons as scored
    from forecast_run r
    cross join lateral (select coalesce(array_agg(o.horizon), '{}') as horizons from forecast_outcome o
      where o.zone_id = r.zone_id and o.run_id = r.run_id) o
    where r.zone_id = ${zoneId} and not ('YE' = any(o.horizons)) and (${only === undefined} or r.run_id = any(${only ?? []}::uuid[]))
    order by r.year, r.run_id`.execute(tx)
  return rows
}

/** What each quarter's end of these years came to since its January, with the corrections that appear by then; closed months alone. */
export async function outcomesOf(tx: ReadTx, zoneId: Uuid, years: readonly number[]): Promise<Map<YearMonth, bigint>> {
  if (years.length === 0) return new Map()
  const ends = years.flatMap((year) => [3, 6, 9, 12].map((month) => firstDayOf(yearMonthOf(year, month))))
  const { rows } = await sql<{ month: YearMonth; fen: bigint }>`
    select to_char(e.month, 'YYYY-MM') as month, (
      (select coalesce(sum(r.total_fen), 0) from report_return r where r.zone_id = ${zoneId} and r.state = 'closed'
        and r.month_ym between date_trunc('year', e.month)::date and e.month)
      + (select coalesce(sum(c.total_fen), 0) from report_correction c where c.zone_id = ${zoneId}
        and c.month_ym between date_trunc('year', e.month)::date and e.month and c.appears_ym <= e.month))::bigint as fen
    from unnest(${ends}::date[]) e(month)
    join report_period t on t.zone_id = ${zoneId} and t.month_ym = e.month and t.closed_at is not null`.execute(tx)
  return new Map(rows.map(({ month, fen }) => [month, fen]))
}

export interface OutcomeRecord {
  readonly runId: Uuid
  readonly horizon: Horizon
  readonly p10Fen: bigint
  readonly p50Fen: bigint
  readonly p90Fen: bigint
  readonly outcomeFen: bigint
  readonly crpsFen: bigint
  readonly isInside: boolean
  readonly rankPpm: bigint
  /** Fen as text. */
  readonly rules: Readonly<Partial<Record<ForecastRule, string>>>
}

export async function insertOutcomes(tx: WriteTx, zoneId: Uuid, at: Instant, records: readonly OutcomeRecord[]): Promise<void> {
  await tx
    .insertInto('forecast_outcome')
    .values(
      records.map((record) => ({
        zone_id: zoneId,
        run_id: record.runId,
        horizon: record.horizon,
        p10_fen: record.p10Fen,
        p50_fen: record.p50Fen,
        p90_fen: record.p90Fen,
        outcome_fen: record.outcomeFen,
        crps_fen: record.crpsFen,
        is_inside: record.isInside,
        rank_ppm: record.rankPpm,
        rules: JSON.stringify(record.rules),
        scored_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface ScoreRecord extends OutcomeRecord {
  readonly year: number
  readonly asOf: YearMonth
  readonly issuedAt: Instant
  readonly isProvisional: boolean
  readonly reachedPpm: bigint | null
  readonly targetFen: bigint | null
  /** The last that was issued of its as-of month. */
  readonly isCounted: boolean
}

/** Every score of forecasts of one timing, the newest as-of month first. */
export async function readScores(tx: ReadTx, zoneId: Uuid, timing: Timing): Promise<ScoreRecord[]> {
  const { rows } = await sql<ScoreRecord>`
    with run as (
      select r.run_id, r.year, r.as_of_ym, r.issued_at, r.is_provisional, r.reached_ppm, r.target_fen, row_number() over (partition by r.year, r.as_of_ym order by r.issued_at desc, r.run_id desc) = 1 as is_counted
      from forecast_run r where r.zone_id = ${zoneId} and r.timing = ${timing}
    )
    select o.run_id as "runId", r.year, to_char(r.as_of_ym, 'YYYY-MM') as "asOf", r.issued_at as "issuedAt", r.is_provisional as "isProvisional",
      o.horizon, o.outcome_fen as "outcomeFen", o.crps_fen as "crpsFen", o.is_inside as "isInside", o.rank_ppm as "rankPpm", o.rules,
      o.p10_fen as "p10Fen", o.p50_fen as "p50Fen", o.p90_fen as "p90Fen",
      r.reached_ppm as "reachedPpm", r.target_fen as "targetFen", r.is_counted as "isCounted"
    from run r join forecast_outcome o on o.zone_id = ${zoneId} and o.run_id = r.run_id
    order by r.as_of_ym desc, r.issued_at desc, r.run_id, o.horizon`.execute(tx)
  return rows
}

/** Horizons of counted forecasts that have no score. */
export async function waitingHorizons(tx: ReadTx, zoneId: Uuid, timing: Timing): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    with run as (
      select distinct on (r.year, r.as_of_ym) r.run_id, r.year, r.as_of_ym from forecast_run r where r.zone_id = ${zoneId} and r.timing = ${timing}
      order by r.year, r.as_of_ym, r.issued_at desc, r.run_id desc
    )
    select count(*) as n from run r cross join (values ('Q1', 3), ('H1', 6), ('Q3', 9), ('YE', 12)) h(horizon, month)
    where make_date(r.year, h.month, 1) > r.as_of_ym
      and not exists (select from forecast_outcome o where o.zone_id = ${zoneId} and o.run_id = r.run_id and o.horizon = h.horizon)`.execute(
    tx,
  )
  return Number(rows[0]?.n ?? 0n)
}
