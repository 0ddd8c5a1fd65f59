import type { ContentTarget } from '../plan-content.ts'
import { targetKey } from '../plan-row.ts'
import { onPlan, type PlanBook, type PlanRule, type RuleFinding } from '../plan-rule.ts'
import { evaluateTarget, indicatorOf, type Reached } from '../indicator.ts'
import { percentOf, percentText } from '../../shared/ratio.ts'

const onTarget = (target: ContentTarget, amountFen: bigint, params?: RuleFinding['params']): RuleFinding => ({
  kind: 'target',
  id: targetKey(target),
  code: targetKey(target),
  nameZh: indicatorOf(target.indicator)?.nameZh ?? target.indicator,
  nameEn: indicatorOf(target.indicator)?.nameEn ?? target.indicator,
  amountFen,
  ...(params === undefined ? {} : { params }),
})

const isYearTotal = (target: ContentTarget): boolean =>
  target.indicator === 'total-investment' && target.scopeKind === 'zone' && target.period === 'year'

/** The zone's investment of the year; an exact target goes before a limit. */
export const totalTarget = (targets: readonly ContentTarget[]): ContentTarget | undefined =>
  targets.filter(isYearTotal).toSorted((a, b) => rank(a) - rank(b))[0]
const rank = (target: ContentTarget): number => ['equal', 'at_least', 'at_most'].indexOf(target.comparator)

const rootFrames = (book: PlanBook): bigint =>
  book.content.nodes.filter((node) => node.parentId === null).reduce((sum, node) => sum + node.frameFen, 0n)

const trimmed = (decimal: string): string => decimal.replace(/\.?0+$/, '')

/** What is reached and what is wanted, as texts; an amount of money is the finding's own. */
function shortfall(target: ContentTarget, reached: Reached | null): NonNullable<RuleFinding['params']> {
  if (reached?.unit === 'ppm') {
    const percent = percentOf(reached.numerator, reached.denominator) ?? ''
    return { unit: 'ppm', reached: trimmed(percent), wanted: trimmed(percentText(target.valuePpm ?? 0n, 4)) }
  }
  if (reached?.unit === 'count') return { unit: 'count', reached: reached.count, wanted: target.valueCount ?? 0n }
  return { unit: 'fen' }
}

export const noTotalTarget: PlanRule = {
  id: 'no-total-target',
  severity: 'error',
  find: (book) => (totalTarget(book.content.targets) === undefined ? [onPlan(0n)] : []),
}

export const targetNotRootFrame: PlanRule = {
  id: 'target-not-root-frame',
  severity: 'error',
  find: (book) => {
    const target = totalTarget(book.content.targets)
    const frames = rootFrames(book)
    const difference = frames - (target?.valueFen ?? 0n)
    if (target === undefined || difference === 0n) return []
    return [onTarget(target, difference < 0n ? -difference : difference, { targetFen: target.valueFen ?? 0n, frameFen: frames })]
  },
}

export const targetMissed: PlanRule = {
  id: 'target-missed',
  severity: 'error',
  find: (book) =>
    book.content.targets.flatMap((target) => {
      const { standing, gapFen, reached } = evaluateTarget(book, target)
      return standing === 'missed' ? [onTarget(target, gapFen, shortfall(target, reached))] : []
    }),
}

export const targetNotMeasurable: PlanRule = {
  id: 'target-not-measurable',
  severity: 'warning',
  find: (book) =>
    book.content.targets.flatMap((target) => (evaluateTarget(book, target).standing === 'unknown' ? [onTarget(target, 0n)] : [])),
}
