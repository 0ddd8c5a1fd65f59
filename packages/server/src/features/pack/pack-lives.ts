import type { Role } from '@ballast/contract/roles.ts'
import { blocksByDefault, LIFE_GATES, type ConditionFact, type ConditionKind, type LifeGate } from '@ballast/domain/gate/life.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ConditionRow, FulfilmentRow, loadLives, ProgressRow, TypeRow } from '../gate/index.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import { items } from './pack-rows.ts'
import type { Pack } from './read-pack.ts'

type Cells = Pack['csv']['projects'][number]['cells']
type SourceKind = 'public' | 'simulated'

/** "registration*:90": the gate, whether later gates wait for it, its usual distance from the gate before it in working days. */
function typeGates(text: string): TypeRow['gates'] {
  return items(text).map((item) => {
    const [name = '', offset] = item.split(':')
    return {
      gate: name.replace('*', '') as LifeGate,
      isBlocking: !name.endsWith('*'),
      offsetWorkdays: offset === undefined ? null : Number(offset),
    }
  })
}

const sourceOf = (cells: Cells) => ({ sourceKind: cells['source_kind'] as SourceKind, citation: cells['citation'] as string })
const amount = (text: string | undefined) => (text === undefined ? null : parseYuan(text))

const typeRow = (cells: Cells): TypeRow => ({
  code: cells['code'] as string,
  nameZh: cells['name_zh'] as string,
  nameEn: cells['name_en'] as string,
  sort: Number(cells['sort']),
  gates: typeGates(cells['gates'] as string),
})

const conditionRow = (cells: Cells): ConditionRow => ({
  code: cells['code'] as string,
  gate: cells['gate'] as LifeGate,
  typeCodes: items(cells['types']),
  kind: cells['kind'] as ConditionKind,
  nameZh: cells['name_zh'] as string,
  nameEn: cells['name_en'] as string,
  owedBy: cells['owed_by'] as Role,
  fact: (cells['fact'] ?? null) as ConditionFact | null,
  minimumFen: amount(cells['minimum_yuan']),
  isRequired: cells['required'] === 'yes',
  needsEvidence: cells['evidence'] === 'yes',
  sort: Number(cells['sort']),
  ...sourceOf(cells),
})

const progressRow = (cells: Cells): ProgressRow => ({
  projectNo: cells['project_no'] as string,
  gate: cells['gate'] as LifeGate,
  forecastOn: (cells['forecast_on'] ?? null) as PlainDate | null,
  actualOn: (cells['actual_on'] ?? null) as PlainDate | null,
  ...sourceOf(cells),
})

const fulfilmentRow = (cells: Cells): FulfilmentRow => ({
  projectNo: cells['project_no'] as string,
  code: cells['condition'] as string,
  fulfilledOn: cells['fulfilled_on'] as PlainDate,
  documentNo: cells['document_no'] ?? null,
  figureFen: amount(cells['figure_yuan']),
  ...sourceOf(cells),
})

/** Whether a pack of the queue passes this gate when it is registered. */
const isOfQueue = (csv: Pack['csv'], { projectNo, gate, actualOn }: ProgressRow): boolean =>
  gate === 'registration' &&
  actualOn !== null &&
  csv.registrations.some(({ cells }) => cells['project_no'] === projectNo && cells['state'] === 'registered')

/** Types, conditions and what has happened at gates, as the gates' own use case takes them. */
export const livesOf = ({ csv }: Pack, { queuePasses = false } = {}): Parameters<typeof loadLives>[2] => ({
  types: csv['project-types'].map(({ cells }) => typeRow(cells)),
  conditions: csv['gate-conditions'].map(({ cells }) => conditionRow(cells)),
  typeOfProject: new Map(csv['project-lives'].map(({ cells }) => [cells['project_no'] as string, cells['type'] as string])),
  progress: csv['gate-progress'].map(({ cells }) => progressRow(cells)).filter((row) => !queuePasses || !isOfQueue(csv, row)),
  fulfilments: csv['gate-fulfilments'].map(({ cells }) => fulfilmentRow(cells)),
})

