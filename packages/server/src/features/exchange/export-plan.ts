import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import type { FileReply } from '../../platform/handler.ts'
import { readPlanRows } from '../plan/index.ts'
import { loadVocabulary, planVersionOf, projectNames } from './exchange.queries.ts'
import { csvReply, workbookReply } from './export-file.ts'
import { notesOf, titleOf } from './export-register.ts'
import { holdsSimulated, lineOf, monthLines, planLines, shareLines } from './lines.ts'
import { nameIn, type Line, type Part, type SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import { writeSheets } from './write-workbook.ts'

interface PlanExport {
  readonly format: 'xlsx' | 'csv'
  readonly year?: number | undefined
  readonly versionId?: Uuid | undefined
  readonly part: 'targets' | 'nodes' | 'lines' | 'shares'
  readonly empty?: boolean | undefined
}

/** One version of a plan: targets, breakdown, months of each project, shares over parcels. */
export async function exportPlan(database: Database, ctx: Context, request: PlanExport): Promise<FileReply> {
  const { zoneId } = ctx.zone
  const { version, rows, names, specs } = await database.read(zoneId, async (tx) => {
    const found = await planVersionOf(tx, zoneId, request)
    if (found === undefined) throw new Refusal('exchange.no-plan', [{ code: 'exchange.no-plan' }])
    return {
      version: found,
      rows: request.empty ? { targets: [], nodes: [], projects: [] } : await readPlanRows(tx, zoneId, found.versionId),
      names: await projectNames(tx, zoneId),
      specs: sheetsOf('plan', await loadVocabulary(tx, zoneId, found.year)),
    }
  })
  const shown = { nameOf: (projectNo: string) => names.get(projectNo) }
  const specOf = (part: Part) => specs.find((spec) => spec.part === part) as SheetSpec
  function* lines(part: Part): Generator<Line> {
    const spec = specOf(part)
    const line = (row: object) => lineOf(spec, row, ctx.locale)
    if (part === 'targets') yield* rows.targets.map(line)
    else if (part === 'nodes') yield* rows.nodes.map(line)
    else {
      const of = part === 'months' ? monthLines : part === 'lines' ? planLines : shareLines
      for (const project of rows.projects) for (const row of of(project, shown)) yield line(row)
    }
  }
  const isSimulated = [...rows.projects, ...rows.targets].some((row) => holdsSimulated(row) === 'yes')
  const isEn = ctx.locale === 'en'
  const versionText =
    version.number === null
      ? isEn
        ? `draft "${version.title}"`
        : `草稿「${version.title}」`
      : isEn
        ? `version ${version.number} "${version.title}"`
        : `第 ${version.number} 版「${version.title}」`
  const base = `${isEn ? ctx.zone.nameEn : ctx.zone.nameZh}-${version.year}-${isEn ? 'plan' : '年度投资计划'}`
  if (request.format === 'csv') {
    const spec = specOf(request.part)
    return csvReply(`${base}-${nameIn(spec, ctx.locale)}.csv`, spec, lines(request.part), ctx.locale)
  }
  const sheets = (['targets', 'nodes', 'months', 'shares'] as const).map((part) => ({
    spec: specOf(part),
    title: titleOf(ctx, `${version.year} ${nameIn(specOf(part), ctx.locale)} · ${versionText}`, isSimulated),
    lines: lines(part),
  }))
  const notes: [string, string][] = [[isEn ? 'Version' : '版本', versionText], ...notesOf(ctx, 'plan', isSimulated)]
  return workbookReply(`${base}.xlsx`, new Date(ctx.clock.now()), (workbook) => writeSheets(workbook, sheets, notes, ctx.locale))
}
