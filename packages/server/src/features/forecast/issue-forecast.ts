import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan } from '@ballast/domain/shared/money.ts'
import { WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { yearOf, type YearMonth } from '@ballast/domain/shared/time.ts'
import { canonicalJson, recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { codeVersion } from './code-version.ts'
import { forecastInThread } from './forecast-thread.ts'
import { doubtNotice, lastBefore, movedNotice } from './forecast-notices.ts'
import { insertRun, runsOfYear, sameRun } from './forecast.queries.ts'
import { gatherForecast } from './gather.ts'
import { inputText, versionOf } from './input-text.ts'
import { moveJob } from './job.queries.ts'
import { STEPS, type StoredResult } from './make-forecast.ts'
import { notifyAll } from '../notification/index.ts'
import { chanceOf } from './run-row.ts'
import { scoreDue } from './score-due.ts'

interface Issue {
  readonly year: number
  readonly asOf: YearMonth
  readonly draws: number
  readonly seed?: number | undefined
  readonly jobId: Uuid
  /** Steps of the job that are made before this forecast. */
  readonly before: number
}

/** The same month gets the same random numbers, unless somebody asks for others. */
const seedOf = (asOf: YearMonth): number => yearOf(asOf) * 12 + Number(asOf.slice(5, 7))
/** Often enough for a bar that moves, rarely enough to ask little of the database. */
const TELL_MS = 300

/** Makes one forecast and writes it down, with what it stands on. Nothing is written twice: the same data and code give the forecast that is there. */
export async function issueForecast(database: Database, ctx: Context, issue: Issue, signal: AbortSignal): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const { year, asOf, draws, jobId, before } = issue
  const seed = issue.seed ?? seedOf(asOf)
  const gathered = await database.read(zoneId, (tx) => gatherForecast(tx, ctx, { year, asOf }))
  const input = inputText(gathered.input)
  const made = { year, asOf, seed: BigInt(seed), draws: BigInt(draws), codeVersion: codeVersion(), dataVersion: versionOf(input) }
  const there = await database.read(zoneId, (tx) => sameRun(tx, zoneId, made))
  if (there !== undefined) {
    await database.write(zoneId, (tx) => moveJob(tx, zoneId, jobId, { done: before + STEPS, run: there }))
    return there
  }
  const isExplained = gathered.versionId !== null
  const result = await forecastInThread({ input, draws, seed, isExplained }, signal, progress(database, zoneId, jobId, before))
  const { forecast, levels } = JSON.parse(result) as StoredResult
  const hasTarget = gathered.basis.targetFen.YE !== undefined
  const { p10, p50, p90 } = forecast.horizons.YE.total
  const runId = newId()
  await database.write(zoneId, async (tx) => {
    if (!(await moveJob(tx, zoneId, jobId, { done: before + STEPS, run: runId }))) throw new Refusal('forecast.cancelled')
    const last = lastBefore(await runsOfYear(tx, zoneId, year), asOf)
    await insertRun(tx, zoneId, {
      ...made,
      runId,
      issuedAt: ctx.clock.now(),
      issuedBy: ctx.user.login,
      issuedByName: ctx.user.nameZh,
      timing: gathered.timing,
      isProvisional: gathered.isProvisional,
      isSimulated: gathered.isSimulated,
      versionId: gathered.versionId,
      resultVersion: versionOf(result),
      targetFen: hasTarget ? gathered.input.targetFen : null,
      p10Fen: BigInt(p10),
      p50Fen: BigInt(p50),
      p90Fen: BigInt(p90),
      reachedPpm: hasTarget ? BigInt(Math.round(forecast.chance.reached * Number(WHOLE_PPM))) : null,
      input,
      basis: canonicalJson(gathered.basis),
      levels: JSON.stringify(levels),
      result,
    })
    await recordAudit(tx, ctx, {
      action: 'forecast.run',
      subjectType: 'forecast',
      subjectId: runId,
      after: {
        year,
        asOf,
        timing: gathered.timing,
        dataVersion: made.dataVersion,
        codeVersion: made.codeVersion,
        p50Yuan: formatYuan(fen(BigInt(p50))),
      },
    })
    await scoreDue(tx, ctx, [runId])
    if (gathered.timing !== 'current') return
    const now = hasTarget ? forecast.chance.reached : null
    await notifyAll(tx, ctx, [
      ...movedNotice({ runId, year, asOf }, chanceOf(last?.reachedPpm ?? null), now),
      ...doubtNotice({ runId, year, asOf }, gathered.input.projects, forecast.quality),
    ])
  })
  return runId
}

/** Writes down how far the thread is, one write at a time. */
function progress(database: Database, zoneId: Uuid, jobId: Uuid, before: number): (done: number) => void {
  let told = performance.now()
  let isTelling = false
  return (done) => {
    if (isTelling || performance.now() - told < TELL_MS) return
    isTelling = true
    told = performance.now()
    void database
      .write(zoneId, (tx) => moveJob(tx, zoneId, jobId, { done: before + done }))
      .catch(() => undefined)
      .finally(() => (isTelling = false))
  }
}
