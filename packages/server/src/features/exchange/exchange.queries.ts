import { sql } from 'kysely'
import type { ImportOutcome } from '@ballast/contract/exchange.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { FieldChange } from '@ballast/domain/shared/row-outcome.ts'
import { firstDayOf, type Instant, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import type { Condition } from '../../platform/list-query.ts'
import type { RunKind } from './run-kind.ts'
import type { Part, Resource } from './sheet.ts'
import { PLAN_PARTS, type Group } from './sheet-units.ts'
import type { StagedRow, StagedSheet } from './staged.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a run keeps beside its rows. */
export interface RunSummary {
  readonly phase?: 'reading' | 'comparing'
  readonly sheets?: readonly StagedSheet[]
  readonly ignoredSheets?: readonly string[]
  readonly staged?: number
  readonly compared?: number
  readonly yuanBefore?: string
  readonly yuanAfter?: string
}

export interface ImportRunRow {
  readonly importId: Uuid
  readonly resource: Resource
  readonly planVersionId: Uuid | null
  /** Of returns: their period. */
  readonly month: YearMonth | null
  readonly fileName: string
  readonly fileBytes: bigint
  readonly format: 'xlsx' | 'csv'
  readonly status: 'reading' | 'ready' | 'committing' | 'committed' | 'cancelled' | 'failed'
  readonly rowsRead: bigint
  readonly rowsExpected: bigint | null
  readonly summary: RunSummary
  readonly reasons: readonly Reason[]
  readonly createdBy: string
  readonly createdAt: Instant
  readonly finishedAt: Instant | null
  readonly version: bigint
}

export const runColumns = sql`r.import_id as "importId", r.resource, r.plan_version_id as "planVersionId",
  to_char(r.month_ym, 'YYYY-MM') as month, r.file_name as "fileName",
  r.file_bytes as "fileBytes", r.format, r.status, r.rows_read as "rowsRead", r.rows_expected as "rowsExpected", r.summary, r.reasons,
  r.created_by as "createdBy", r.created_at as "createdAt", r.finished_at as "finishedAt", r.version`

/** Runs (alias `r`) of one kind: those of returns are their user's alone. */
export const isOfKind = ({ user }: Pick<Context, 'user'>, kind: RunKind): Condition =>
  kind === 'returns' ? sql<boolean>`r.resource = 'returns' and r.user_id = ${user.userId}` : sql<boolean>`r.resource <> 'returns'`

export async function findRun(tx: ReadTx, ctx: Context, importId: Uuid, kind: RunKind): Promise<ImportRunRow> {
  const { rows } = await sql<ImportRunRow>`select ${runColumns} from import_run r
    where r.zone_id = ${ctx.zone.zoneId} and r.import_id = ${importId} and ${isOfKind(ctx, kind)}`.execute(tx)
  if (!rows[0]) throw new Refusal('exchange.not-found')
  return rows[0]
}

export async function insertRun(
  tx: WriteTx,
  zoneId: Uuid,
  run: {
    importId: Uuid
    resource: string
    planVersionId: Uuid | null
    month: YearMonth | null
    userId: Uuid
    fileName: string
    sha256: string
    bytes: number
    format: string
    createdBy: string
    at: Instant
  },
): Promise<void> {
  await tx
    .insertInto('import_run')
    .values({
      zone_id: zoneId,
      import_id: run.importId,
      resource: run.resource,
      plan_version_id: run.planVersionId,
      month_ym: run.month === null ? null : firstDayOf(run.month),
      user_id: run.userId,
      file_name: run.fileName,
      file_sha256: run.sha256,
      file_bytes: BigInt(run.bytes),
      format: run.format,
      status: 'reading',
      summary: JSON.stringify({ phase: 'reading' }),
      created_by: run.createdBy,
      created_at: run.at,
    })
    .execute()
}

// Pieces travel as base64: the embedded database spells every byte of a binary parameter out, one at a time.
export async function insertFilePiece(tx: WriteTx, zoneId: Uuid, importId: Uuid, seq: number, content: Buffer): Promise<void> {
  await sql`insert into import_file (zone_id, import_id, seq, content)
    values (${zoneId}, ${importId}, ${seq}, decode(${content.toString('base64')}, 'base64'))`.execute(tx)
}

export async function filePiece(tx: ReadTx, zoneId: Uuid, importId: Uuid, seq: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ content: string }>`select encode(f.content, 'base64') as content from import_file f
    where f.zone_id = ${zoneId} and f.import_id = ${importId} and f.seq = ${seq}`.execute(tx)
  return rows[0] && Buffer.from(rows[0].content, 'base64')
}

