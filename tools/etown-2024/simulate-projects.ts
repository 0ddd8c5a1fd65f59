import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import { addDays, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import { GATES, type Gate } from '../../packages/domain/src/project/project-row.ts'
import { dateOf, dayWithin, onWorkday } from './dates.ts'
import { kindOf, type Kind } from './kinds.ts'
import { PUBLIC_PROJECTS, type Place, type PublicProject } from './public-projects.ts'
import { split, splitBelow, type Random } from './random.ts'

/** 建筑 安装 设备 其他, and of the last the land; whole 万元. */
export type Parts = [construction: number, installation: number, equipment: number, other: number, land: number]

export interface PlannedProject {
  readonly projectNo: string
  readonly facts: PublicProject | undefined
  readonly nameZh: string
  readonly nameEn: string
  readonly category: PublicProject['category']
  readonly cluster: PublicProject['cluster']
  readonly kindName: string
  readonly kind: Kind
  readonly node: string
  readonly owner: string | undefined
  readonly place: Place
  readonly stage: 'starting' | 'under-way' | 'finishing'
  readonly gates: Partial<Record<Gate, PlainDate>>
  readonly annualWan: number
  readonly annual: Parts
  readonly totalWan: number
  readonly total: Parts
  /** Not countable, in the first half-year; 0 for most. */
  readonly demolitionWan: number
}

export const TARGET_WAN = 10_000_000
const INDUSTRY_WAN = 6_000_000
const EMERGING_WAN = 240_000
export const INFRASTRUCTURE_WAN = 2_600_000
export const PUBLIC_SERVICE_WAN = 1_400_000
/** Construction, installation and equipment of the whole; Beijing's published share of 2023 is 56.2 %. */
const BUILT_SHARE = 0.562
const LEAD_CLUSTERS = ['it', 'nev', 'bio', 'robotics'] as const
/** The published proportion of the four lead clusters. */
const LEAD_PROPORTION = [32, 6, 6, 1]

const leads = split(INDUSTRY_WAN - EMERGING_WAN, LEAD_PROPORTION)
export const CLUSTER_WAN: Readonly<Record<string, number>> = {
  ...Object.fromEntries(LEAD_CLUSTERS.map((cluster, index) => [cluster, leads[index] as number])),
  emerging: EMERGING_WAN,
}

interface Group {
  readonly category: PublicProject['category']
  readonly cluster?: PublicProject['cluster']
  readonly frameWan: number
  readonly kinds: Readonly<Record<string, number>>
}

/** How many simulated projects of each kind; with the public ones they make 202. */
const GROUPS: readonly Group[] = [
  {
    category: 'industry',
    cluster: 'it',
    frameWan: CLUSTER_WAN['it'] as number,
    kinds: { chips: 9, 'semiconductor-parts': 7, materials: 5, computers: 5, communications: 4, optoelectronics: 3, park: 1 },
  },
  {
    category: 'industry',
    cluster: 'nev',
    frameWan: CLUSTER_WAN['nev'] as number,
    kinds: { parts: 9, battery: 3, 'fuel-cell': 2, vehicle: 1 },
  },
  {
    category: 'industry',
    cluster: 'bio',
    frameWan: CLUSTER_WAN['bio'] as number,
    kinds: { medicine: 7, vaccine: 3, chemistry: 5, device: 4, 'medical-research': 3 },
  },
  {
    category: 'industry',
    cluster: 'robotics',
    frameWan: CLUSTER_WAN['robotics'] as number,
    kinds: { robot: 4, 'special-robot': 3, 'machine-tool': 2 },
  },
  { category: 'industry', cluster: 'emerging', frameWan: EMERGING_WAN, kinds: { space: 3, 'renewal-park': 1, driving: 1 } },
  {
    category: 'infrastructure',
    frameWan: INFRASTRUCTURE_WAN,
    kinds: {
      rail: 3,
      station: 2,
      'main-road': 9,
      road: 7,
      tunnel: 4,
      substation: 4,
      'water-plant': 3,
      heat: 2,
      carrier: 7,
      logistics: 2,
      greenway: 2,
      network: 1,
    },
  },
  {
    category: 'public_service',
    frameWan: PUBLIC_SERVICE_WAN,
    kinds: { school: 4, primary: 3, kindergarten: 3, hospital: 2, clinic: 3, 'care-home': 2, housing: 7, sports: 2, culture: 2 },
  },
]

const LABELS = {
  industry: ['工业项目', 'Industrial project'],
  infrastructure: ['基础设施项目', 'Infrastructure project'],
  public_service: ['公共服务项目', 'Public-service project'],
} as const

interface Draft {
  facts: PublicProject | undefined
  nameZh: string
  nameEn: string
  category: PublicProject['category']
  cluster: PublicProject['cluster']
  kindName: string
  kind: Kind
  place: Place
  stage: PlannedProject['stage']
  gates: Partial<Record<Gate, PlainDate>>
  annualWan: number
  owner: string | undefined
}

export function simulateProjects(random: Random, calendar: WorkdayCalendar): PlannedProject[] {
  const drafts: Draft[] = []
  const numbers = { industry: 0, infrastructure: 0, public_service: 0 }
  for (const group of GROUPS) {
    const published = PUBLIC_PROJECTS.filter(
      (facts) => facts.standing === 'plan' && facts.category === group.category && facts.cluster === group.cluster,
    )
    for (const facts of published) {
      const gates = publicGates(facts, random, calendar)
      drafts.push({
        facts,
        nameZh: facts.nameZh,
        nameEn: facts.nameEn,
        category: group.category,
        cluster: group.cluster,
        kindName: facts.kind,
        kind: kindOf(facts.kind),
        place: facts.place,
        stage: stageOf(gates),
        gates,
        annualWan: facts.annualWan as number,
        owner: facts.owner,
      })
    }
    const fixed = published.reduce((sum, facts) => sum + (facts.annualWan as number), 0)
    const simulated: Draft[] = []
    for (const [kindName, count] of Object.entries(group.kinds)) {
      for (let index = 0; index < count; index += 1) {
        const kind = kindOf(kindName)
        const gates = simulatedGates(kindName, kind, random, calendar)
        simulated.push({
          facts: undefined,
          nameZh: '',
          nameEn: '',
          category: group.category,
          cluster: group.cluster,
          kindName,
          kind,
          place: random.pick(kind.places),
          stage: stageOf(gates),
          gates,
          annualWan: 0,
          owner: undefined,
        })
      }
    }
    // Long-tailed: a few large projects and many small ones, none beyond what is believable for its kind.
    const weights = simulated.map(
      ({ kind, stage }) => kind.typicalWan * 2 ** (random.normal() * 0.85) * (stage === 'under-way' ? 1.15 : 0.85),
    )
    const amounts = splitBelow(
      group.frameWan - fixed,
      weights,
      simulated.map(({ kind }) => kind.mostWan),
    )
    simulated.forEach((draft, index) => {
      numbers[group.category] += 1
      const number = String(numbers[group.category]).padStart(3, '0')
      const [labelZh, labelEn] = LABELS[group.category]
      draft.annualWan = amounts[index] as number
      draft.nameZh = `${labelZh}${number}`
      draft.nameEn = `${labelEn} ${number}`
      draft.owner =
        group.category === 'industry' ? `模拟企业${number}` : `模拟建设单位${String((numbers[group.category] % 8) + 1).padStart(2, '0')}`
    })
    drafts.push(...simulated)
  }
  return withAmounts(drafts, random)
}

const stageOf = (gates: Partial<Record<Gate, PlainDate>>): PlannedProject['stage'] =>
  (gates.construction_start ?? '') >= '2024' ? 'starting' : (gates.completion ?? '') < '2025' ? 'finishing' : 'under-way'

function publicGates(facts: PublicProject, random: Random, calendar: WorkdayCalendar): Partial<Record<Gate, PlainDate>> {
  const gates: Partial<Record<Gate, PlainDate>> = {}
  let before: PlainDate | undefined
  for (const gate of GATES) {
    const text = facts.gates?.[gate] ?? facts.assumed?.[gate]
    if (text === undefined) continue
    before = dayWithin(text, random, calendar, before)
    gates[gate] = before
  }
  return gates
}

/** Starts crowd into spring, after the land is awarded; few projects start in winter. */
const START_MONTHS = [1, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 10, 11]
const SLOW = new Set(['rail', 'hospital', 'housing', 'carrier', 'chips', 'main-road'])
const QUICK = new Set(['road', 'clinic', 'kindergarten', 'network', 'renewal-park', 'renewal-vehicle', 'greenway'])

function simulatedGates(kindName: string, kind: Kind, random: Random, calendar: WorkdayCalendar): Partial<Record<Gate, PlainDate>> {
  const day = (year: number, month: number) => onWorkday(calendar, dateOf(year, month, random.whole(3, 25)))
  const isStarting = random.next() < 0.4
  const duration = SLOW.has(kindName) ? random.whole(24, 38) : QUICK.has(kindName) ? random.whole(9, 15) : random.whole(15, 28)
  const start = isStarting
    ? day(2024, random.pick(START_MONTHS))
    : // Under way at the turn of the year: begun so that at least two months of 2024 are still built.
      day(2024, random.whole(Math.max(-26, 3 - duration), -1))
  const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7))]
  const gates: Partial<Record<Gate, PlainDate>> = { construction_start: start, completion: day(year, month + duration) }
  if (kind.awarded) {
    const award = onWorkday(calendar, addDays(start, -random.whole(12, 80)))
    gates.land_award = award
    gates.signing = onWorkday(calendar, addDays(award, -random.whole(60, 240)))
  }
  if (kind.operates) {
    const production = onWorkday(calendar, addDays(gates.completion as PlainDate, random.whole(40, 130)))
    gates.production = production
    if (kind.landUse.startsWith('industrial') && kind.node.startsWith('industry')) {
      gates.full_capacity = onWorkday(calendar, addDays(production, random.whole(360, 760)))
    }
  }
  return gates
}

