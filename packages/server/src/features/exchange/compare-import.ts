import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { Batches } from './batches.ts'
import { DryRun } from './dry-run.ts'
import {
  amountsOf,
  findRun,
  loadVocabulary,
  moveRun,
  planVersionOf,
  stagedCount,
  writeResults,
  type ImportRunRow,
} from './exchange.queries.ts'
import { placeOfRuns, type RunOf } from './run-kind.ts'
import type { Vocabulary } from './vocabulary.ts'

/**
 * Says again of staged rows what saving them would do, batch after batch, and makes the run ready. Writes nothing else.
 * @param which 'repeated': only the projects of a plan that several rows of the file speak of
 */
export async function compareImport(
  database: Database,
  ctx: Context,
  { importId, kind }: RunOf,
  signal: AbortSignal,
  which: 'all' | 'repeated' = 'all',
): Promise<void> {
  const { zoneId } = ctx.zone
  const place = placeOfRuns(ctx, kind)
  const { run, vocabulary, staged } = await database.read(place, async (tx) => {
    const found = await findRun(tx, ctx, importId, kind)
    return { run: found, vocabulary: await vocabularyOf(tx, ctx, found), staged: await stagedCount(tx, zoneId, importId) }
  })
  const batches = new Batches(zoneId, run, vocabulary, which)
  const dryRun = new DryRun(ctx, run, batches.units)
  let compared = 0
  for (let isMore = true; isMore; ) {
    if (signal.aborted) throw new Refusal('exchange.cancelled')
    isMore = await database.write(place, async (tx) => {
      const batch = await batches.next(tx)
      if (batch === null) return false
      const results = await dryRun.results(tx, batch)
      await writeResults(tx, zoneId, importId, results)
      compared += results.length
      const goesOn = await moveRun(tx, zoneId, importId, 'reading', { summary: { phase: 'comparing', staged, compared } })
      if (!goesOn) throw new Refusal('exchange.cancelled')
      return true
    })
  }
  await database.write(place, (tx) => makeReady(tx, zoneId, importId, staged))
}

/** Every row has its outcome: the run waits for a person to look at it. */
export async function makeReady(tx: WriteTx, zoneId: Uuid, importId: Uuid, staged: number): Promise<void> {
  const { beforeFen, afterFen } = await amountsOf(tx, zoneId, importId)
  const summary = { staged, compared: staged, yuanBefore: formatYuan(beforeFen), yuanAfter: formatYuan(afterFen) }
  if (!(await moveRun(tx, zoneId, importId, 'reading', { status: 'ready', summary }))) throw new Refusal('exchange.cancelled')
}

export async function vocabularyOf(tx: Parameters<typeof loadVocabulary>[0], ctx: Context, run: ImportRunRow): Promise<Vocabulary> {
  const version = run.planVersionId === null ? undefined : await planVersionOf(tx, ctx.zone.zoneId, { versionId: run.planVersionId })
  return loadVocabulary(tx, ctx.zone.zoneId, version?.year ?? null, run.month)
}