/** Moves a run on; false when it is no longer in the state that it is expected in, because somebody cancelled it. */
export async function moveRun(
  tx: WriteTx,
  zoneId: Uuid,
  importId: Uuid,
  from: ImportRunRow['status'],
  change: {
    status?: ImportRunRow['status']
    rowsRead?: number
    rowsExpected?: number | null
    summary?: RunSummary
    reasons?: readonly Reason[]
    finishedAt?: Instant
  },
): Promise<boolean> {
  const { rows } = await sql`
    update import_run set
      status = coalesce(${change.status ?? null}::text, status),
      rows_read = coalesce(${change.rowsRead ?? null}::bigint, rows_read),
      rows_expected = coalesce(${change.rowsExpected ?? null}::bigint, rows_expected),
      summary = summary || ${JSON.stringify(change.summary ?? {})}::jsonb,
      reasons = coalesce(${change.reasons === undefined ? null : JSON.stringify(change.reasons)}::jsonb, reasons),
      finished_at = coalesce(${change.finishedAt ?? null}::timestamptz, finished_at),
      touched_at = now(), version = version + 1
    where zone_id = ${zoneId} and import_id = ${importId} and status = ${from}
    returning 1`.execute(tx)
  return rows.length > 0
}

/** Keeps the rows as they were read, each with what saving it would do. */
export async function stageRows(
  tx: WriteTx,
  zoneId: Uuid,
  importId: Uuid,
  rows: readonly StagedRow[],
  results: readonly RowResult[],
): Promise<void> {
  const byPlace = new Map(results.map((result) => [`${result.sheet}!${result.number}`, result]))
  const staged = rows.map((row) => ({ ...row, ...byPlace.get(`${row.sheet}!${row.number}`) }))
  await sql`
    insert into import_row (zone_id, import_id, sheet, row_number, part, natural_key, cells, outcome, changes, reasons, passes,
      before_fen, after_fen)
    select ${zoneId}, ${importId}, v.sheet, v.number, v.part, v.key, v.lines, v.outcome, v.changes, v.reasons, v.passes,
      v."beforeFen", v."afterFen"
    from jsonb_to_recordset(${JSON.stringify(staged)}::jsonb) as v(sheet text, number integer, part text, key text, lines jsonb,
      outcome text, changes jsonb, reasons jsonb, passes boolean, "beforeFen" bigint, "afterFen" bigint)`.execute(tx)
}

const stagedColumns = sql`i.sheet, i.row_number as number, i.part, i.natural_key as key, i.cells as lines, i.reasons`

export interface ComparedRow extends StagedRow {
  readonly outcome: ImportOutcome | null
  readonly changes: readonly FieldChange[]
}

/** Rows of one kind of sheet, in the order of the file. */
export async function stagedByNumber(
  tx: ReadTx,
  zoneId: Uuid,
  importId: Uuid,
  part: Part,
  after: number,
  limit: number,
): Promise<ComparedRow[]> {
  const { rows } = await sql<ComparedRow>`
    select ${stagedColumns}, i.outcome, i.changes from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.part = ${part} and i.row_number > ${after}
    order by i.row_number limit ${limit}`.execute(tx)
  return rows
}

