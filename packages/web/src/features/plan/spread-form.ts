import { composeLike, compositionTotal, spreadComposition } from '@ballast/domain/plan/spread.ts'
import type { Composition, PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import { fen, parseWan, type Fen } from '@ballast/domain/shared/money.ts'
import { monthsOfYear } from '@ballast/domain/shared/time.ts'
import { cellFen, partTotal, type PlanForm } from './plan-form.ts'

const WAN = parseWan('1')
/** Below this a month's parts in whole 万元 would no longer have the shape that was asked for. */
const LEAST_WHOLE = parseWan('600')

/** The year's composition: like that of the months; of a plan without months, all equipment. */
function likeTheMonths(form: PlanForm, year: number, annual: Fen): Composition {
  const [constructionFen, installationFen, equipmentFen, otherFen, landFen] = (
    ['construction', 'installation', 'equipment', 'other', 'land'] as const
  ).map((part) => partTotal(form, year, part)) as [Fen, Fen, Fen, Fen, Fen]
  const model = { constructionFen, installationFen, equipmentFen, otherFen, landFen: landFen > otherFen ? otherFen : landFen }
  return compositionTotal(model) === 0n ? composeLike(annual, { ...model, equipmentFen: fen(1n) }) : composeLike(annual, model)
}

const scaled = (line: PlanMonthRow, unit: bigint): PlanMonthRow => ({
  ...line,
  constructionFen: fen(line.constructionFen * unit),
  installationFen: fen(line.installationFen * unit),
  equipmentFen: fen(line.equipmentFen * unit),
  otherFen: fen(line.otherFen * unit),
  landFen: fen(line.landFen * unit),
})

/** Spreads the form's annual amount over the months from `first` on; an amount in whole 万元 stays in whole 万元 in every month. */
export function spreadForm(form: PlanForm, year: number, first: number, weights: readonly bigint[]): PlanMonthRow[] {
  const annual = cellFen(form, 'annual') ?? fen(0n)
  const unit = annual % WAN === 0n && annual >= LEAST_WHOLE ? WAN : 1n
  const months = monthsOfYear(year).slice(first - 1, first - 1 + weights.length)
  return spreadComposition(likeTheMonths(form, year, fen(annual / unit)), months, weights).map((line) => scaled(line, unit))
}
