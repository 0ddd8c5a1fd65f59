import { percentText, WHOLE_PPM } from '../../shared/ratio.ts'
import type { ContentProject } from '../plan-content.ts'
import { eachProject, onProject, type PlanBook, type PlanRule, type RuleFinding } from '../plan-rule.ts'

export const noParcel: PlanRule = {
  id: 'no-parcel',
  severity: 'error',
  find: eachProject((_project, _facts, money) =>
    money.sharePpm === 0n && money.countableFen > 0n ? { amountFen: money.countableFen } : null,
  ),
}

export const sharesNotWhole: PlanRule = {
  id: 'shares-not-whole',
  severity: 'error',
  find: eachProject((_project, _facts, money) =>
    money.sharePpm !== 0n && money.sharePpm !== WHOLE_PPM
      ? { amountFen: money.countableFen, params: { percent: percentText(money.sharePpm, 4) } }
      : null,
  ),
}

/** The year's money, countable or not, is part of the project's total investment. */
export const beyondTotalInvestment: PlanRule = {
  id: 'plan-beyond-total-investment',
  severity: 'error',
  find: eachProject((project, facts, money) => {
    const total = facts?.totalFen ?? null
    const months = money.countableFen + money.notCountableFen
    const planned = months > project.annualFen ? months : project.annualFen
    if (total === null || planned <= total) return null
    return { amountFen: planned - total, params: { totalFen: total, plannedFen: planned } }
  }),
}

export const noTotalInvestment: PlanRule = {
  id: 'no-total-investment',
  severity: 'warning',
  find: eachProject((project, facts) => ((facts?.totalFen ?? null) === null ? { amountFen: project.annualFen } : null)),
}

/** Two projects that would be counted twice: the same text of `textOf`, all but the one with the first number are found. */
function twice(book: PlanBook, textOf: (project: ContentProject) => string): RuleFinding[] {
  const groups = Map.groupBy(book.content.projects, textOf)
  return [...groups].flatMap(([text, projects]) => {
    if (text === '' || projects.length < 2) return []
    const numberOf = ({ projectId }: ContentProject) => book.register.get(projectId)?.projectNo ?? ''
    const [first, ...later] = projects.toSorted((a, b) => (numberOf(a) < numberOf(b) ? -1 : 1)) as [ContentProject, ...ContentProject[]]
    return later.map((project) =>
      onProject(project, book.register.get(project.projectId), book.money.get(project.projectId)?.countableFen ?? 0n, {
        other: numberOf(first),
      }),
    )
  })
}

/** The register keeps equal texts apart; two ways of writing one code are found here. */
export const duplicateProjectCode: PlanRule = {
  id: 'duplicate-project-code',
  severity: 'error',
  find: (book) =>
    twice(book, ({ projectId }) => (book.register.get(projectId)?.projectCode ?? '').replaceAll(/[^0-9a-z]/gi, '').toUpperCase()),
}

export const duplicateProjectName: PlanRule = {
  id: 'duplicate-project-name',
  severity: 'warning',
  find: (book) => twice(book, ({ projectId }) => (book.register.get(projectId)?.nameZh ?? '').replaceAll(/[\s（）()·—-]/g, '')),
}

export const noOwner: PlanRule = {
  id: 'no-owner',
  severity: 'warning',
  find: eachProject((project, facts) => (facts?.hasOwner ? null : { amountFen: project.annualFen })),
}

export const noServiceManager: PlanRule = {
  id: 'no-service-manager',
  severity: 'warning',
  find: eachProject((project, facts) => (facts?.hasServiceManager ? null : { amountFen: project.annualFen })),
}
