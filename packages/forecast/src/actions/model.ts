import { refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { limitText, type ActionCandidate, type ActionSettings, type Limit } from './action.ts'

/** A row of the programme: what the chosen columns use, added up, is at most `most`. */
export interface LimitRow {
  readonly limit: Limit
  readonly uses: readonly { readonly column: number; readonly use: number }[]
  readonly most: number
}

/** Maximise the values of what is chosen, each once or not at all, within all rows. In 亿元 and numbers of things. */
export interface ActionModel {
  readonly columns: readonly { readonly id: string; readonly value: number; readonly isRequired: boolean }[]
  readonly rows: readonly LimitRow[]
}

/** What an action is worth where the target is missed, and what it adds to the industry's part beyond its share; in fen. */
export interface ActionWorth {
  readonly avoidedFen: number
  readonly shareFen: number
}

const FEN_PER_YI = 1e10
/** Sums of floats are compared with this slack. */
export const SLACK = 1e-9
const quarterEnd = (month: number): number => Math.ceil(month / 3) * 3

export function actionModel(
  candidates: readonly ActionCandidate[],
  {
    worths,
    settings,
    shareSlackFen = null,
    required = new Set(),
  }: {
    readonly worths: readonly ActionWorth[]
    readonly settings: ActionSettings
    /** By how much industry may fall before its share is missed; null: there is no share to keep. */
    readonly shareSlackFen?: number | null
    readonly required?: ReadonlySet<string>
  },
): ActionModel {
  const columns = candidates.map(({ id, costFen }, place) => ({
    id,
    value: ((worths[place] as ActionWorth).avoidedFen - costFen) / FEN_PER_YI,
    isRequired: required.has(id),
  }))
  const share: LimitRow[] =
    shareSlackFen === null
      ? []
      : [
          {
            limit: { kind: 'share', of: null, month: null },
            most: shareSlackFen / FEN_PER_YI,
            uses: worths.flatMap(({ shareFen }, column) => (shareFen === 0 ? [] : [{ column, use: -shareFen / FEN_PER_YI }])),
          },
        ]
  return { columns, rows: [...capacityRows(candidates, settings), ...projectRows(candidates, settings), ...share] }
}

/** Rows by what they limit; a capacity that nobody entered is no limit, which the check of the model refuses. */
function capacityRows(candidates: readonly ActionCandidate[], { capacity }: ActionSettings): LimitRow[] {
  const rows = new Map<string, { limit: Limit; most: number; uses: { column: number; use: number }[] }>()
  const add = (limit: Limit, most: number | null, column: number, use = 1) => {
    const key = limitText(limit)
    const row = rows.get(key) ?? { limit, most: most ?? Infinity, uses: [] }
    rows.set(key, row)
    row.uses.push({ column, use })
  }
  for (const [column, { kind, month, office, manager, fundsFen }] of candidates.entries()) {
    if (kind === 'visit') {
      add({ kind: 'visits', of: null, month }, capacity.visitsPerMonth, column)
      if (manager !== null) add({ kind: 'manager-visits', of: manager, month }, capacity.visitsPerManagerMonth, column)
    }
    if (kind === 'expedite')
      add({ kind: 'approvals', of: office, month }, capacity.offices.find((one) => one.office === office)?.perMonth ?? null, column)
    if (kind === 'front-load') {
      const most = capacity.fundsPerQuarterFen
      add({ kind: 'funds', of: null, month: quarterEnd(month) }, most === null ? null : most / FEN_PER_YI, column, fundsFen / FEN_PER_YI)
    }
    if (kind === 'reserve') add({ kind: 'reserve-starts', of: null, month }, capacity.reservePerMonth, column)
  }
  return [...rows.values()]
}

/** So many actions a project, the same one once, one or the other of two that exclude each other, and none without what it needs. */
function projectRows(candidates: readonly ActionCandidate[], { perProject, conflicts }: ActionSettings): LimitRow[] {
  const places = new Map(candidates.map(({ id }, place) => [id, place]))
  const groups = Map.groupBy(candidates.keys(), (place) => (candidates[place] as ActionCandidate).projectId)
  const rows: LimitRow[] = []
  const atMost = (kind: Limit['kind'], of: string, most: number, columns: readonly number[]) => {
    if (columns.length > most) rows.push({ limit: { kind, of, month: null }, most, uses: columns.map((column) => ({ column, use: 1 })) })
  }
  for (const [projectId, own] of groups) {
    const at = (place: number) => candidates[place] as ActionCandidate
    atMost('per-project', projectId, perProject, own)
    for (const same of Map.groupBy(own, (place) => `${at(place).kind} ${at(place).gate}`).values()) atMost('once', projectId, 1, same)
    for (const pair of conflicts) {
      const sides = pair.map((kind) => own.filter((place) => at(place).kind === kind))
      if (sides.every((side) => side.length > 0)) atMost('conflict', projectId, 1, sides.flat())
    }
    for (const column of own) {
      const { needs } = at(column)
      if (needs.length === 0) continue
      const helpers = needs.flatMap((id) => places.get(id) ?? [])
      rows.push({
        limit: { kind: 'needs', of: projectId, month: null },
        most: 0,
        uses: [{ column, use: 1 }, ...helpers.map((helper) => ({ column: helper, use: -1 }))],
      })
    }
  }
  return rows
}

export const usedOf = ({ uses }: LimitRow, chosen: ReadonlySet<number>): number =>
  uses.reduce((sum, { column, use }) => sum + (chosen.has(column) ? use : 0), 0)

/** The rows that a choice breaks; none: it can be done. */
export const brokenRows = ({ rows }: ActionModel, chosen: ReadonlySet<number>): LimitRow[] =>
  rows.filter((row) => usedOf(row, chosen) > row.most + SLACK)

/** Computed from what is chosen: a solver's own objective is a float of its own. */
export const valueOf = ({ columns }: ActionModel, chosen: Iterable<number>): number => {
  let sum = 0
  for (const place of chosen) sum += columns[place]?.value ?? 0
  return sum
}

/** Refuses what cannot be solved, and names the constraint that is the reason: no bound, no room for what is required, no number. */
export function checkModel(model: ActionModel): void {
  const reasons: Reason[] = []
  for (const { id, value } of model.columns) {
    if (!Number.isFinite(value)) reasons.push({ code: 'actions.no-number', params: { what: id } })
  }
  for (const { limit, uses, most } of model.rows) {
    const name = { limit: limit.kind, of: limit.of ?? '', month: limit.month ?? '' }
    if (Number.isNaN(most) || uses.some(({ use }) => !Number.isFinite(use))) {
      reasons.push({ code: 'actions.no-number', params: { what: limitText(limit) } })
    } else if (most === Infinity) {
      reasons.push({ code: 'actions.unbounded', params: name })
    } else {
      const least = uses.reduce((sum, { column, use }) => sum + (model.columns[column]?.isRequired ? use : Math.min(0, use)), 0)
      if (least > most + SLACK) reasons.push({ code: 'actions.infeasible', params: { ...name, needed: least, most } })
    }
  }
  refuseIfAny('actions.refused', reasons)
}
