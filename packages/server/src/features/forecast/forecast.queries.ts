import { sql } from 'kysely'
import type { Timing } from '@ballast/contract/forecast-names.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { ForecastBasis } from './gather.ts'
import type { Stored } from './input-text.ts'

/** A forecast as lists show it. */
export interface RunRow {
  readonly runId: Uuid
  readonly year: number
  readonly asOf: YearMonth
  readonly issuedAt: Instant
  readonly issuedBy: string
  readonly issuedByName: string
  readonly timing: Timing
  readonly isProvisional: boolean
  readonly isSimulated: boolean
  readonly targetFen: bigint | null
  readonly p10Fen: bigint
  readonly p50Fen: bigint
  readonly p90Fen: bigint
  readonly reachedPpm: bigint | null
}

export interface RunRecord extends RunRow {
  readonly versionId: Uuid | null
  readonly seed: bigint
  readonly draws: bigint
  readonly codeVersion: string
  readonly dataVersion: string
  readonly resultVersion: string
  readonly basis: Stored<ForecastBasis>
  readonly input: string
  readonly result: string
}

const ROW = sql`r.run_id as "runId", r.year, to_char(r.as_of_ym, 'YYYY-MM') as "asOf", r.issued_at as "issuedAt", r.issued_by as "issuedBy",
  r.issued_by_name as "issuedByName", r.timing, r.is_provisional as "isProvisional", r.is_simulated as "isSimulated", r.target_fen as "targetFen",
  r.p10_fen as "p10Fen", r.p50_fen as "p50Fen", r.p90_fen as "p90Fen", r.reached_ppm as "reachedPpm"`

/** The newest first: the latest as-of month, and of each the last that was issued. */
export async function runsOfYear(tx: ReadTx, zoneId: Uuid, year: number): Promise<RunRow[]> {
  const { rows } = await sql<RunRow>`select ${ROW} from forecast_run r where r.zone_id = ${zoneId} and r.year = ${year}
    order by r.as_of_ym desc, r.issued_at desc, r.run_id desc`.execute(tx)
  return rows
}

export async function findRun(tx: ReadTx, zoneId: Uuid, runId: Uuid): Promise<RunRecord> {
  const { rows } = await sql<RunRecord>`
    select ${ROW}, r.version_id as "versionId", r.seed, r.draws, r.code_version as "codeVersion", r.data_version as "dataVersion",
      r.result_version as "resultVersion", r.basis, r.input, r.result
    from forecast_run r where r.zone_id = ${zoneId} and r.run_id = ${runId}`.execute(tx)
  if (rows[0] === undefined) throw new Refusal('forecast.not-found')
  return rows[0]
}

/** The forecast that was made of the same data by the same code, if there is one: making it again would say the same. */
export async function sameRun(
  tx: ReadTx,
  zoneId: Uuid,
  {
    year,
    asOf,
    seed,
    draws,
    codeVersion,
    dataVersion,
  }: Pick<RunRecord, 'year' | 'asOf' | 'seed' | 'draws' | 'codeVersion' | 'dataVersion'>,
): Promise<Uuid | undefined> {
  const { rows } = await sql<{ runId: Uuid }>`
    select r.run_id as "runId" from forecast_run r where r.zone_id = ${zoneId} and r.year = ${year} and r.as_of_ym = ${firstDayOf(asOf)}
      and r.seed = ${seed} and r.draws = ${draws} and r.code_version = ${codeVersion} and r.data_version = ${dataVersion}
    order by r.issued_at desc limit 1`.execute(tx)
  return rows[0]?.runId
}

type NewRun = Omit<RunRecord, 'basis'> & { readonly basis: string; readonly levels: string }

export async function insertRun(tx: WriteTx, zoneId: Uuid, run: NewRun): Promise<void> {
  await tx
    .insertInto('forecast_run')
    .values({
      zone_id: zoneId,
      run_id: run.runId,
      year: run.year,
      as_of_ym: firstDayOf(run.asOf),
      issued_at: run.issuedAt,
      issued_by: run.issuedBy,
      issued_by_name: run.issuedByName,
      timing: run.timing,
      is_provisional: run.isProvisional,
      is_simulated: run.isSimulated,
      version_id: run.versionId,
      seed: run.seed,
      draws: run.draws,
      code_version: run.codeVersion,
      data_version: run.dataVersion,
      result_version: run.resultVersion,
      target_fen: run.targetFen,
      p10_fen: run.p10Fen,
      p50_fen: run.p50Fen,
      p90_fen: run.p90Fen,
      reached_ppm: run.reachedPpm,
      input: run.input,
      basis: run.basis,
      levels: run.levels,
      result: run.result,
    })
    .execute()
}
