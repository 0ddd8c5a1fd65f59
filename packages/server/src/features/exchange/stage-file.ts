import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { REGISTER_ROWS } from './batches.ts'
import { compareImport, makeReady, vocabularyOf } from './compare-import.ts'
import { DryRun } from './dry-run.ts'
import { findRun, moveRun, groupsWithRepeats, stageRows } from './exchange.queries.ts'
import type { FileReader } from './read-file.ts'
import { placeOfRuns, type RunOf } from './run-kind.ts'
import { groupOf, SheetUnits } from './sheet-units.ts'
import type { StagedRow, StagedSheet } from './staged.ts'

/** Takes the rows of a file as they are read, and says at once of each what saving it would do. Makes the run ready. */
export async function stageFile(database: Database, ctx: Context, of: RunOf, reader: FileReader, signal: AbortSignal): Promise<void> {
  const { zoneId } = ctx.zone
  const { importId, kind } = of
  const place = placeOfRuns(ctx, kind)
  const { run, vocabulary } = await database.read(place, async (tx) => {
    const found = await findRun(tx, ctx, importId, kind)
    return { run: found, vocabulary: await vocabularyOf(tx, ctx, found) }
  })
  const sheets: StagedSheet[] = []
  const ignoredSheets: string[] = []
  let rowsExpected: number | null = null
  const units = new SheetUnits(run.resource, vocabulary)
  const stage = new Stage(importId, zoneId, units, new DryRun(ctx, run, units))
  for await (const event of reader.read({ resource: run.resource, vocabulary }, signal)) {
    if (event.type === 'expected') rowsExpected = event.rows
    else if (event.type === 'ignored') ignoredSheets.push(event.name)
    else if (event.type === 'sheet') {
      sheets.push(event.sheet)
      units.add(event.sheet)
    }
    const goesOn = await database.write(place, async (tx) => {
      if (event.type === 'sheet') await stage.finish(tx)
      if (event.type === 'rows') await stage.take(tx, event.rows)
      return moveRun(tx, zoneId, importId, 'reading', {
        rowsExpected,
        ...(event.type === 'rows' ? { rowsRead: event.linesRead } : {}),
        summary: { phase: 'reading', sheets, ignoredSheets },
      })
    })
    if (!goesOn) throw new Refusal('exchange.cancelled')
  }
  const again = await database.write(place, async (tx) => {
    await stage.finish(tx)
    return stage.toLookAtAgain(tx)
  })
  if (signal.aborted) throw new Refusal('exchange.cancelled')
  if (stage.staged === 0) throw new Refusal('exchange.no-rows', [{ code: 'exchange.no-rows' }])
  if (again !== 'nothing') await compareImport(database, ctx, of, signal, again)
  else await database.write(place, (tx) => makeReady(tx, zoneId, importId, stage.staged))
}

class Stage {
  readonly #importId: Uuid
  readonly #zoneId: Uuid
  readonly #units: SheetUnits
  readonly #dryRun: DryRun
  /** Rows of a register may speak of one another, so they wait for so many to be looked at together. */
  #waiting: StagedRow[] = []
  #hasPlan = false
  #isTreeLate = false
  staged = 0

  constructor(importId: Uuid, zoneId: Uuid, units: SheetUnits, dryRun: DryRun) {
    this.#importId = importId
    this.#zoneId = zoneId
    this.#units = units
    this.#dryRun = dryRun
  }

  async take(tx: WriteTx, rows: readonly StagedRow[]): Promise<void> {
    this.#waiting.push(...rows)
    const [first] = this.#waiting
    if (first === undefined) return
    if (groupOf(first.part) === 'plan' || this.#waiting.length >= REGISTER_ROWS) await this.finish(tx)
  }

  /** Nothing more of the sheet is to come. */
  async finish(tx: WriteTx): Promise<void> {
    const rows = this.#waiting
    const [first] = rows
    if (first === undefined) return
    this.#waiting = []
    const group = groupOf(first.part)
    const results = await this.#dryRun.results(tx, { group, units: this.#units.of(group, rows) })
    await stageRows(tx, this.#zoneId, this.#importId, rows, results)
    this.staged += rows.length
    this.#hasPlan ||= group === 'plan'
    this.#isTreeLate ||= group === 'nodes' && this.#hasPlan && this.#dryRun.hasNodes
  }

  /** What was said of a row holds unless a later row of the file has to do with it. */
  async toLookAtAgain(tx: WriteTx): Promise<'nothing' | 'repeated' | 'all'> {
    const groups = await groupsWithRepeats(tx, this.#zoneId, this.#importId)
    if (this.#isTreeLate || groups.some((group) => group !== 'plan')) return 'all'
    return groups.length > 0 ? 'repeated' : 'nothing'
  }
}
