import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { rollingBack } from './rolling-back.queries.ts'
import { Batches, saveUnits, type Batch } from './batches.ts'
import { findRun, loadVocabulary, moveRun, planVersionOf, stagedCount, writeResults, type ImportRunRow } from './exchange.queries.ts'
import { YuanTotals, resultsOf } from './results.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Says of every staged row what saving it would do, batch after batch, and makes the run ready. Writes nothing else. */
export async function compareImport(database: Database, ctx: Context, importId: Uuid, signal: AbortSignal): Promise<void> {
  const { zoneId } = ctx.zone
  const { run, vocabulary, staged } = await database.read(zoneId, async (tx) => {
    const found = await findRun(tx, zoneId, importId)
    return { run: found, vocabulary: await vocabularyOf(tx, ctx, found), staged: await stagedCount(tx, zoneId, importId) }
  })
  if (staged === 0) throw new Refusal('exchange.no-rows', [{ code: 'exchange.no-rows' }])
  const batches = new Batches(zoneId, run, vocabulary)
  const totals = new YuanTotals()
  let nodes: Batch | null = null
  let compared = 0
  for (let isMore = true; isMore; ) {
    if (signal.aborted) throw new Refusal('exchange.cancelled')
    isMore = await database.write(zoneId, async (tx) => {
      const batch = await batches.next(tx)
      if (batch === null) return false
      const outcomes = await dryRun(tx, ctx, run, batch, nodes)
      const results = batch.units.flatMap((unit, index) => resultsOf(unit, outcomes[index] as RowOutcome, batches.valuesOf))
      await writeResults(tx, zoneId, importId, results)
      for (const outcome of outcomes) totals.add(outcome)
      if (batch.group === 'nodes' && outcomes.some(({ outcome }) => outcome === 'new' || outcome === 'changed')) nodes = batch
      compared += results.length
      const goesOn = await moveRun(tx, zoneId, importId, 'reading', { summary: { phase: 'comparing', staged, compared } })
      if (!goesOn) throw new Refusal('exchange.cancelled')
      return true
    })
  }
  await database.write(zoneId, (tx) =>
    moveRun(tx, zoneId, importId, 'reading', { status: 'ready', summary: { staged, compared, ...totals.texts } }),
  )
}

/** Projects may stand on nodes that the same file brings: these are saved first, and taken back. */
async function dryRun(tx: WriteTx, ctx: Context, run: ImportRunRow, batch: Batch, nodes: Batch | null): Promise<RowOutcome[]> {
  const versionId = run.planVersionId
  if (batch.group !== 'plan' || nodes === null) return saveUnits(tx, ctx, batch, { versionId, dryRun: true })
  return rollingBack(tx, async () => {
    await saveUnits(tx, ctx, nodes, { versionId, dryRun: false })
    return saveUnits(tx, ctx, batch, { versionId, dryRun: true })
  })
}

export async function vocabularyOf(tx: Parameters<typeof loadVocabulary>[0], ctx: Context, run: ImportRunRow): Promise<Vocabulary> {
  const version = run.planVersionId === null ? undefined : await planVersionOf(tx, ctx.zone.zoneId, { versionId: run.planVersionId })
  return loadVocabulary(tx, ctx.zone.zoneId, version?.year ?? null)
}
