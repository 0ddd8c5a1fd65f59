import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { PlanNodeRow, PlanProjectRow, PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { saveEnterprises } from '../enterprise/index.ts'
import { saveParcels } from '../parcel/index.ts'
import { savePlanNodes, savePlanProjects, savePlanTargets } from '../plan/index.ts'
import { saveProjects } from '../project/index.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReturnRow } from './filled-return.ts'
import { saveReturnRows } from './save-return-rows.ts'
import { repeatedKeys, stagedByKey, stagedByNumber, type ComparedRow, type ImportRunRow } from './exchange.queries.ts'
import type { Unit } from './rows-from-staged.ts'
import { PLAN_PARTS, SheetUnits, type Group } from './sheet-units.ts'
import type { StagedRow } from './staged.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Batch {
  readonly group: Group
  readonly units: readonly Unit[]
}

/** Rows of a register may speak of one another, so many of them are looked at together. */
export const REGISTER_ROWS = 10_000
const PLAN_PROJECTS = 1000

/** The staged rows of a run as units to save, batch after batch; each batch is read in the transaction that uses it. */
export class Batches {
  readonly units: SheetUnits
  readonly #zoneId: Uuid
  readonly #run: ImportRunRow
  readonly #which: 'all' | 'repeated'
  readonly #groups: Group[]
  #repeated: ReadonlyMap<string, readonly number[]> | null = null
  #number = 0
  #key = ''

  /** @param which 'repeated' leaves out projects that only one row of the file speaks of */
  constructor(zoneId: Uuid, run: ImportRunRow, vocabulary: Vocabulary, which: 'all' | 'repeated' = 'all') {
    this.#zoneId = zoneId
    this.#run = run
    this.#which = which
    const sheets = run.summary.sheets ?? []
    this.units = new SheetUnits(run.resource, vocabulary, sheets)
    const parts = new Set(sheets.map(({ part }) => part))
    this.#groups =
      run.resource === 'plan'
        ? [
            ...(['targets', 'nodes'] as const).filter((part) => parts.has(part)),
            ...(PLAN_PARTS.some((part) => parts.has(part)) ? (['plan'] as const) : []),
          ]
        : [run.resource]
  }

  async next(tx: ReadTx): Promise<Batch | null> {
    for (let [group] = this.#groups; group !== undefined; [group] = this.#groups) {
      const units = group === 'plan' ? await this.#projects(tx) : await this.#lines(tx, group)
      if (units.length > 0) return { group, units }
      this.#groups.shift()
      this.#number = 0
      this.#key = ''
      this.#repeated = null
    }
    return null
  }

  async #lines(tx: ReadTx, part: Exclude<Group, 'plan'>): Promise<Unit[]> {
    const { importId } = this.#run
    this.#repeated ??= await repeatedKeys(tx, this.#zoneId, importId, part)
    const rows = await stagedByNumber(tx, this.#zoneId, importId, part, this.#number, REGISTER_ROWS)
    this.#number = rows.at(-1)?.number ?? this.#number
    return this.units.of(part, rows.map(unread)).map((unit) => this.#withRepeats(unit))
  }

  #withRepeats(unit: Unit): Unit {
    const numbers = this.#repeated?.get(unit.key)
    if (numbers === undefined) return unit
    const [staged] = unit.staged
    const other = numbers.find((number) => number !== staged?.number) ?? 0
    const values = this.units.valuesOf(staged as StagedRow)
    const at = values.cellAt(values.spec.keyColumns[0] ?? '', staged?.number ?? 0)
    const reason = { code: 'exchange.row-repeated', params: { key: unit.key, row: other }, ...(at === null ? {} : { at }) }
    return { ...unit, row: null, reasons: [...unit.reasons, reason] }
  }

  async #projects(tx: ReadTx): Promise<Unit[]> {
    const keys = { after: this.#key, limit: PLAN_PROJECTS, which: this.#which }
    const rows = await stagedByKey(tx, this.#zoneId, this.#run.importId, PLAN_PARTS, keys)
    this.#key = rows.at(-1)?.key ?? this.#key
    return this.units.of('plan', rows.map(unread))
  }
}

/** A row as it was read from the file: the reasons that a comparison added are taken off, they are found again. */
const unread = (row: ComparedRow): StagedRow => ({
  ...row,
  reasons: row.reasons.filter(({ code }) => code === 'exchange.key-missing' || code === 'exchange.row-ragged'),
})

/** Saves units of one group, or says what saving them would do. One outcome a unit, in their order. */
export async function saveUnits(
  tx: WriteTx,
  ctx: Context,
  { group, units }: Batch,
  given: { readonly run: Pick<ImportRunRow, 'planVersionId' | 'month'>; readonly dryRun: boolean; readonly handIn?: boolean },
): Promise<RowOutcome[]> {
  const readable = units.filter((unit) => unit.row !== null)
  const rows = readable.map((unit) => unit.row as object)
  const options = { action: 'exchange.commit', dryRun: given.dryRun, sourceKind: 'entered' as const }
  const versionId = given.run.planVersionId as Uuid
  const outcomes = rows.length === 0 ? [] : await save()
  const byUnit = new Map(readable.map((unit, index) => [unit, outcomes[index] as RowOutcome]))
  return units.map((unit) => byUnit.get(unit) ?? { key: unit.key, outcome: 'refused', changes: [], reasons: unit.reasons })

  function save(): Promise<RowOutcome[]> {
    switch (group) {
      case 'projects':
        return saveProjects(tx, ctx, rows as ProjectRow[], options)
      case 'enterprises':
        return saveEnterprises(tx, ctx, rows as EnterpriseRow[], options)
      case 'parcels':
        return saveParcels(tx, ctx, rows as ParcelRow[], options)
      case 'returns':
        return saveReturnRows(tx, ctx, given.run.month as YearMonth, rows as ReturnRow[], {
          dryRun: given.dryRun,
          handIn: given.handIn === true,
        })
      case 'targets':
        return savePlanTargets(tx, ctx, versionId, rows as PlanTargetRow[], options)
      case 'nodes':
        return savePlanNodes(tx, ctx, versionId, rows as PlanNodeRow[], options)
      case 'plan':
      default:
        return savePlanProjects(tx, ctx, versionId, rows as PlanProjectRow[], options)
    }
  }
}
