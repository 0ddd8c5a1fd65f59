import type { Uuid } from '../shared/ids.ts'
import { cellText, fromCells, toCells, type Cells } from './cells.ts'
import type { ContentNode, PlanContent } from './plan-content.ts'
import { targetKey } from './plan-row.ts'

export type Side = 'mine' | 'theirs'

/** A cell that both sides changed, differently. Null: not there. */
export interface Conflict {
  /** Names the conflict in resolutions. */
  readonly key: string
  readonly entity: string
  /** The field, or '*' where one side removed what the other changed, or 'in-use' where one side removed what the other needs. */
  readonly field: string
  readonly base: string | null
  readonly mine: string | null
  readonly theirs: string | null
}

export interface Rebased {
  readonly content: PlanContent
  /** Those that no resolution names. While there is one, the content must not be used. */
  readonly open: readonly Conflict[]
  /** All, also the resolved ones. */
  readonly conflicts: readonly Conflict[]
}

type Resolutions = Readonly<Record<string, Side>>

/** Nodes that both sides added under one code are one node. */
function withSharedIds(base: PlanContent, mine: PlanContent, theirs: PlanContent): PlanContent {
  const known = new Set(base.nodes.map((node) => node.nodeId))
  const theirByCode = new Map(theirs.nodes.map((node) => [node.code, node.nodeId]))
  const renamed = new Map<Uuid, Uuid>()
  for (const node of mine.nodes) {
    const other = theirByCode.get(node.code)
    if (!known.has(node.nodeId) && other !== undefined && !known.has(other) && other !== node.nodeId) renamed.set(node.nodeId, other)
  }
  if (renamed.size === 0) return mine
  const idOf = <T extends Uuid | null>(id: T): T => ((id !== null && renamed.get(id)) || id) as T
  return {
    targets: mine.targets,
    nodes: mine.nodes.map((node) => ({ ...node, nodeId: idOf(node.nodeId), parentId: idOf(node.parentId) })),
    projects: mine.projects.map((project) => ({ ...project, nodeId: idOf(project.nodeId) })),
  }
}

const wholeText = (cells: ReadonlyMap<string, string> | undefined): string | null =>
  cells === undefined ? null : JSON.stringify([...cells].sort(([a], [b]) => (a < b ? -1 : 1)))

/**
 * Three-way merge, cell by cell: what one side alone changed is taken; what both changed alike is taken; what both changed
 * differently is a conflict that a resolution must decide.
 * @param base the version that the draft was made from
 * @param mine the draft
 * @param theirs the version now in force
 */
export function rebaseContents(base: PlanContent, mine: PlanContent, theirs: PlanContent, resolutions: Resolutions = {}): Rebased {
  const [old, ours, now] = [toCells(base), toCells(withSharedIds(base, mine, theirs)), toCells(theirs)]
  const conflicts: Conflict[] = []
  const decide = (entity: string, field: string, values: readonly [string | null, string | null, string | null]): Side => {
    const draw = field === '*' || field === 'in-use' || /^months\.[^.]+\.[^.]+$/.test(field) ? (text: string | null) => text : cellText
    const [before, own, other] = [draw(values[0]), draw(values[1]), draw(values[2])]
    const key = `${entity}#${field}`
    conflicts.push({ key, entity, field, base: before, mine: own, theirs: other })
    return resolutions[key] ?? 'theirs'
  }
  const merged: Cells = new Map()
  for (const entity of new Set([...now.keys(), ...ours.keys(), ...old.keys()])) {
    const fields = mergeEntity(entity, old.get(entity), ours.get(entity), now.get(entity), decide)
    if (fields !== undefined) merged.set(entity, fields)
  }
  keepWhatIsUsed(merged, old, ours, now, decide)
  const ids = new Map([...mine.targets, ...theirs.targets, ...base.targets].map((target) => [targetKey(target), target.targetId]))
  for (const target of mine.targets) ids.set(targetKey(target), target.targetId)
  return {
    content: fromCells(merged, ids),
    conflicts,
    open: conflicts.filter((conflict) => resolutions[conflict.key] === undefined),
  }
}

type Decide = (entity: string, field: string, values: readonly [string | null, string | null, string | null]) => Side
type Fields = Map<string, string>

