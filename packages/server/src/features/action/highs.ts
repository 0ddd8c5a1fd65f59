import { createRequire } from 'node:module'
import type { ActionModel, LimitRow } from '@ballast/forecast/actions/model.ts'
import type { Solution, Solve } from '@ballast/forecast/actions/plan.ts'

// The package describes its types as those of its CommonJS build, which is therefore the one that is loaded.
const loadHighs = createRequire(import.meta.url)('highs') as typeof import('highs')['default']

export interface SolverLimits {
  readonly seconds: number
  /** How near to the bound a choice has to be, as a part of it. */
  readonly gap?: number
}

/** Worths are means of two thousand draws, known within some percent: one percent of the best is as good as the best. */
const GAP = 0.01
/** A primal solution that keeps every row. */
const FEASIBLE = 2
const CHOSEN = 0.5

/**
 * HiGHS as the solver of action models: blocks its thread, so it runs in a worker. Each call has an instance of its own; its one thread and
 * a fixed seed give the same choice each time, unless the clock ends it.
 */
export async function openSolver({ seconds, gap = GAP }: SolverLimits): Promise<Solve> {
  const highs = await loadHighs()
  return (model, start): Solution => {
    const kept = worthAsking(model)
    if (kept.columns.length === 0) return { state: 'optimal', chosen: [], bound: 0 }
    const instance = highs.createModel(modelData(model, kept))
    try {
      instance.options.set({
        output_flag: false,
        time_limit: seconds,
        mip_rel_gap: gap,
        random_seed: 0,
      })
      instance.changeObjectiveSense(highs.constants.objectiveSense.maximize)
      if (start !== undefined) instance.setSolution({ colValue: kept.columns.map((place) => (start.has(place) ? 1 : 0)) })
      instance.run()
      const { modelStatus } = highs.constants
      const status = instance.getModelStatus()
      if (Number(instance.info.get('primal_solution_status')) !== FEASIBLE) return { state: 'none', chosen: [], bound: Infinity }
      const { colValue } = instance.getSolution()
      const chosen = kept.columns.filter((_, place) => (colValue[place] as number) > CHOSEN)
      return {
        state: status === modelStatus.optimal ? 'optimal' : 'time-limit',
        chosen,
        bound: Number(instance.info.get('mip_dual_bound')),
      }
    } finally {
      instance.dispose()
    }
  }
}

interface Kept {
  readonly columns: readonly number[]
  readonly rows: readonly LimitRow[]
}

/** Without the rows that can never be full, and without the columns that lose and help no other: most of a zone's actions are one or the other. */
function worthAsking({ columns, rows }: ActionModel): Kept {
  const binding = rows.filter(({ uses, most }) => uses.reduce((sum, { use }) => sum + Math.max(0, use), 0) > most)
  const helpers = new Set(binding.flatMap(({ uses }) => uses.flatMap(({ column, use }) => (use < 0 ? [column] : []))))
  const kept = [...columns.keys()].filter((place) => {
    const column = columns[place]
    return column !== undefined && (column.value > 0 || column.isRequired || helpers.has(place))
  })
  return { columns: kept, rows: binding }
}

/** The model row by row, as sparse arrays; every column is nought or one. */
function modelData({ columns }: ActionModel, kept: Kept) {
  const own = kept.columns.map((place) => columns[place] as ActionModel['columns'][number])
  const places = new Map(kept.columns.map((column, place) => [column, place]))
  const rows = kept.rows.map(({ uses, most }) => ({
    most,
    uses: uses.flatMap(({ column, use }) => {
      const place = places.get(column)
      return place === undefined ? [] : [{ place, use }]
    }),
  }))
  const starts = [0]
  for (const { uses } of rows) starts.push((starts.at(-1) as number) + uses.length)
  return {
    numCols: own.length,
    numRows: rows.length,
    colCost: own.map(({ value }) => value),
    colLower: own.map(({ isRequired }) => (isRequired ? 1 : 0)),
    colUpper: own.map(() => 1),
    rowLower: rows.map(() => -Infinity),
    rowUpper: rows.map(({ most }) => most),
    integrality: own.map(() => 1 as const),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: own.length,
      starts,
      indices: rows.flatMap(({ uses }) => uses.map(({ place }) => place)),
      values: rows.flatMap(({ uses }) => uses.map(({ use }) => use)),
    },
  }
}
