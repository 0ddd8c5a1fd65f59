import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { saveUnits, type Batch } from './batches.ts'
import type { ImportRunRow, RowResult } from './exchange.queries.ts'
import { resultsOf } from './results.ts'
import { rollingBack } from './rolling-back.queries.ts'
import type { SheetUnits } from './sheet-units.ts'

/** Says of batch after batch what saving it would do to each row of the file. Writes nothing. */
export class DryRun {
  readonly #ctx: Context
  readonly #run: ImportRunRow
  readonly #units: SheetUnits
  #nodes: Batch | null = null

  constructor(ctx: Context, run: ImportRunRow, units: SheetUnits) {
    this.#ctx = ctx
    this.#run = run
    this.#units = units
  }

  /** Whether the file would change the tree that projects stand on. */
  get hasNodes(): boolean {
    return this.#nodes !== null
  }

  async results(tx: WriteTx, batch: Batch): Promise<RowResult[]> {
    const outcomes = await this.#outcomes(tx, batch)
    if (batch.group === 'nodes' && outcomes.some(({ outcome }) => outcome === 'new' || outcome === 'changed')) {
      this.#nodes = { ...batch, units: [...(this.#nodes?.units ?? []), ...batch.units] }
    }
    return batch.units.flatMap((unit, index) => resultsOf(unit, outcomes[index] as RowOutcome, this.#units.valuesOf))
  }

  /** Projects may stand on nodes that the same file brings: these are saved first, and taken back. */
  async #outcomes(tx: WriteTx, batch: Batch): Promise<RowOutcome[]> {
    const nodes = this.#nodes
    const given = { run: this.#run }
    if (batch.group !== 'plan' || nodes === null) return saveUnits(tx, this.#ctx, batch, { ...given, dryRun: true })
    return rollingBack(tx, async () => {
      await saveUnits(tx, this.#ctx, nodes, { ...given, dryRun: false })
      return saveUnits(tx, this.#ctx, batch, { ...given, dryRun: true })
    })
  }
}