function mergeEntity(
  entity: string,
  base: Fields | undefined,
  mine: Fields | undefined,
  theirs: Fields | undefined,
  decide: Decide,
): Fields | undefined {
  const [old, own, other] = [wholeText(base), wholeText(mine), wholeText(theirs)]
  if (own === other || own === old) return theirs
  if (other === old) return mine
  if (mine === undefined || theirs === undefined) {
    return decide(entity, '*', [presence(base), presence(mine), presence(theirs)]) === 'mine' ? mine : theirs
  }
  const merged: Fields = new Map()
  const lines = new Set<string>()
  for (const field of new Set([...theirs.keys(), ...mine.keys(), ...(base?.keys() ?? [])])) {
    if (field.startsWith('months.')) {
      lines.add(lineOf(field))
      continue
    }
    const value = mergeField(entity, field, base, mine, theirs, decide)
    if (value !== null) merged.set(field, value)
  }
  for (const line of lines) for (const [field, value] of mergeLine(entity, line, base, mine, theirs, decide)) merged.set(field, value)
  return merged
}

function mergeField(entity: string, field: string, base: Fields | undefined, mine: Fields, theirs: Fields, decide: Decide): string | null {
  const [before, my, their] = [base?.get(field) ?? null, mine.get(field) ?? null, theirs.get(field) ?? null]
  if (my === their || my === before) return their
  if (their === before) return my
  return decide(entity, field, [before, my, their]) === 'mine' ? my : their
}

const lineOf = (field: string): string => field.slice(0, field.lastIndexOf('.'))

/** One line of a month: its parts merge one by one, but a line that one side took away while the other changed it is one conflict. */
function mergeLine(entity: string, line: string, base: Fields | undefined, mine: Fields, theirs: Fields, decide: Decide): Fields {
  const pick = (fields: Fields | undefined): Fields => new Map([...(fields ?? [])].filter(([field]) => lineOf(field) === line))
  const [before, my, their] = [pick(base), pick(mine), pick(theirs)]
  const [old, own, other] = [wholeText(before), wholeText(my), wholeText(their)]
  if (own === other || own === old) return their
  if (other === old) return my
  if (my.size === 0 || their.size === 0)
    return decide(entity, line, [lineText(before), lineText(my), lineText(their)]) === 'mine' ? my : their
  const parts: Fields = new Map()
  for (const field of their.keys()) {
    const value = mergeField(entity, field, before, my, their, decide)
    if (value !== null) parts.set(field, value)
  }
  return parts
}

const lineText = (line: Fields): string | null => (line.size === 0 ? null : JSON.stringify([...line.values()].map(cellText)))

const presence = (fields: Fields | undefined): string | null => (fields === undefined ? null : 'present')

/** A node that one side removed while the other put something under it: keep the node ('mine' or 'theirs', whoever uses it), or let go of both. */
function keepWhatIsUsed(merged: Cells, old: Cells, ours: Cells, now: Cells, decide: Decide): void {
  for (let isSettled = false; !isSettled; ) {
    isSettled = true
    for (const [entity, fields] of merged) {
      const field = entity.startsWith('node:') ? 'parentId' : 'nodeId'
      const needed = cellText(fields.get(field) ?? null)
      const node = `node:${needed}`
      if (needed === null || merged.has(node)) continue
      isSettled = false
      const here = [old, ours, now].map((cells) => presence(cells.get(node))) as [string | null, string | null, string | null]
      const keeps: Side = ours.has(node) ? 'mine' : 'theirs'
      const found = ours.get(node) ?? now.get(node) ?? old.get(node)
      if (found !== undefined && decide(node, 'in-use', here) === keeps) merged.set(node, found)
      else for (const user of merged.values()) release(user, needed)
    }
  }
}

function release(fields: Fields, needed: string): void {
  for (const field of ['nodeId', 'parentId']) if (cellText(fields.get(field) ?? null) === needed) fields.set(field, 'null')
}

/** Codes that two nodes of a merged tree would share. */
export function sharedCodes(nodes: readonly ContentNode[]): string[] {
  const seen = new Set<string>()
  return nodes.filter(({ code }) => seen.size === seen.add(code).size).map(({ code }) => code)
}