/** All rows of the next so many natural keys, over several kinds of sheet. */
export async function stagedByKey(
  tx: ReadTx,
  zoneId: Uuid,
  importId: Uuid,
  parts: readonly Part[],
  keys: { readonly after: string; readonly limit: number; readonly which: 'all' | 'repeated' },
): Promise<ComparedRow[]> {
  const { rows: found } = await sql<{ key: string }>`
    select i.natural_key as key from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.part = any(${parts}::text[]) and i.natural_key > ${keys.after}
    group by 1 having count(*) > ${keys.which === 'all' ? 0 : 1} order by 1 limit ${keys.limit}`.execute(tx)
  if (found.length === 0) return []
  const wanted = found.map(({ key }) => key)
  const { rows } = await sql<ComparedRow>`
    select ${stagedColumns}, i.outcome, i.changes from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.part = any(${parts}::text[])
      and i.natural_key between ${wanted[0]} and ${wanted.at(-1)}
      and (${keys.which}::text = 'all' or i.natural_key = any(${wanted}::text[]))
    order by i.natural_key, i.sheet, i.row_number`.execute(tx)
  return rows
}

/** Keys that stand on more than one row of a kind of sheet, with the first rows that they stand on. */
export async function repeatedKeys(tx: ReadTx, zoneId: Uuid, importId: Uuid, part: Part): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ key: string; numbers: number[] }>`
    select i.natural_key as key, (array_agg(i.row_number order by i.row_number))[1:2] as numbers from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.part = ${part} and i.natural_key <> ''
    group by 1 having count(*) > 1`.execute(tx)
  return new Map(rows.map(({ key, numbers }) => [key, numbers]))
}

/** Where keys stand on more than one row of the file; the rows of a project's plan count together. */
export async function groupsWithRepeats(tx: ReadTx, zoneId: Uuid, importId: Uuid): Promise<Group[]> {
  const { rows } = await sql<{ group: Group }>`
    select distinct k."group" from (
      select case when i.part = any(${PLAN_PARTS}::text[]) then 'plan' else i.part end as "group" from import_row i
      where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.natural_key <> ''
      group by 1, i.natural_key having count(*) > 1) k`.execute(tx)
  return rows.map(({ group }) => group)
}

export interface RowResult {
  readonly sheet: string
  readonly number: number
  readonly outcome: ImportOutcome
  readonly changes: readonly (FieldChange & { readonly at: string | null })[]
  readonly reasons: readonly Reason[]
  readonly passes: boolean
  /** The money that stands for the row in a sum, as whole fen; none of a row that nothing changes. */
  readonly beforeFen: string | null
  readonly afterFen: string | null
}

export async function writeResults(tx: WriteTx, zoneId: Uuid, importId: Uuid, results: readonly RowResult[]): Promise<void> {
  if (results.length === 0) return
  await sql`
    update import_row i set outcome = v.outcome, changes = v.changes, reasons = v.reasons, passes = v.passes,
      before_fen = v."beforeFen", after_fen = v."afterFen"
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as v(sheet text, number integer, outcome text, changes jsonb, reasons jsonb,
      passes boolean, "beforeFen" bigint, "afterFen" bigint)
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.sheet = v.sheet and i.row_number = v.number`.execute(tx)
}

/** Money of the rows that change, before and after. */
export async function amountsOf(tx: ReadTx, zoneId: Uuid, importId: Uuid): Promise<{ beforeFen: bigint; afterFen: bigint }> {
  const { rows } = await sql<{ before: string; after: string }>`
    select coalesce(sum(i.before_fen), 0)::text as before, coalesce(sum(i.after_fen), 0)::text as after from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId}`.execute(tx)
  return { beforeFen: BigInt(rows[0]?.before ?? 0), afterFen: BigInt(rows[0]?.after ?? 0) }
}

