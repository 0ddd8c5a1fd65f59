import { sql } from 'kysely'
import type { ImportOutcome, ImportRow, ImportRun } from '@ballast/contract/exchange.ts'
import { messageText, type Locale } from '@ballast/contract/messages.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { FieldChange } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { vocabularyOf } from './compare-import.ts'
import { findRun, isOfKind, planVersionOf, runColumns, type ImportRunRow } from './exchange.queries.ts'
import { fieldLabel, isMoneyField, wordFor } from './field-label.ts'
import type { RunKind } from './run-kind.ts'
import { headerOf } from './sheet.ts'
import { SheetValues } from './rows-from-staged.ts'
import type { StagedLine } from './staged.ts'
import { sheetsOf } from './sheets-of.ts'

/** How many rows have each outcome; how many of those that are not refused could be handed in, and how many wait for somebody's word. */
export type OutcomeCounts = Readonly<Record<ImportOutcome | 'passing' | 'warned', number>>

export async function outcomeCounts(tx: ReadTx, zoneId: Uuid, importId: Uuid): Promise<OutcomeCounts> {
  const { rows } = await sql<{ outcome: ImportOutcome; n: bigint; passing: bigint; warned: bigint }>`
    select i.outcome, count(*) as n, count(*) filter (where i.passes) as passing,
      count(*) filter (where i.outcome <> 'refused' and i.reasons <> '[]') as warned from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.outcome is not null group by 1`.execute(tx)
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0, passing: 0, warned: 0 }
  for (const { outcome, n, passing, warned } of rows) {
    counts[outcome] = Number(n)
    counts.passing += Number(passing)
    counts.warned += Number(warned)
  }
  return counts
}

const reasonsIn = (locale: Locale, reasons: readonly Reason[]) =>
  reasons.map(({ code, params, at }) => ({ code, message: messageText(locale, code, params), ...(at === undefined ? {} : { at }) }))

export async function importRun(tx: ReadTx, ctx: Context, importId: Uuid, kind: RunKind): Promise<ImportRun> {
  return runOf(tx, ctx, await findRun(tx, ctx, importId, kind))
}

async function runOf(tx: ReadTx, ctx: Context, run: ImportRunRow): Promise<ImportRun> {
  const { zoneId } = ctx.zone
  const { summary } = run
  const isCounted = run.status === 'ready' || run.status === 'committed' || run.status === 'committing'
  const counts = isCounted ? await outcomeCounts(tx, zoneId, run.importId) : null
  const plan = run.planVersionId === null ? undefined : await planVersionOf(tx, zoneId, { versionId: run.planVersionId })
  const { rows } = await sql<{ sheet: string; part: string; n: bigint }>`
    select i.sheet, i.part, count(*) as n from import_row i where i.zone_id = ${zoneId} and i.import_id = ${run.importId} group by 1, 2`.execute(
    tx,
  )
  const isKept = counts !== null && run.resource !== 'enterprises'
  return {
    importId: run.importId,
    version: String(run.version),
    resource: run.resource,
    month: run.month,
    planVersion: plan === undefined ? null : { versionId: plan.versionId, year: plan.year, title: plan.title },
    fileName: run.fileName,
    fileBytes: Number(run.fileBytes),
    format: run.format,
    status: run.status,
    phase: run.status === 'reading' ? (summary.phase ?? 'reading') : null,
    rowsRead: Number(run.rowsRead),
    rowsExpected: run.rowsExpected === null ? null : Number(run.rowsExpected),
    rowsCompared: summary.compared ?? 0,
    rowsStaged: summary.staged ?? 0,
    counts: counts === null ? null : { new: counts.new, changed: counts.changed, unchanged: counts.unchanged, refused: counts.refused },
    returns: counts === null || run.resource !== 'returns' ? null : { passing: counts.passing, warned: counts.warned },
    yuanBefore: isKept ? (summary.yuanBefore ?? null) : null,
    yuanAfter: isKept ? (summary.yuanAfter ?? null) : null,
    sheets: (summary.sheets ?? []).map((sheet) => ({
      name: sheet.name,
      part: sheet.part,
      rows: Number(rows.find((row) => row.sheet === sheet.name && row.part === sheet.part)?.n ?? 0n),
      unknownColumns: [...sheet.unknownColumns],
    })),
    ignoredSheets: [...(summary.ignoredSheets ?? [])],
    reasons: reasonsIn(ctx.locale, run.reasons),
    createdBy: run.createdBy,
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
  }
}

export async function listRuns(
  tx: ReadTx,
  ctx: Context,
  request: { cursor?: string | undefined; limit: number },
  kind: RunKind,
): Promise<{ runs: ImportRun[]; next: string | null }> {
  if (request.cursor !== undefined && !/^[\da-f-]{36}$/.test(request.cursor)) throw new Refusal('list.cursor-invalid')
  const { rows } = await sql<ImportRunRow>`
    select ${runColumns} from import_run r
    where r.zone_id = ${ctx.zone.zoneId} and ${isOfKind(ctx, kind)} and (${request.cursor ?? null}::uuid is null or r.import_id < ${request.cursor ?? null}::uuid)
    order by r.import_id desc limit ${request.limit + 1}`.execute(tx)
  const shown = rows.slice(0, request.limit)
  const runs: ImportRun[] = []
  for (const row of shown) runs.push(await runOf(tx, ctx, row))
  return { runs, next: rows.length > request.limit ? (shown.at(-1)?.importId ?? null) : null }
}

