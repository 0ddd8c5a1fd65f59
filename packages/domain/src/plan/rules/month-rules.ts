import { monthOfDate, type YearMonth } from '../../shared/time.ts'
import { eachProject, type PlanRule } from '../plan-rule.ts'
import { compositionTotal } from '../spread.ts'

export const projectWithoutMonths: PlanRule = {
  id: 'project-without-months',
  severity: 'error',
  find: eachProject((project) =>
    project.annualFen > 0n && !project.months.some((month) => month.notCountableReason === null) ? { amountFen: project.annualFen } : null,
  ),
}

export const monthsNotYear: PlanRule = {
  id: 'months-not-equal-to-year',
  severity: 'error',
  find: eachProject((project, _facts, money) => {
    const difference = money.countableFen - project.annualFen
    const hasMonths = project.months.some((month) => month.notCountableReason === null)
    if (difference === 0n || !hasMonths) return null
    return {
      amountFen: difference < 0n ? -difference : difference,
      params: { annualFen: project.annualFen, monthsFen: money.countableFen },
    }
  }),
}

export const monthOutsideYear: PlanRule = {
  id: 'month-outside-year',
  severity: 'error',
  find: eachProject((project, _facts, _money, book) => {
    const outside = project.months.filter((month) => Number(month.month.slice(0, 4)) !== book.year)
    return outside.length === 0 ? null : { amountFen: outside.reduce((sum, month) => sum + compositionTotal(month), 0n) }
  }),
}

/** Building work before the planned month of 开工; land and equipment may come earlier. */
export const beforeStartGate: PlanRule = {
  id: 'plan-before-start-gate',
  severity: 'error',
  find: eachProject((project, facts) => {
    const gate = facts?.gates.construction_start
    if (gate === undefined) return null
    const start = monthOfDate(gate)
    const early = project.months.filter((month) => month.month < start && month.constructionFen + month.installationFen > 0n)
    if (early.length === 0) return null
    return {
      amountFen: early.reduce((sum, month) => sum + month.constructionFen + month.installationFen, 0n),
      params: { start, first: early.map((month) => month.month).toSorted()[0] as YearMonth },
    }
  }),
}

export const noStartGate: PlanRule = {
  id: 'building-without-start-gate',
  severity: 'warning',
  find: eachProject((project, facts) => {
    const building = project.months.reduce((sum, month) => sum + month.constructionFen + month.installationFen, 0n)
    return facts?.gates.construction_start === undefined && building > 0n ? { amountFen: building } : null
  }),
}

export const afterCompletion: PlanRule = {
  id: 'plan-after-completion',
  severity: 'warning',
  find: eachProject((project, facts) => {
    const gate = facts?.gates.completion
    if (gate === undefined) return null
    const completion = monthOfDate(gate)
    const late = project.months.filter((month) => month.month > completion && compositionTotal(month) > 0n)
    if (late.length === 0) return null
    return { amountFen: late.reduce((sum, month) => sum + compositionTotal(month), 0n), params: { completion } }
  }),
}

export const notCountableWithoutReason: PlanRule = {
  id: 'not-countable-without-reason',
  severity: 'error',
  find: eachProject((project) => {
    const bare = project.months.filter((month) => month.notCountableReason?.trim() === '')
    return bare.length === 0 ? null : { amountFen: bare.reduce((sum, month) => sum + compositionTotal(month), 0n) }
  }),
}