/** Types know their gates once, conditions are of facts that they name, dates lie in the past in the order of the type. */
export function lifeChecks(pack: Pack, problems: ProblemList): void {
  const { csv } = pack
  const lives = livesOf(pack)
  const types = new Map(lives.types.map((type) => [type.code, type.gates]))
  const conditions = new Map(lives.conditions.map((condition) => [condition.code, condition]))
  const projects = new Set(csv.projects.map(({ cells }) => cells['project_no']))
  const refer = (
    file: keyof typeof CSV_FILES,
    line: number,
    column: string,
    value: string,
    known: { has(key: string): boolean },
    of: string,
  ) => {
    if (!known.has(value)) problems.add(CSV_FILES[file].path, line, 'pack.unknown-reference', { column, value, file: of })
  }
  csv['project-types'].forEach(({ line }, index) => {
    const gates = (lives.types[index] as TypeRow).gates.map(({ gate }) => gate)
    for (const gate of gates) {
      if (!LIFE_GATES.includes(gate)) problems.add(CSV_FILES['project-types'].path, line, 'pack.no-such-gate', { gate })
    }
    const twice = gates.find((gate, at) => gates.indexOf(gate) < at)
    if (twice !== undefined) problems.add(CSV_FILES['project-types'].path, line, 'pack.gate-twice', { gate: twice })
  })
  csv['gate-conditions'].forEach(({ line }, index) => {
    const { typeCodes, kind, fact, minimumFen } = lives.conditions[index] as ConditionRow
    for (const type of typeCodes) refer('gate-conditions', line, 'types', type, types, CSV_FILES['project-types'].path)
    const isSound = (kind === 'fact') === (fact !== null) && (minimumFen === null || kind === 'figure' || fact === 'total')
    if (!isSound) problems.add(CSV_FILES['gate-conditions'].path, line, 'pack.condition-without-fact')
  })
  for (const { line, cells } of csv['project-lives']) {
    refer('project-lives', line, 'project_no', cells['project_no'] as string, projects, CSV_FILES.projects.path)
    refer('project-lives', line, 'type', cells['type'] as string, types, CSV_FILES['project-types'].path)
  }
  for (const { line, cells } of csv['gate-fulfilments']) {
    refer('gate-fulfilments', line, 'project_no', cells['project_no'] as string, projects, CSV_FILES.projects.path)
    refer('gate-fulfilments', line, 'condition', cells['condition'] as string, conditions, CSV_FILES['gate-conditions'].path)
  }
  progressChecks(pack, lives, problems)
}

function progressChecks({ csv, zone }: Pack, lives: ReturnType<typeof livesOf>, problems: ProblemList): void {
  const { path } = CSV_FILES['gate-progress']
  const today = zone.zone.businessOn ?? null
  const types = new Map(lives.types.map((type) => [type.code, type.gates]))
  const projects = new Set(csv.projects.map(({ cells }) => cells['project_no']))
  const rows = csv['gate-progress'].map(({ line }, index) => ({ line, ...(lives.progress[index] as ProgressRow) }))
  for (const { line, projectNo, gate, actualOn } of rows) {
    if (!projects.has(projectNo)) {
      problems.add(path, line, 'pack.unknown-reference', { column: 'project_no', value: projectNo, file: CSV_FILES.projects.path })
    }
    const type = lives.typeOfProject.get(projectNo)
    const gates = type === undefined ? undefined : types.get(type)
    if (gates !== undefined && !gates.some((one) => one.gate === gate)) {
      problems.add(path, line, 'pack.gate-not-of-type', { gate, type: type as string })
    }
    if (actualOn !== null && today !== null && actualOn > today)
      problems.add(path, line, 'pack.gate-after-today', { date: actualOn, today })
  }
  for (const [projectNo, ofProject] of Map.groupBy(rows, (row) => row.projectNo)) {
    const type = lives.typeOfProject.get(projectNo)
    const order =
      (type === undefined ? undefined : types.get(type)) ??
      LIFE_GATES.map((gate) => ({ gate, isBlocking: blocksByDefault(gate), offsetWorkdays: null }))
    const seen = new Set<LifeGate>()
    let before: { gate: LifeGate; actualOn: PlainDate } | undefined
    for (const { gate, isBlocking } of order) {
      const row = ofProject.find((one) => one.gate === gate)
      if (row?.actualOn == null || seen.has(gate)) continue
      seen.add(gate)
      if (before && row.actualOn < before.actualOn) {
        const params = { column: gate, date: row.actualOn, earlier: before.gate, earlierDate: before.actualOn }
        problems.add(path, row.line, 'pack.gates-out-of-order', params)
      }
      if (isBlocking) before = { gate, actualOn: row.actualOn }
    }
  }
}