export async function stagedCount(tx: ReadTx, zoneId: Uuid, importId: Uuid): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from import_row i where i.zone_id = ${zoneId} and i.import_id = ${importId}`.execute(tx)
  return Number(rows[0]?.n ?? 0n)
}

/** A refused or cancelled run keeps its record, not its rows. */
export async function dropRows(tx: WriteTx, zoneId: Uuid, importId: Uuid): Promise<void> {
  await tx.deleteFrom('import_row').where('zone_id', '=', zoneId).where('import_id', '=', importId).execute()
  await tx.deleteFrom('import_file').where('zone_id', '=', zoneId).where('import_id', '=', importId).execute()
}

/** Runs that an earlier process left behind: marked failed when the server starts. */
export async function failInterruptedImports(database: Database): Promise<void> {
  // On a server another process may be at work; what has not moved for ten minutes is nobody's.
  const stale = database.kind === 'embedded' ? sql`true` : sql`touched_at < now() - interval '10 minutes'`
  await database.system((tx) =>
    sql`update import_run set
          status = case status when 'committing' then 'ready' else 'failed' end,
          reasons = case status when 'committing' then reasons else '[{"code": "exchange.interrupted"}]'::jsonb end,
          finished_at = case status when 'committing' then null else now() end, version = version + 1
        where status in ('reading', 'committing') and ${stale}`.execute(tx),
  )
}

export async function loadVocabulary(tx: ReadTx, zoneId: Uuid, year: number | null, month: YearMonth | null = null): Promise<Vocabulary> {
  const { rows } = await sql<{ list: string; code: string; zh: string; en: string }>`
    select * from (
      select 'category' as list, category_code as code, name_zh as zh, name_en as en, sort from category where zone_id = ${zoneId}
      union all select 'cluster', cluster_code, name_zh, name_en, sort from cluster where zone_id = ${zoneId}
      union all select list, code, name_zh, name_en, sort from code_item where zone_id = ${zoneId} and list <> 'industry'
    ) c order by c.list, c.sort, c.code`.execute(tx)
  const fields = await tx
    .selectFrom('custom_field')
    .selectAll()
    .where('zone_id', '=', zoneId)
    .orderBy('sort')
    .orderBy('field_code')
    .execute()
  const lists: Record<string, { code: string; zh: string; en: string }[]> = {}
  for (const { list, code, zh, en } of rows) (lists[list] ??= []).push({ code, zh, en })
  return {
    lists,
    year,
    ...(month === null ? {} : { month }),
    customFields: fields.map((field) => ({
      subject: field.subject_type as 'project',
      code: field.field_code,
      zh: field.name_zh,
      en: field.name_en,
      type: field.value_type,
      choices: (field.choices as string[] | null) ?? [],
    })),
  }
}

export async function projectNames(tx: ReadTx, zoneId: Uuid): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.selectFrom('project').select(['project_no', 'name_zh']).where('zone_id', '=', zoneId).execute()
  return new Map(rows.map((row) => [row.project_no, row.name_zh]))
}

export async function planVersionOf(
  tx: ReadTx,
  zoneId: Uuid,
  given: { versionId?: Uuid | undefined; year?: number | undefined },
): Promise<{ versionId: Uuid; year: number; title: string; status: string; number: number | null } | undefined> {
  const { rows } = await sql<{ versionId: Uuid; year: number; title: string; status: string; number: number | null }>`
    select v.version_id as "versionId", v.year, v.title, v.status, v.number
    from plan_version v join year_plan y on y.zone_id = v.zone_id and y.year = v.year
    where v.zone_id = ${zoneId} and v.status <> 'discarded'
      and (${given.versionId ?? null}::uuid is null or v.version_id = ${given.versionId ?? null}::uuid)
      and (${given.year ?? null}::integer is null or v.year = ${given.year ?? null}::integer)
    order by v.year desc, (v.version_id = y.adopted_version_id) is true desc, v.created_at desc limit 1`.execute(tx)
  return rows[0]
}