/** How the parts of a year differ from those of the whole project: land first, equipment last. */
const STAGE_PARTS: Readonly<Record<PlannedProject['stage'], readonly number[]>> = {
  starting: [1, 0.5, 0.45, 1.2],
  'under-way': [1.1, 1, 1, 0.9],
  finishing: [0.7, 1.3, 1.35, 0.6],
}

function withAmounts(drafts: readonly Draft[], random: Random): PlannedProject[] {
  const weights = drafts.map(({ kind, stage }) =>
    kind.parts.slice(0, 4).map((part, index) => part * (STAGE_PARTS[stage][index] as number) * random.between(0.9, 1.1)),
  )
  const landOfOther = drafts.map(({ kind, stage }) =>
    kind.parts[3] === 0
      ? 0
      : (kind.parts[4] / kind.parts[3]) * (stage === 'starting' ? random.between(0.9, 0.98) : random.between(0.7, 0.88)),
  )
  const annualOf = (factor: number): Parts[] =>
    drafts.map(({ annualWan, facts }, index) => {
      if (facts?.annualParts) return [...facts.annualParts]
      const [construction, installation, equipment, other] = weights[index] as [number, number, number, number]
      const parts = split(annualWan, [construction, installation, equipment, other * factor]) as [number, number, number, number]
      return [...parts, Math.round(parts[3] * (landOfOther[index] as number))]
    })
  // The one free weight, that of other costs, is set so that the whole has the share that a planner of this city would expect.
  let [low, high] = [0.2, 8]
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2
    const built = annualOf(middle).reduce((sum, parts) => sum + parts[0] + parts[1] + parts[2], 0)
    if (built > TARGET_WAN * BUILT_SHARE) low = middle
    else high = middle
  }
  const annuals = annualOf(low)
  return drafts.map((draft, index) => {
    const annual = annuals[index] as Parts
    const demolitionWan = demolitionOf(draft, random)
    const totalWan = draft.facts?.totalWan ?? draft.facts?.simulatedTotalWan ?? totalOf(draft, demolitionWan, random)
    const rest = totalWan - draft.annualWan - demolitionWan
    if (rest < 0) throw new Error(`${draft.nameZh}: more in the year than in total`)
    const outside = split(rest, draft.kind.parts.slice(0, 4)) as [number, number, number, number]
    const land = draft.kind.parts[3] === 0 ? 0 : Math.floor((outside[3] * draft.kind.parts[4]) / draft.kind.parts[3])
    const total: Parts = [
      annual[0] + outside[0],
      annual[1] + outside[1],
      annual[2] + outside[2],
      annual[3] + outside[3] + demolitionWan,
      annual[4] + land,
    ]
    const { cluster, kind } = draft
    return {
      ...draft,
      projectNo: `ET24-${String(index + 1).padStart(3, '0')}`,
      node: nodeOf(cluster, kind),
      annual,
      total,
      totalWan,
      demolitionWan,
    }
  })
}

