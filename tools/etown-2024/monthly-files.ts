import { FUNDING_SOURCES } from '../../packages/domain/src/project/project-row.ts'
import { formatWanExact, fen } from '../../packages/domain/src/shared/money.ts'
import { yearMonthOf, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import type { LifeGate } from '../../packages/domain/src/gate/life.ts'
import type { Progress } from './life-rules.ts'
import { randomOf } from './random.ts'
import { differenceReasons } from './simulate-differences.ts'
import { simulateDispatch } from './simulate-dispatch.ts'
import type { DoneParts } from './simulate-done.ts'
import type { EarlierProject } from './simulate-earlier.ts'
import type { MonthLine } from './simulate-months.ts'
import type { PlannedProject } from './simulate-projects.ts'
import { OPEN_PERIOD, PERIODS, simulateReports, type Reporter, type Return } from './simulate-reports.ts'
import { simulateTruth, type Truth } from './simulate-truth.ts'
import { csvText } from './text-files.ts'

const monthOf = (at: number): string => yearMonthOf(Math.floor(at / 12), (at % 12) + 1)
const wan = (amount: number | undefined): string | undefined => (amount === undefined ? undefined : formatWanExact(fen(BigInt(amount))))
const PARTS = ['construction', 'installation', 'equipment', 'other', 'land'] as const
const partColumns = (parts: DoneParts) => Object.fromEntries(PARTS.map((part, index) => [`${part}_wan`, wan(parts[index])]))
const PART_COLUMNS = PARTS.map((part) => `${part}_wan`)

export interface Months {
  readonly truth: Truth
  readonly returns: readonly Return[]
  /** The files of the pack by their path. */
  readonly files: readonly (readonly [path: string, text: string])[]
}

/** Files of the months: what was reported, corrected, told from the sites and answered for, from 2022 to March 2024. */
export function monthlyFiles(given: {
  planned: readonly PlannedProject[]
  earlier: readonly EarlierProject[]
  linesOf: (project: PlannedProject) => readonly MonthLine[]
  progress: readonly Progress[]
  fundingOf: (projectNo: string) => readonly number[]
  calendar: WorkdayCalendar
  seed: number
  simulated: string
}): Months {
  const { planned, earlier, linesOf, progress, fundingOf, calendar, seed, simulated } = given
  const passed = (gate: LifeGate): ReadonlyMap<string, PlainDate> =>
    new Map(progress.flatMap((one) => (one.gate === gate && one.actual_on !== undefined ? [[one.project_no, one.actual_on] as const] : [])))
  const [registered, completion] = [passed('registration'), passed('completion')]
  const truth = simulateTruth(planned, earlier, linesOf, { start: passed('construction_start'), completion }, seed)
  const all = [
    ...earlier.map((project) => ({
      ...project,
      totalWan: truth.earlierWan.get(project.projectNo) as number,
      isReal: false,
      demolitionWan: 0,
    })),
    ...planned.map((project) => ({ ...project, isReal: project.facts !== undefined })),
  ]
  const reporters = all.flatMap(({ projectNo, kind, category, totalWan, isReal, demolitionWan }, index): Reporter[] => {
    const [on, done] = [registered.get(projectNo), truth.doneOf.get(projectNo)]
    if (on === undefined || done === undefined) return []
    return [
      {
        projectNo,
        isReal,
        isRenewal: kind.tag === '技术改造',
        hasFloors: kind.corridor === undefined,
        totalWan,
        constructionWan: Math.round((totalWan * kind.parts[0]) / 100),
        funding: fundingOf(projectNo),
        holding: isReal ? undefined : category === 'industry' ? randomOf(seed + index).pick(HOLDINGS) : 'state',
        registered: on,
        completed: completion.get(projectNo),
        demolitionWan,
        done,
        seed: seed + 3000 + index,
      },
    ]
  })
  const { openings, returns, corrections, missed } = simulateReports(reporters)
  const sites = all.flatMap(({ projectNo, totalWan }, index) => {
    const done = truth.doneOf.get(projectNo)
    return done === undefined ? [] : [{ projectNo, totalWan, done, seed: seed + 6000 + index }]
  })
  const told = simulateDispatch(sites, calendar)
  const mark = { source_kind: 'simulated' }
  const periods = PERIODS.map((at) => ({
    month: monthOf(at),
    state: at < OPEN_PERIOD ? 'closed' : 'open',
    missing_reason: at < OPEN_PERIOD && missed.has(at) ? '个别项目本期未按期上报，投资额并入下期补报' : undefined,
  }))
  return {
    truth,
    returns,
    files: [
      ['report-periods.csv', csvText(['month', 'state', 'missing_reason'], periods)],
      [
        'report-openings.csv',
        csvText(
          ['project_no', 'before_year', 'cumulative_wan', 'source_kind', 'citation'],
          openings.map(({ projectNo, year, fen: amount }) => ({
            project_no: projectNo,
            before_year: year,
            cumulative_wan: wan(amount),
            ...mark,
            citation: simulated,
          })),
        ),
      ],
      ['report-returns.csv', csvText(RETURN_COLUMNS, inOrder(returns).map(returnRow))],
      [
        'report-corrections.csv',
        csvText(
          ['project_no', 'month', 'appears_in', ...PART_COLUMNS, 'reason_code', 'note', 'source_kind'],
          inOrder(corrections).map(({ projectNo, at, appears, parts, code, note }) => ({
            project_no: projectNo,
            month: monthOf(at),
            appears_in: monthOf(appears),
            ...partColumns(parts),
            reason_code: code,
            note,
            ...mark,
          })),
        ),
      ],
      [
        'dispatch-entries.csv',
        csvText(
          ['project_no', 'month', 'told_on', ...PART_COLUMNS, 'progress_pct', 'note', 'source_kind'],
          told
            .toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
            .map(({ projectNo, at, on, parts, progressPpm, note }) => ({
              project_no: projectNo,
              month: monthOf(at),
              told_on: on,
              ...partColumns(parts),
              progress_pct: progressPpm / 10_000,
              note,
              ...mark,
            })),
        ),
      ],
      [
        'difference-reasons.csv',
        csvText(
          ['project_no', 'month', 'reason_code', 'note'],
          differenceReasons(returns, corrections, told, seed + 9000).map(({ projectNo, at, code }) => ({
            project_no: projectNo,
            month: monthOf(at),
            reason_code: code,
          })),
        ),
      ],
    ],
  }
}

const HOLDINGS = ['private', 'private', 'private', 'state', 'foreign', 'hong_kong_macao_taiwan'] as const

const RETURN_COLUMNS = [
  'project_no',
  'month',
  'state',
  'construction_wan',
  'installation_wan',
  'equipment_wan',
  'renewal_equipment_wan',
  'other_wan',
  'land_wan',
  ...FUNDING_SOURCES.map((source) => `funds_${source}_wan`),
  'payables_wan',
  'new_fixed_assets_wan',
  'floor_area_under_construction_m2',
  'floor_area_completed_m2',
  'method',
  'other_method_wan',
  'holding',
  'not_countable_wan',
  'not_countable_code',
  'over_total_reason',
  'returned_field',
  'returned_reason',
  'source_kind',
] as const

const positive = (amount: number): string | undefined => (amount === 0 ? undefined : wan(amount))

const returnRow = (one: Return) => ({
  project_no: one.projectNo,
  month: monthOf(one.at),
  state: one.state,
  ...partColumns(one.parts),
  renewal_equipment_wan: positive(one.renewal),
  ...Object.fromEntries(FUNDING_SOURCES.map((source, index) => [`funds_${source}_wan`, positive(one.funds[index] as number)])),
  payables_wan: wan(one.payables),
  new_fixed_assets_wan: wan(one.newAssets),
  floor_area_under_construction_m2: one.floorsUnder,
  floor_area_completed_m2: one.floorsDone,
  method: one.isByLedger ? 'finance' : 'progress',
  other_method_wan: wan(one.otherMethod),
  holding: one.holding,
  not_countable_wan: positive(one.demolition),
  not_countable_code: one.demolition === 0 ? undefined : 'demolition',
  over_total_reason: one.reason,
  returned_field: one.returned?.field,
  returned_reason: one.returned?.reason,
  source_kind: 'simulated',
})

const inOrder = <Row extends { readonly at: number; readonly projectNo: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => a.at - b.at || (a.projectNo < b.projectNo ? -1 : 1))
