import { SheetValues, unitOfLine, unitOfPlanProject, type Unit } from './rows-from-staged.ts'
import type { Part, Resource, SheetSpec } from './sheet.ts'
import { sheetsOf } from './sheets-of.ts'
import type { StagedRow, StagedSheet } from './staged.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Which register or part of a plan rows go to; the order in which they are saved. */
export type Group = 'projects' | 'enterprises' | 'parcels' | 'targets' | 'nodes' | 'plan' | 'returns'

/** Kinds of sheet that say something of a project's plan; a row of each may speak of the same project. */
export const PLAN_PARTS: readonly Part[] = ['months', 'lines', 'shares']
export const groupOf = (part: Part): Group => (PLAN_PARTS.includes(part) ? 'plan' : (part as Group))

/** Turns the rows of a file's sheets into units to save. */
export class SheetUnits {
  readonly #specs: readonly SheetSpec[]
  readonly #year: number
  readonly #values = new Map<Part, SheetValues>()

  constructor(resource: Resource, vocabulary: Vocabulary, sheets: readonly StagedSheet[] = []) {
    this.#specs = sheetsOf(resource, vocabulary)
    this.#year = vocabulary.year ?? 0
    for (const sheet of sheets) this.add(sheet)
  }

  add(sheet: StagedSheet): void {
    const spec = this.#specs.find(({ part }) => part === sheet.part)
    if (spec !== undefined) this.#values.set(sheet.part, new SheetValues(spec, sheet))
  }

  readonly valuesOf = (staged: StagedRow): SheetValues => this.#values.get(staged.part) as SheetValues

  of(group: Group, rows: readonly StagedRow[]): Unit[] {
    if (group !== 'plan') return rows.map((row) => unitOfLine(this.valuesOf(row), row))
    // A row without a key belongs to no other.
    const byKey = Map.groupBy(rows, (row) => (row.key === '' ? row : row.key))
    return [...byKey.values()].map((staged) => unitOfPlanProject((staged[0] as StagedRow).key, staged, this.valuesOf, this.#year))
  }
}
