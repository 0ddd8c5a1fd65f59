import type { Uuid } from '../shared/ids.ts'
import type { PlanContent, ContentNode, ContentProject, PlanPicture, RegisterFacts } from './plan-content.ts'
import { compositionTotal } from './spread.ts'
import { treeSums, type NodeSums } from './tree.ts'

export type Severity = 'error' | 'warning'
export const SUBJECT_KINDS = ['plan', 'target', 'node', 'project'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** One finding of a rule. `amountFen` is the money that it concerns, zero where it is not about money. */
export interface RuleFinding {
  readonly kind: SubjectKind
  readonly id: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly amountFen: bigint
  /** Values of the rule's sentence; money as fen text is drawn by whoever shows it. */
  readonly params?: Readonly<Record<string, string | number | bigint>>
}

export interface PlanRule {
  readonly id: string
  readonly severity: Severity
  readonly find: (book: PlanBook) => readonly RuleFinding[]
}

/** The picture of a plan with the sums that several rules look at, computed once. */
export interface PlanBook extends PlanPicture {
  readonly sums: readonly NodeSums[]
  readonly nodeById: ReadonlyMap<Uuid, ContentNode>
  readonly money: ReadonlyMap<Uuid, ProjectMoney>
}

export interface ProjectMoney {
  readonly countableFen: bigint
  readonly notCountableFen: bigint
  readonly sharePpm: bigint
}

export function projectMoney(project: ContentProject): ProjectMoney {
  let countableFen = 0n
  let notCountableFen = 0n
  for (const month of project.months) {
    if (month.notCountableReason === null) countableFen += compositionTotal(month)
    else notCountableFen += compositionTotal(month)
  }
  return { countableFen, notCountableFen, sharePpm: project.shares.reduce((sum, share) => sum + share.sharePpm, 0n) }
}

export function openBook(picture: PlanPicture): PlanBook {
  const money = new Map(picture.content.projects.map((project) => [project.projectId, projectMoney(project)]))
  return {
    ...picture,
    money,
    nodeById: new Map(picture.content.nodes.map((node) => [node.nodeId, node])),
    sums: sumsOf(picture.content, money),
  }
}

const sumsOf = (content: PlanContent, money: ReadonlyMap<Uuid, ProjectMoney>): NodeSums[] =>
  treeSums(
    content.nodes,
    content.projects.map((project) => ({
      nodeId: project.nodeId,
      plannedFen: money.get(project.projectId)?.countableFen ?? 0n,
      projects: 1,
    })),
  )

export const onPlan = (amountFen: bigint, params?: RuleFinding['params']): RuleFinding => ({
  kind: 'plan',
  id: 'plan',
  code: '',
  nameZh: '全部计划',
  nameEn: 'The whole plan',
  amountFen,
  ...(params === undefined ? {} : { params }),
})

export const onNode = (node: ContentNode, amountFen: bigint, params?: RuleFinding['params']): RuleFinding => ({
  kind: 'node',
  id: node.nodeId,
  code: node.code,
  nameZh: node.nameZh,
  nameEn: node.nameEn,
  amountFen,
  ...(params === undefined ? {} : { params }),
})

export const onProject = (
  project: ContentProject,
  facts: RegisterFacts | undefined,
  amountFen: bigint,
  params?: RuleFinding['params'],
): RuleFinding => ({
  kind: 'project',
  id: project.projectId,
  code: facts?.projectNo ?? '',
  nameZh: facts?.nameZh ?? '',
  nameEn: facts?.nameEn ?? facts?.nameZh ?? '',
  amountFen,
  ...(params === undefined ? {} : { params }),
})

/** A rule that looks at one project after another; null: nothing to say. */
export const eachProject =
  (
    look: (
      project: ContentProject,
      facts: RegisterFacts | undefined,
      money: ProjectMoney,
      book: PlanBook,
    ) => { amountFen: bigint; params?: RuleFinding['params'] } | null,
  ): PlanRule['find'] =>
  (book) =>
    book.content.projects.flatMap((project) => {
      const facts = book.register.get(project.projectId)
      const found = look(project, facts, book.money.get(project.projectId) as ProjectMoney, book)
      return found === null ? [] : [onProject(project, facts, found.amountFen, found.params)]
    })

/** A rule that looks at one node after another. */
export const eachNode =
  (look: (sums: NodeSums, node: ContentNode) => { amountFen: bigint; params?: RuleFinding['params'] } | null): PlanRule['find'] =>
  (book) =>
    book.sums.flatMap((sums) => {
      const node = book.nodeById.get(sums.nodeId) as ContentNode
      const found = look(sums, node)
      return found === null ? [] : [onNode(node, found.amountFen, found.params)]
    })
