import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import { forgetPlans, gatherStatistics, type Database, type WriteTx } from '../../platform/database.ts'
import { jobsOf } from '../../platform/jobs.ts'
import { Batches, saveUnits, type Batch } from './batches.ts'
import { compareImport, vocabularyOf } from './compare-import.ts'
import { findRun, moveRun, type ComparedRow, type ImportRunRow } from './exchange.queries.ts'
import { outcomeCounts } from './import-run.view.ts'
import { jobOf, placeOfRuns, type RunKind, type RunOf } from './run-kind.ts'
import { isSame, resultsOf } from './results.ts'
import type { Unit } from './rows-from-staged.ts'

interface Given {
  readonly leaveOutRefused: boolean
  readonly kind?: RunKind
  /** Of returns: hand in those that pass. */
  readonly handIn?: boolean
}

/** Writes what the preview showed, in one transaction: all of it, or nothing when the data has changed or somebody cancels. */
export async function commitImport(database: Database, ctx: Context, importId: Uuid, given: Given): Promise<void> {
  const { zoneId } = ctx.zone
  const of = { importId, kind: given.kind ?? 'register' }
  const place = placeOfRuns(ctx, of.kind)
  const job = jobOf(ctx, of)
  await database.write(place, async (tx) => {
    const run = await findRun(tx, ctx, importId, of.kind)
    const counts = await outcomeCounts(tx, zoneId, importId)
    if (run.status !== 'ready') refuse('exchange.not-ready', { status: run.status })
    if (counts.refused > 0 && !given.leaveOutRefused) refuse('exchange.refusals-left', { count: counts.refused })
    const isToHandIn = given.handIn === true && counts.passing > 0
    if (counts.new + counts.changed === 0 && !isToHandIn) refuse('exchange.nothing-to-write', {})
    await moveRun(tx, zoneId, importId, 'ready', { status: 'committing' })
  })
  try {
    await jobsOf(database).run(job, (signal) => database.write(place, (tx) => writeAll(tx, ctx, of, given, signal)))
  } catch (error) {
    const isConflict = error instanceof Refusal && error.code === 'exchange.preview-conflict'
    const isCancelled = error instanceof Refusal && error.code === 'exchange.cancelled'
    await database.write(place, (tx) =>
      moveRun(tx, zoneId, importId, 'committing', {
        status: isConflict ? 'reading' : isCancelled ? 'cancelled' : 'ready',
        ...(isCancelled ? { finishedAt: ctx.clock.now(), reasons: [{ code: 'exchange.cancelled' }] } : {}),
      }),
    )
    if (isConflict) {
      await jobsOf(database).run(job, (signal) => compareImport(database, ctx, of, signal))
    }
    throw error
  }
  // A month's returns are few; a register may have become another size.
  if (database.kind === 'embedded' && of.kind === 'register') await gatherStatistics(database)
}

function refuse(code: string, params: Record<string, string | number>): never {
  throw new Refusal(code, [{ code, params }])
}

async function writeAll(tx: WriteTx, ctx: Context, { importId, kind }: RunOf, given: Given, signal: AbortSignal): Promise<void> {
  const { zoneId } = ctx.zone
  const handIn = given.handIn === true
  const run = await findRun(tx, ctx, importId, kind)
  const batches = new Batches(zoneId, run, await vocabularyOf(tx, ctx, run))
  for (let batch = await batches.next(tx); batch !== null; batch = await batches.next(tx)) {
    await breathe()
    if (signal.aborted) throw new Refusal('exchange.cancelled')
    await forgetPlans(tx)
    const accepted = batch.units.filter((unit) => !wasRefused(unit))
    await writeBatch(tx, ctx, { run, handIn }, { ...batch, units: accepted }, batches)
  }
  if (signal.aborted) throw new Refusal('exchange.cancelled')
  const { passing, warned: _, ...counts } = await outcomeCounts(tx, zoneId, importId)
  await recordAudit(tx, ctx, {
    action: kind === 'returns' ? 'return-file.commit' : 'exchange.commit',
    subjectType: 'import_run',
    subjectId: importId,
    before: null,
    after: { fileName: run.fileName, resource: run.resource, ...counts, ...(handIn ? { handedIn: passing } : {}) },
  })
  if (!(await moveRun(tx, zoneId, importId, 'committing', { status: 'committed', finishedAt: ctx.clock.now() }))) {
    throw new Refusal('exchange.cancelled')
  }
}

/** Lets a waiting cancel be heard: the embedded database answers without ever leaving this thread. */
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))

const wasRefused = (unit: Unit): boolean => unit.staged.some((staged) => (staged as ComparedRow).outcome === 'refused')

async function writeBatch(
  tx: WriteTx,
  ctx: Context,
  { run, handIn }: { run: ImportRunRow; handIn: boolean },
  batch: Batch,
  batches: Batches,
): Promise<void> {
  if (batch.units.length === 0) return
  const outcomes = await saveUnits(tx, ctx, batch, { run, dryRun: false, handIn })
  let different = 0
  for (const [index, unit] of batch.units.entries()) {
    const expected = new Map(unit.staged.map((staged) => [`${staged.sheet}!${staged.number}`, staged as ComparedRow]))
    for (const result of resultsOf(unit, outcomes[index] as RowOutcome, batches.units.valuesOf)) {
      const was = expected.get(`${result.sheet}!${result.number}`)
      if (was === undefined || !isSame({ outcome: was.outcome ?? 'refused', changes: was.changes as never }, result)) different += 1
    }
  }
  if (different > 0) refuse('exchange.preview-conflict', { count: different })
}