const nodeOf = (cluster: PublicProject['cluster'], kind: Kind): string =>
  cluster === undefined
    ? kind.node
    : cluster !== 'emerging'
      ? `industry-${cluster}`
      : kind.node.startsWith('industry-emerging')
        ? kind.node
        : 'industry-emerging-renewal'

/** Demolition beside the project's own investment, for some lines of infrastructure that are under way. */
const demolitionOf = ({ facts, category, kindName, stage, annualWan }: Draft, random: Random): number =>
  facts === undefined &&
  category === 'infrastructure' &&
  stage !== 'starting' &&
  ['rail', 'main-road', 'carrier', 'greenway', 'water-plant'].includes(kindName) &&
  random.next() < 0.7
    ? Math.round((annualWan * random.between(0.08, 0.22)) / 10) * 10
    : 0

const SHARE_OF_TOTAL: Readonly<Record<PlannedProject['stage'], readonly [number, number]>> = {
  starting: [0.3, 0.6],
  'under-way': [0.24, 0.44],
  finishing: [0.14, 0.32],
}
/** Nothing simulated is as large as the zone's largest project. */
const MOST_TOTAL_WAN = 2_400_000

function totalOf({ annualWan, stage }: Draft, demolitionWan: number, random: Random): number {
  const [low, high] = SHARE_OF_TOTAL[stage]
  const wanted = Math.ceil((annualWan + demolitionWan) / random.between(low, high) / 100) * 100
  return Math.min(MOST_TOTAL_WAN, Math.max(wanted, annualWan + demolitionWan))
}
