import { brokenRows, SLACK, type ActionModel } from './model.ts'

/**
 * What somebody would choose who takes the most valuable action for what it uses up, again and again: the floor under the solver, and
 * what stands when the solver finds nothing in its time.
 */
export function greedyChoice(model: ActionModel): Set<number> {
  const usesOf: { row: number; use: number }[][] = model.columns.map(() => [])
  for (const [row, { uses }] of model.rows.entries()) for (const { column, use } of uses) usesOf[column]?.push({ row, use })
  const used = new Float64Array(model.rows.length)
  const chosen = new Set<number>()
  const mostOf = (row: number): number => model.rows[row]?.most ?? 0
  const take = (column: number) => {
    chosen.add(column)
    for (const { row, use } of usesOf[column] ?? []) used[row] = (used[row] as number) + use
  }
  for (const [place, { isRequired }] of model.columns.entries()) if (isRequired) take(place)
  for (const column of helpersOfRequired(model, chosen)) take(column)
  const fits = (column: number): boolean =>
    (usesOf[column] ?? []).every(({ row, use }) => use <= 0 || (used[row] as number) + use <= mostOf(row) + SLACK)
  const weight = (column: number): number =>
    (usesOf[column] ?? []).reduce((sum, { row, use }) => sum + (use > 0 && mostOf(row) > 0 ? use / mostOf(row) : 0), 0)
  const order = model.columns
    .map(({ value }, place) => ({ place, value, score: value / Math.max(1e-12, weight(place)) }))
    .filter(({ value, place }) => value > 0 && !chosen.has(place))
    .sort((a, b) => b.score - a.score || a.place - b.place)
  // What needs another action first may fit once that one is in.
  for (let added = true; added; ) {
    added = false
    for (const { place } of order) {
      if (chosen.has(place) || !fits(place)) continue
      take(place)
      added = true
    }
  }
  return chosen
}

/** What is required may need others, whatever they are worth. */
function helpersOfRequired(model: ActionModel, required: ReadonlySet<number>): number[] {
  const helpers: number[] = []
  for (;;) {
    const now = new Set([...required, ...helpers])
    const broken = brokenRows(model, now)
    const helper = broken
      .filter(({ limit }) => limit.kind === 'needs')
      .flatMap(({ uses }) => uses.filter(({ use, column }) => use < 0 && !now.has(column)))
      .find(({ column }) => brokenRows(model, new Set([...now, column])).length < broken.length)
    if (helper === undefined) return helpers
    helpers.push(helper.column)
  }
}