interface PreviewRow {
  readonly project: ImportRow['project']
  readonly lines: readonly StagedLine[]
  readonly sheet: string
  readonly rowNumber: number
  readonly part: ImportRow['part']
  readonly key: string
  readonly outcome: ImportOutcome
  readonly changes: readonly (FieldChange & { readonly at: string | null })[]
  readonly reasons: readonly Reason[]
}

/** Rows of one outcome, in the order of the file: sheet by sheet. */
export async function importRows(
  tx: ReadTx,
  ctx: Context,
  importId: Uuid,
  request: { outcome?: ImportOutcome | undefined; cursor?: string | undefined; limit: number },
  kind: RunKind,
): Promise<{ rows: ImportRow[]; next: string | null }> {
  const { zoneId } = ctx.zone
  const run = await findRun(tx, ctx, importId, kind)
  const specs = sheetsOf(run.resource, await vocabularyOf(tx, ctx, run))
  const after = cursorOf(request.cursor)
  const { rows } = await sql<PreviewRow>`
    select i.sheet, i.row_number as "rowNumber", i.part, i.natural_key as key, i.outcome, i.changes, i.reasons, i.cells as lines,
      case when p.project_id is not null then json_build_object('nameZh', p.name_zh, 'nameEn', p.name_en) end as project
    from import_row i left join project p on i.part = 'returns' and p.zone_id = i.zone_id and p.project_no = i.natural_key
      and ${allOf([projectsInReach(ctx, 'report.save')])}
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.outcome is not null
      and (${request.outcome ?? null}::text is null or i.outcome = ${request.outcome ?? null}::text)
      and (${after?.sheet ?? null}::text is null or (i.sheet collate "C", i.row_number) > (${after?.sheet ?? ''}, ${after?.row ?? 0}))
    order by i.sheet collate "C", i.row_number limit ${request.limit + 1}`.execute(tx)
  const shown = rows.slice(0, request.limit)
  const last = shown.at(-1)
  const sheets = new Map<string, SheetValues>(
    (run.summary.sheets ?? []).flatMap((sheet) => {
      const spec = specs.find(({ part }) => part === sheet.part)
      return spec === undefined ? [] : [[sheet.part, new SheetValues(spec, sheet)] as const]
    }),
  )
  const sheetOf = (row: { part: string }) => sheets.get(row.part)
  return {
    rows: shown.map(({ lines, ...row }) => ({
      ...row,
      changes:
        row.outcome === 'new' && row.part !== 'returns'
          ? newCells(lines, sheetOf(row), ctx.locale)
          : row.changes.map((change) => ({
              ...change,
              label: fieldLabel(specs, row.part as never, change.field, ctx.locale),
              isMoney: isMoneyField(change.field),
              before: wordFor(specs, row.part, change.field, change.before, ctx.locale),
              after: wordFor(specs, row.part, change.field, change.after, ctx.locale),
            })),
      reasons: reasonsIn(ctx.locale, row.reasons),
    })),
    next: rows.length > request.limit && last ? Buffer.from(JSON.stringify([last.sheet, last.rowNumber])).toString('base64url') : null,
  }
}

/** What a new row brings: its cells. */
function newCells(lines: readonly StagedLine[], sheet: SheetValues | undefined, locale: Locale): ImportRow['changes'] {
  if (sheet === undefined) return []
  return lines.flatMap((line) =>
    sheet.sheet.columns.flatMap((key, index) => {
      const text = line[1][index]
      const column = sheet.spec.columns.find((one) => one.key === key)
      if (typeof text !== 'string' || column === undefined) return []
      const value = column.kind === 'wan' ? sheet.value(line, key) : undefined
      return [
        {
          field: `${line[0]}.${key}`,
          label: headerOf(column, locale),
          at: sheet.cellAt(key, line[0]),
          isMoney: typeof value === 'bigint',
          before: null,
          after: typeof value === 'bigint' ? formatYuan(value) : text,
        },
      ]
    }),
  )
}

function cursorOf(text: string | undefined): { sheet: string; row: number } | null {
  if (text === undefined) return null
  try {
    const [sheet, row] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [unknown, unknown]
    if (typeof sheet === 'string' && Number.isInteger(row)) return { sheet, row: row as number }
  } catch {
    // Falls through: not a cursor of ours.
  }
  throw new Refusal('list.cursor-invalid')
}

/** Every row of a run about which something is to be said, for the file that goes back. */
export async function refusedRows(tx: ReadTx, zoneId: Uuid, importId: Uuid): Promise<readonly Omit<PreviewRow, 'project'>[]> {
  const { rows } = await sql<Omit<PreviewRow, 'project'>>`
    select i.sheet, i.row_number as "rowNumber", i.part, i.natural_key as key, i.outcome, i.changes, i.reasons, i.cells as lines from import_row i
    where i.zone_id = ${zoneId} and i.import_id = ${importId} and i.reasons <> '[]'
    order by i.sheet collate "C", i.row_number`.execute(tx)
  return rows
}
