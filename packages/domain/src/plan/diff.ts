import type { Uuid } from '../shared/ids.ts'
import type { YearMonth } from '../shared/time.ts'
import type { ContentNode, ContentProject, ContentTarget, PlanContent } from './plan-content.ts'
import { projectMoney } from './plan-rule.ts'
import { targetKey, type PlanMonthRow } from './plan-row.ts'
import { compositionTotal } from './spread.ts'

export type Change = 'added' | 'removed' | 'changed'

export interface TargetDifference {
  readonly change: Change
  readonly key: string
  readonly before: ContentTarget | null
  readonly after: ContentTarget | null
}

export interface NodeDifference {
  readonly change: Change
  readonly nodeId: Uuid
  readonly before: ContentNode | null
  readonly after: ContentNode | null
  readonly deltaFen: bigint
}

export interface ProjectDifference {
  readonly change: Change
  readonly projectId: Uuid
  readonly beforeFen: bigint
  readonly afterFen: bigint
  readonly deltaFen: bigint
  readonly months: readonly { readonly month: YearMonth; readonly deltaFen: bigint }[]
  readonly hasMoved: boolean
  readonly hasOtherShares: boolean
  readonly hasOtherComposition: boolean
  readonly before: ContentProject | null
  readonly after: ContentProject | null
}

export interface PlanDifference {
  readonly targets: readonly TargetDifference[]
  readonly nodes: readonly NodeDifference[]
  /** Those that gained most first, those that lost most last. */
  readonly projects: readonly ProjectDifference[]
  readonly gainedFen: bigint
  readonly lostFen: bigint
  readonly netFen: bigint
}

const same = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b)
/** With sorted keys: equal facts have equal text. */
const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
const changeOf = (before: unknown, after: unknown): Change => (before === null ? 'added' : after === null ? 'removed' : 'changed')

function paired<T, K>(before: readonly T[], after: readonly T[], keyOf: (item: T) => K): { key: K; before: T | null; after: T | null }[] {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const now = new Map(after.map((item) => [keyOf(item), item]))
  return [...new Set([...old.keys(), ...now.keys()])].map((key) => ({ key, before: old.get(key) ?? null, after: now.get(key) ?? null }))
}

/** A target as it is compared: its id is of the version, not of the target. */
const targetFacts = (target: ContentTarget | null) => target && { ...target, targetId: null }

const countableByMonth = (months: readonly PlanMonthRow[]): Map<YearMonth, bigint> =>
  new Map(months.filter((month) => month.notCountableReason === null).map((month) => [month.month, compositionTotal(month)]))

const sortedMonths = (project: ContentProject | null): PlanMonthRow[] =>
  [...(project?.months ?? [])].sort((a, b) => (lineKey(a) < lineKey(b) ? -1 : 1))
export const lineKey = (month: PlanMonthRow): string => `${month.month}.${month.notCountableReason === null ? 'countable' : 'not'}`

/** What changed from one version to another. Amounts are the projects' countable plans: gained − lost = net, exactly. */
export function diffContents(before: PlanContent, after: PlanContent): PlanDifference {
  const targets = paired(before.targets, after.targets, targetKey).flatMap(({ key, before: old, after: now }) =>
    same(targetFacts(old), targetFacts(now)) ? [] : [{ change: changeOf(old, now), key, before: old, after: now }],
  )
  const nodes = paired(before.nodes, after.nodes, (node) => node.nodeId).flatMap(({ key, before: old, after: now }) =>
    same(old, now)
      ? []
      : [{ change: changeOf(old, now), nodeId: key, before: old, after: now, deltaFen: (now?.frameFen ?? 0n) - (old?.frameFen ?? 0n) }],
  )
  const projects = paired(before.projects, after.projects, (project) => project.projectId)
    .flatMap(({ key, before: old, after: now }) => projectDifference(key, old, now) ?? [])
    .sort((a, b) => (a.deltaFen === b.deltaFen ? (a.projectId < b.projectId ? -1 : 1) : a.deltaFen > b.deltaFen ? -1 : 1))
  const gainedFen = projects.reduce((sum, { deltaFen }) => (deltaFen > 0n ? sum + deltaFen : sum), 0n)
  const lostFen = projects.reduce((sum, { deltaFen }) => (deltaFen < 0n ? sum - deltaFen : sum), 0n)
  return { targets, nodes, projects, gainedFen, lostFen, netFen: gainedFen - lostFen }
}

function projectDifference(projectId: Uuid, before: ContentProject | null, after: ContentProject | null): ProjectDifference | null {
  const hasMoved = before !== null && after !== null && before.nodeId !== after.nodeId
  const hasOtherShares = !same(before?.shares ?? [], after?.shares ?? [])
  const hasOtherComposition = !same(sortedMonths(before), sortedMonths(after))
  const rest = (project: ContentProject | null) => project && [project.annualFen, project.profile, project.note, project.sourceKind]
  if (!hasMoved && !hasOtherShares && !hasOtherComposition && same(rest(before), rest(after))) return null
  const beforeFen = before === null ? 0n : projectMoney(before).countableFen
  const afterFen = after === null ? 0n : projectMoney(after).countableFen
  const old = countableByMonth(before?.months ?? [])
  const now = countableByMonth(after?.months ?? [])
  const months = [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((month) => ({ month, deltaFen: (now.get(month) ?? 0n) - (old.get(month) ?? 0n) }))
    .filter(({ deltaFen }) => deltaFen !== 0n)
  return {
    change: changeOf(before, after),
    projectId,
    beforeFen,
    afterFen,
    deltaFen: afterFen - beforeFen,
    months,
    hasMoved,
    hasOtherShares,
    hasOtherComposition,
    before,
    after,
  }
}
