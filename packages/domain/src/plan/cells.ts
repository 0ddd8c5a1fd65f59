import type { Uuid } from '../shared/ids.ts'
import type { Fen } from '../shared/money.ts'
import type { YearMonth } from '../shared/time.ts'
import { lineKey } from './diff.ts'
import type { ContentNode, ContentProject, ContentShare, ContentTarget, PlanContent } from './plan-content.ts'
import { targetKey, type PlanMonthRow } from './plan-row.ts'

/** A version as cells: by entity ("project:<id>"), by field, a text. What people edit separately is a cell of its own. */
export type Cells = Map<string, Map<string, string>>

const encode = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? { fen: String(item) } : item))
const decode = (text: string): unknown =>
  JSON.parse(text, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && 'fen' in item ? BigInt((item as { fen: string }).fen) : item,
  )

const cellsOf = (fields: Readonly<Record<string, unknown>>): Map<string, string> =>
  new Map(Object.entries(fields).map(([field, value]) => [field, encode(value)]))

function targetCells({ targetId: _targetId, ...target }: ContentTarget): Map<string, string> {
  const { valueFen, valuePpm, valueCount, note, sourceKind, citation, ...key } = target
  return cellsOf({ key, value: [valueFen, valuePpm, valueCount], note, source: [sourceKind, citation] })
}

const nodeCells = ({ nodeId: _nodeId, ...node }: ContentNode): Map<string, string> => cellsOf(node)

function projectCells(project: ContentProject): Map<string, string> {
  const { nodeId, annualFen, profile, note, sourceKind, citation, shares, months } = project
  const cells = cellsOf({ nodeId, annualFen, profile, note, source: [sourceKind, citation], shares })
  for (const line of months) {
    const key = `months.${lineKey(line)}`
    // Land is part of other, so the two are one cell: a merge never leaves more land than other costs.
    const parts = {
      construction: line.constructionFen,
      installation: line.installationFen,
      equipment: line.equipmentFen,
      other: [line.otherFen, line.landFen],
      reason: line.notCountableReason,
    }
    for (const [part, value] of Object.entries(parts)) cells.set(`${key}.${part}`, encode(value))
  }
  return cells
}

export function toCells(content: PlanContent): Cells {
  return new Map([
    ...content.targets.map((target) => [`target:${targetKey(target)}`, targetCells(target)] as const),
    ...content.nodes.map((node) => [`node:${node.nodeId}`, nodeCells(node)] as const),
    ...content.projects.map((project) => [`project:${project.projectId}`, projectCells(project)] as const),
  ])
}

const read = <T>(cells: ReadonlyMap<string, string>, field: string, fallback: T): T =>
  cells.has(field) ? (decode(cells.get(field) as string) as T) : fallback

function toTarget(cells: ReadonlyMap<string, string>, targetId: Uuid): ContentTarget {
  const key = read(cells, 'key', {}) as Pick<ContentTarget, 'indicator' | 'scopeKind' | 'scopeCode' | 'period' | 'comparator'>
  const [valueFen, valuePpm, valueCount] = read<[Fen | null, bigint | null, bigint | null]>(cells, 'value', [null, null, null])
  const [sourceKind, citation] = read<[ContentTarget['sourceKind'], string | null]>(cells, 'source', ['entered', null])
  return { targetId, ...key, valueFen, valuePpm, valueCount, note: read(cells, 'note', null), sourceKind, citation }
}

function toMonths(cells: ReadonlyMap<string, string>): PlanMonthRow[] {
  const keys = new Set<string>()
  for (const field of cells.keys()) if (field.startsWith('months.')) keys.add(field.slice(0, field.lastIndexOf('.')))
  return [...keys].sort().map((key) => {
    const [, month, kind] = key.split('.') as [string, YearMonth, string]
    const zero = 0n as Fen
    const [otherFen, landFen] = read<[Fen, Fen]>(cells, `${key}.other`, [zero, zero])
    return {
      month,
      notCountableReason: kind === 'countable' ? null : (read<string | null>(cells, `${key}.reason`, null) ?? ''),
      constructionFen: read(cells, `${key}.construction`, zero),
      installationFen: read(cells, `${key}.installation`, zero),
      equipmentFen: read(cells, `${key}.equipment`, zero),
      otherFen,
      landFen,
    }
  })
}

function toProject(cells: ReadonlyMap<string, string>, projectId: Uuid): ContentProject {
  const [sourceKind, citation] = read<[ContentProject['sourceKind'], string | null]>(cells, 'source', ['entered', null])
  return {
    projectId,
    nodeId: read<Uuid | null>(cells, 'nodeId', null),
    annualFen: read(cells, 'annualFen', 0n as Fen),
    profile: read<ContentProject['profile']>(cells, 'profile', 'custom'),
    note: read(cells, 'note', null),
    sourceKind,
    citation,
    months: toMonths(cells),
    shares: read<ContentShare[]>(cells, 'shares', []),
  }
}

/** @param targetIds the id of each target by its key; ids of targets belong to a version */
export function fromCells(cells: Cells, targetIds: ReadonlyMap<string, Uuid>): PlanContent {
  const targets: ContentTarget[] = []
  const nodes: ContentNode[] = []
  const projects: ContentProject[] = []
  for (const [entity, fields] of cells) {
    const at = entity.indexOf(':')
    const id = entity.slice(at + 1) as Uuid
    switch (entity.slice(0, at)) {
      case 'target':
        targets.push(toTarget(fields, targetIds.get(id) as Uuid))
        break
      case 'node':
        nodes.push({
          nodeId: id,
          ...(Object.fromEntries([...fields].map(([field, text]) => [field, decode(text)])) as unknown as Omit<ContentNode, 'nodeId'>),
        })
        break
      default:
        projects.push(toProject(fields, id))
    }
  }
  return { targets, nodes, projects }
}

/** A cell for people: amounts as fen text inside plain JSON, without the quotes of a text. */
export function cellText(cell: string | null): string | null {
  if (cell === null) return null
  const value = decode(cell)
  if (value === null || typeof value === 'string') return value
  if (typeof value === 'bigint') return String(value)
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? String(item) : item))
}
