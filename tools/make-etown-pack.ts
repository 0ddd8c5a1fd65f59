// Writes the simulated part of zones/etown-2024 beside the public facts. The same facts and the same seed give the same files,
// byte for byte: node tools/make-etown-pack.ts
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatWanExact, fen, parseWan } from '../packages/domain/src/shared/money.ts'
import { yearMonthOf, type PlainDate } from '../packages/domain/src/shared/time.ts'
import { QUARTER_LIST_TAGS } from '../packages/domain/src/plan/quarter-list.ts'
import { profileWeights, spreadComposition } from '../packages/domain/src/plan/spread.ts'
import { FUNDING_SOURCES, GATES } from '../packages/domain/src/project/project-row.ts'
import { calendarOf, publishedDays } from './etown-2024/calendar.ts'
import { dayWithin } from './etown-2024/dates.ts'
import { FEN_PER_WAN } from './etown-2024/simulate-done.ts'
import { earlierLives } from './etown-2024/earlier-lives.ts'
import { ENTERPRISE_NAMES_EN, OUR_RENDERING, PARCEL_NAMES_EN } from './etown-2024/english-names.ts'
import { corridorLine, DISTRICTS, layOut, onMap, RAILWAY, ringOnMap, riverBand, roadLines } from './etown-2024/layout.ts'
import { monthlyFiles } from './etown-2024/monthly-files.ts'
import { placeProjects } from './etown-2024/places.ts'
import { LEFT_OUT_PARCELS, PUBLIC_PARCELS } from './etown-2024/public-parcels.ts'
import { PUBLIC_PROJECTS, type PublicProject } from './etown-2024/public-projects.ts'
import { randomOf, split, type Random } from './etown-2024/random.ts'
import { recordFiles } from './etown-2024/record-files.ts'
import { partsOf, simulateEarlier, type EarlierProject } from './etown-2024/simulate-earlier.ts'
import { creditCode, projectCode, STAT_AREA_CODE } from './etown-2024/simulate-codes.ts'
import { simulateLives } from './etown-2024/simulate-lives.ts'
import { buildingMonths, simulateMonths, type MonthLine } from './etown-2024/simulate-months.ts'
import {
  CLUSTER_WAN,
  INFRASTRUCTURE_WAN,
  PUBLIC_SERVICE_WAN,
  simulateProjects,
  TARGET_WAN,
  type PlannedProject,
} from './etown-2024/simulate-projects.ts'
import { readMeText } from './etown-2024/read-me.ts'
import { csvText, geoJsonText } from './etown-2024/text-files.ts'

const SEED = 20240115
/** Investment in the year from which a project counts as a key one, in 万元. */
const KEY_WAN = 100_000
const SIMULATED = `simulated: generator of this pack, seed ${SEED}`
const ILLUSTRATIVE = `illustrative: drawn by the generator of this pack, seed ${SEED}`
const PARTS = ['construction', 'installation', 'equipment', 'other', 'land'] as const
const partColumns = (prefix: string, parts: readonly number[]) =>
  Object.fromEntries(PARTS.map((part, index) => [`${prefix}${part}_wan`, parts[index]]))

/** The lists of the first-quarter drive, as tags: assumed from what the project is, since no list of the zone is published. */
const listTags = ({ annualWan, category, kind, gates }: PlannedProject): string[] => [
  ...(annualWan >= KEY_WAN ? [QUARTER_LIST_TAGS.key] : []),
  ...((gates.construction_start ?? '9999') < '2024-01-01' && gates.completion?.startsWith('2024') === true
    ? [QUARTER_LIST_TAGS.completing]
    : []),
  ...(category === 'public_service' || kind.tag === '公园绿地' ? [QUARTER_LIST_TAGS.livelihood] : []),
]

const codesOf = (ordinal: number, { signing, construction_start: start }: PlannedProject['gates']) => ({
  project_code: projectCode(ordinal + 1, (signing ?? start ?? '2024-01').slice(0, 7)),
  stat_area_code: STAT_AREA_CODE,
})

/** Every generated file of the pack by its path. */
export function makeEtownPack(): Map<string, string> {
  const days = publishedDays()
  const calendar = calendarOf(days)
  const projects = simulateProjects(randomOf(SEED), calendar)
  const places = placeProjects(projects, randomOf(SEED + 1))
  const outlines = layOut(places.sites, randomOf(SEED + 2))
  const monthsOf = new Map(projects.map((project) => [project.projectNo, simulateMonths(project)]))
  const spread = new Map(projects.flatMap((project) => profileOf(project)))
  const reserves = PUBLIC_PROJECTS.filter(({ standing }) => standing === 'register').map((facts, index) => ({
    projectNo: `ET24-R${String(index + 1).padStart(2, '0')}`,
    facts,
  }))
  const numberOf = new Map([
    ...projects.map((project): [string, string] => [project.nameZh, project.projectNo]),
    ...reserves.map(({ facts, projectNo }): [string, string] => [facts.nameZh, projectNo]),
  ])
  const relation = (facts: PublicProject | undefined): string | undefined => {
    if (facts?.relation === undefined) return undefined
    const [kind, name = ''] = facts.relation.split(/:(.*)/s)
    return `${kind}:${numberOf.get(name)}`
  }
  const random = randomOf(SEED + 3)
  const fundingByProject = new Map<string, number[]>()
  const sources: Record<'register' | 'key' | 'column' | 'source_kind' | 'citation', string>[] = []
  const note = (register: string, key: string, columns: readonly string[], kind: 'public' | 'simulated' | 'computed', citation: string) => {
    for (const column of columns) sources.push({ register, key, column, source_kind: kind, citation })
  }

  const projectRows = projects.map((project, ordinal) => {
    const { facts, gates, kind, projectNo } = project
    const funding = fundingOf(project, random)
    fundingByProject.set(projectNo, funding)
    const parcels = places.shares
      .filter((share) => share.projectNo === projectNo)
      .map(({ parcel, areaM2 }) => (areaM2 === undefined ? parcel : `${parcel}:${areaM2}`))
    const row = {
      project_no: projectNo,
      name_zh: project.nameZh,
      name_en: project.nameEn,
      short_name: facts?.shortName,
      // Nobody's real project is given a code that it does not have.
      ...(facts === undefined ? codesOf(ordinal, gates) : {}),
      owner: project.owner,
      category: project.category,
      cluster: project.cluster,
      industry_code: kind.industryCode,
      nature:
        kind.tag === '技术改造' || kind.tag === '城市更新' || facts?.nameZh.includes('城市更新')
          ? 'renewal'
          : facts?.nameZh.includes('改扩建')
            ? 'expansion'
            : 'new',
      total_wan: project.totalWan,
      ...partColumns('total_', project.total),
      ...Object.fromEntries(
        FUNDING_SOURCES.map((source, index) => [`funding_${source}_wan`, funding[index] === 0 ? undefined : funding[index]]),
      ),
      ...Object.fromEntries(GATES.map((gate) => [`${gate}_on`, gates[gate]])),
      bureau: kind.bureau,
      service_manager: `管家${String(random.whole(1, 24)).padStart(2, '0')}`,
      address: facts?.address ?? project.place,
      relations: relation(facts),
      parcels: parcels.join('|'),
      tags: [kind.tag, ...listTags(project)].join('|'),
      'custom.focus_level': project.annualWan >= KEY_WAN ? '市级重点' : project.annualWan >= 30_000 ? '区级重点' : '一般',
      'custom.visits_planned': random.whole(2, 12),
      'custom.promised_output':
        facts === undefined && gates.full_capacity
          ? `${Math.round((project.totalWan * random.between(0.8, 2.4)) / 100) * 100}0000.00`
          : undefined,
      notes: facts?.note,
      source_kind: facts === undefined ? 'simulated' : 'public',
      citation: facts?.citation ?? SIMULATED,
    }
    if (facts) {
      const simulated = [
        'industry_code',
        'nature',
        ...(facts.totalWan === undefined ? ['total_wan'] : []),
        ...PARTS.map((part) => `total_${part}_wan`),
        ...FUNDING_SOURCES.filter((_, index) => funding[index] !== 0).map((source) => `funding_${source}_wan`),
        'bureau',
        'service_manager',
        'tags',
        'custom.focus_level',
        'custom.visits_planned',
        ...(facts.parcels ? [] : ['parcels']),
        ...(facts.address === undefined ? ['address'] : []),
      ]
      note('projects', projectNo, simulated, 'simulated', SIMULATED)
      note('projects', projectNo, ['name_en'], 'computed', OUR_RENDERING)
      for (const gate of GATES) {
        if (gates[gate] === undefined) continue
        const text = facts.gates?.[gate]
        if (text === undefined) note('projects', projectNo, [`${gate}_on`], 'simulated', SIMULATED)
        else if (text.length < 10)
          note('projects', projectNo, [`${gate}_on`], 'simulated', `${SIMULATED}; published as ${text}: ${facts.citation}`)
      }
      if (facts.totalCitation) note('projects', projectNo, ['total_wan'], 'public', facts.totalCitation)
    }
    return row
  })

  const reserveRows = reserves.map(({ facts, projectNo }) => {
    note('projects', projectNo, ['name_en'], 'computed', OUR_RENDERING)
    let before: PlainDate | undefined
    const gates = Object.fromEntries(
      GATES.flatMap((gate) => {
        const text = facts.gates?.[gate]
        if (text === undefined) return []
        before = dayWithin(text, random, calendar, before)
        if (text.length < 10)
          note('projects', projectNo, [`${gate}_on`], 'simulated', `${SIMULATED}; published as ${text}: ${facts.citation}`)
        return [[`${gate}_on`, before]]
      }),
    )
    return {
      project_no: projectNo,
      name_zh: facts.nameZh,
      name_en: facts.nameEn,
      short_name: facts.shortName,
      owner: facts.owner,
      category: facts.category,
      cluster: facts.cluster,
      ...gates,
      address: facts.address,
      relations: relation(facts),
      tags: facts.stage === '储备' || facts.stage.startsWith('签约') ? '储备' : '已建成',
      notes: facts.note,
      source_kind: 'public',
      citation: facts.citation,
    }
  })

  const planRows = projects.map((project) => {
    const profile = spread.get(project.projectNo)
    const [first, last] = buildingMonths(project)
    return {
      project_no: project.projectNo,
      node: project.node,
      annual_wan: project.annualWan,
      profile: profile ?? 'custom',
      ...(profile === undefined ? {} : { first_month: monthText(first), last_month: monthText(last), ...partColumns('', project.annual) }),
      source_kind: 'simulated',
      citation: SIMULATED,
    }
  })
  const monthRows = projects
    .filter(({ projectNo }) => !spread.has(projectNo))
    .flatMap(({ projectNo }) =>
      (monthsOf.get(projectNo) as MonthLine[]).map(({ month, parts, notCountableReason }) => ({
        project_no: projectNo,
        month: monthText(month),
        ...partColumns('', parts),
        not_countable_reason: notCountableReason,
      })),
    )

  const parcelRows = [
    ...PUBLIC_PARCELS.map((parcel) => {
      note('parcels', parcel.name, ['geometry'], 'simulated', ILLUSTRATIVE)
      note('parcels', parcel.name, ['status'], 'simulated', SIMULATED)
      const nameEn = PARCEL_NAMES_EN[parcel.name]
      if (nameEn !== undefined) note('parcels', parcel.name, ['name_en'], 'computed', OUR_RENDERING)
      for (const [column, citation] of parcel.computed ?? []) note('parcels', parcel.name, [column], 'computed', citation)
      return {
        name: parcel.name,
        other_names: parcel.otherNames?.join('|'),
        name_en: nameEn,
        kind: 'parcel',
        land_use: parcel.landUse,
        area_m2: parcel.areaM2,
        floor_area_m2: parcel.floorAreaM2,
        far: parcel.far,
        height_m: parcel.heightM,
        green_pct: parcel.greenPct,
        conditions: parcel.conditions,
        supply_mode: parcel.supplyMode,
        status: parcel.status,
        price_wan: parcel.priceWan,
        tenure_years: parcel.tenureYears,
        deal_on: parcel.dealOn,
        commitments: parcel.commitments,
        notes: [parcel.winner === undefined ? undefined : `受让方：${parcel.winner}`, parcel.notes]
          .filter((text) => text !== undefined)
          .join('；'),
        source_kind: 'public',
        citation: parcel.citation,
      }
    }),
    ...places.parcels.map((parcel) => {
      if (parcel.areaCitation !== undefined) note('parcels', parcel.name, ['area_m2'], 'public', parcel.areaCitation)
      return {
        name: parcel.name,
        name_en: parcel.nameEn,
        kind: 'parcel',
        land_use: parcel.landUse,
        area_m2: parcel.areaM2,
        floor_area_m2: parcel.floorAreaM2,
        far: (Number(parcel.floorAreaM2) / Number(parcel.areaM2)).toFixed(2),
        supply_mode: parcel.supplyMode,
        status: parcel.status,
        price_wan: parcel.priceWan,
        tenure_years: parcel.supplyMode?.startsWith('transfer-') ? parcel.supplyMode.slice('transfer-'.length) : undefined,
        deal_on: parcel.dealOn,
        'custom.site_services': random.pick(['五通一平', '六通一平', '七通一平', '七通一平']),
        notes: '示意地块，非真实地块',
        source_kind: 'simulated',
        citation: SIMULATED,
      }
    }),
    ...places.corridors.map((corridor) => ({
      name: corridor.name,
      name_en: corridor.nameEn,
      kind: 'corridor',
      land_use: corridor.landUse,
      status: 'building',
      notes: corridor.citation === undefined ? '示意走廊，非真实线位' : '真实项目，线位为示意',
      source_kind: 'simulated',
      citation: corridor.citation === undefined ? SIMULATED : `${ILLUSTRATIVE}; stands for a published project: ${corridor.citation}`,
    })),
  ]

  for (const name of new Set([...projects.filter(({ facts }) => facts), ...reserves.map(({ facts }) => facts)].map(({ owner }) => owner))) {
    if (name !== undefined && name in ENTERPRISE_NAMES_EN) note('enterprises', name, ['name_en'], 'computed', OUR_RENDERING)
  }

  const planLives = simulateLives(projects, randomOf(SEED + 4), SEED + 1000, calendar, SIMULATED)
  const earlier = simulateEarlier(randomOf(SEED + 5), calendar)
  const earlierLife = earlierLives(earlier, randomOf(SEED + 6), calendar, SIMULATED)
  const lives = {
    types: [...planLives.types, ...earlierLife.types],
    progress: [...planLives.progress, ...earlierLife.progress],
    fulfilments: [...planLives.fulfilments, ...earlierLife.fulfilments],
  }
  const earlierRandom = randomOf(SEED + 7)
  for (const { projectNo, category, kindName } of earlier) {
    fundingByProject.set(projectNo, fundingOf({ category, kindName, totalWan: 1_000_000 }, earlierRandom))
  }
  const months = monthlyFiles({
    planned: projects,
    earlier,
    linesOf: (project) => {
      const profile = spread.get(project.projectNo)
      return profile === undefined ? (monthsOf.get(project.projectNo) as MonthLine[]) : profileLines(project, profile)
    },
    progress: lives.progress,
    fundingOf: (projectNo) => fundingByProject.get(projectNo) as number[],
    calendar,
    seed: SEED + 20_000,
    simulated: SIMULATED,
  })
  const earlierRows = earlier.map((project, index) => {
    const wan = months.truth.earlierWan.get(project.projectNo) as number
    return earlierRow(project, wan, split(wan, fundingByProject.get(project.projectNo) as number[]), earlierRandom, projects.length + index)
  })
  const managers = new Map(projectRows.map((row) => [row.project_no, row.service_manager]))
  const records = recordFiles({
    planned: projects,
    earlier,
    months,
    lives,
    fundingOf: (projectNo) => fundingByProject.get(projectNo) as number[],
    managerOf: (projectNo) => managers.get(projectNo) as string,
    calendar,
    seed: SEED + 40_000,
    simulated: SIMULATED,
  })
  const parcelFeatures = [
    ...places.sites.map(({ name }) => ({
      properties: { name, illustrative: true },
      geometry: { type: 'Polygon', coordinates: [ringOnMap(outlines.get(name) ?? [])] },
    })),
    ...places.corridors.map(({ name, place, ordinal, blocks, isRailway }) => ({
      properties: { name, illustrative: true },
      geometry: {
        type: 'LineString',
        coordinates: (isRailway ? RAILWAY : corridorLine(place, ordinal, blocks, outlines.values())).map(onMap),
      },
    })),
  ]

  return new Map([
    ['README.md', readMeText(projects, PUBLIC_PROJECTS, PUBLIC_PARCELS.length, LEFT_OUT_PARCELS, SEED)],
    [
      'calendar.csv',
      csvText(
        ['day', 'kind', 'name_zh', 'notice'],
        days.map((row) => ({ ...row, name_zh: row.nameZh })),
      ),
    ],
    [
      'enterprises.csv',
      enterprisesText(
        projects,
        reserves.map(({ facts }) => facts),
        earlier,
        random,
      ),
    ],
    ['projects.csv', csvText(PROJECT_COLUMNS, [...projectRows, ...reserveRows, ...earlierRows])],
    ['parcels.csv', csvText(PARCEL_COLUMNS, parcelRows)],
    ['parcels.geojson', geoJsonText(parcelFeatures)],
    ['plan-projects.csv', csvText(PLAN_PROJECT_COLUMNS, planRows)],
    ['plan-months.csv', csvText(['project_no', 'month', ...PARTS.map((part) => `${part}_wan`), 'not_countable_reason'], monthRows)],
    [
      'plan-shares.csv',
      csvText(
        ['project_no', 'parcel', 'share_pct', 'method'],
        places.shares.map((share) => ({ ...share, project_no: share.projectNo, share_pct: share.sharePct })),
      ),
    ],
    ['project-lives.csv', csvText(['project_no', 'type'], lives.types)],
    ['gate-progress.csv', csvText(['project_no', 'gate', 'forecast_on', 'actual_on', 'source_kind', 'citation'], lives.progress)],
    [
      'gate-fulfilments.csv',
      csvText(
        ['project_no', 'condition', 'fulfilled_on', 'document_no', 'figure_yuan', 'source_kind', 'citation'],
        [...lives.fulfilments, ...records.broughtWithPacks],
      ),
    ],
    ...months.files,
    ...records.files,
    ['sources.csv', csvText(['register', 'key', 'column', 'source_kind', 'citation'], sources)],
    [
      'acceptances.csv',
      csvText(
        ['rule', 'project_no', 'reason'],
        projects
          .filter(({ owner }) => owner === undefined)
          .map(({ projectNo }) => ({ rule: 'no-owner', project_no: projectNo, reason: '公开资料未载明业主，待立项后补充' })),
      ),
    ],
    ['targets.yaml', targetsText(projects, monthsOf, spread)],
    ['tree.yaml', treeText(projects)],
    [
      'map/districts.geojson',
      geoJsonText(
        DISTRICTS.map(({ nameZh, nameEn, ring }) => ({
          properties: { nameZh, nameEn, illustrative: true },
          geometry: { type: 'Polygon', coordinates: [ring.map(onMap)] },
        })),
      ),
    ],
    [
      'map/roads.geojson',
      geoJsonText(
        roadLines().map(({ nameZh, nameEn, kind, line }) => ({
          properties: { ...(nameZh === '' ? {} : { nameZh, nameEn }), kind, illustrative: true },
          geometry: { type: 'LineString', coordinates: line.map(onMap) },
        })),
      ),
    ],
    [
      'map/water.geojson',
      geoJsonText([
        {
          properties: { nameZh: '凉水河', nameEn: 'Liangshui River', illustrative: true },
          geometry: { type: 'Polygon', coordinates: [ringOnMap(riverBand(42))] },
        },
      ]),
    ],
  ])
}

const monthText = (month: number): string => yearMonthOf(2024, month)

const PROJECT_COLUMNS = [
  'project_no',
  'project_code',
  'name_zh',
  'name_en',
  'short_name',
  'owner',
  'category',
  'cluster',
  'industry_code',
  'nature',
  'total_wan',
  ...PARTS.map((part) => `total_${part}_wan`),
  ...FUNDING_SOURCES.map((source) => `funding_${source}_wan`),
  ...GATES.filter((gate) => gate !== 'registration').map((gate) => `${gate}_on`),
  'bureau',
  'service_manager',
  'address',
  'stat_area_code',
  'relations',
  'parcels',
  'tags',
  'custom.focus_level',
  'custom.visits_planned',
  'custom.promised_output',
  'notes',
  'source_kind',
  'citation',
]
const PARCEL_COLUMNS = [
  'name',
  'other_names',
  'name_en',
  'kind',
  'land_use',
  'area_m2',
  'floor_area_m2',
  'far',
  'height_m',
  'green_pct',
  'conditions',
  'supply_mode',
  'status',
  'price_wan',
  'tenure_years',
  'deal_on',
  'commitments',
  'custom.site_services',
  'notes',
  'source_kind',
  'citation',
]
const PLAN_PROJECT_COLUMNS = [
  'project_no',
  'node',
  'annual_wan',
  'profile',
  'first_month',
  'last_month',
  ...PARTS.map((part) => `${part}_wan`),
  'source_kind',
  'citation',
]

type Profile = 'even' | 'front_loaded' | 's_curve'

/** Every ninth simulated project is planned by a profile instead of by months of its own. */
function profileOf({ facts, projectNo, demolitionWan, stage }: PlannedProject): [string, Profile][] {
  if (facts !== undefined || demolitionWan > 0 || Number(projectNo.slice(-3)) % 9 !== 0) return []
  return [[projectNo, stage === 'starting' ? 's_curve' : stage === 'finishing' ? 'front_loaded' : 'even']]
}

/** state budget, domestic loan, bond, foreign capital, self-raised, other; simulated for every project. */
function fundingOf({ category, kindName, totalWan }: Pick<PlannedProject, 'category' | 'kindName' | 'totalWan'>, random: Random): number[] {
  const loan = random.between(0.2, 0.4)
  if (category === 'industry') return split(totalWan, [0, loan, 0, 0, 1 - loan, 0])
  if (kindName === 'housing' || kindName === 'carrier') return split(totalWan, [0.2, 0.5, 0, 0, 0.3, 0])
  const bond = kindName === 'rail' || kindName === 'main-road' || kindName === 'hospital' ? random.between(0.15, 0.35) : 0
  return split(totalWan, [1 - bond - loan / 2, loan / 2, bond, 0, 0, 0])
}

/** A project completed before the year: in the register for the money of its years, outside the plan. */
function earlierRow(project: EarlierProject, totalWan: number, funding: readonly number[], random: Random, ordinal: number) {
  const { projectNo, nameZh, nameEn, owner, category, cluster, kind, gates, place, completedIn } = project
  return {
    project_no: projectNo,
    name_zh: nameZh,
    name_en: nameEn,
    ...codesOf(ordinal, gates),
    owner,
    category,
    cluster,
    industry_code: kind.industryCode,
    nature: 'new',
    total_wan: totalWan,
    ...partColumns('total_', partsOf(project, totalWan)),
    ...Object.fromEntries(
      FUNDING_SOURCES.map((source, index) => [`funding_${source}_wan`, funding[index] === 0 ? undefined : funding[index]]),
    ),
    ...Object.fromEntries(GATES.map((gate) => [`${gate}_on`, gates[gate]])),
    bureau: kind.bureau,
    service_manager: `管家${String(random.whole(1, 24)).padStart(2, '0')}`,
    address: place,
    tags: '已建成',
    notes: `${completedIn}年建成的模拟项目，承载往年投资，不在2024年计划内`,
    source_kind: 'simulated',
    citation: SIMULATED,
  }
}

const publicEnterprise = (owner: string, citation: string) => ({
  name_zh: owner,
  name_en: ENTERPRISE_NAMES_EN[owner],
  source_kind: 'public',
  citation,
})

function enterprisesText(
  projects: readonly PlannedProject[],
  reserves: readonly PublicProject[],
  earlier: readonly EarlierProject[],
  random: Random,
): string {
  const rows = new Map<string, Record<string, string | undefined>>()
  for (const { owner, facts } of projects) {
    if (owner === undefined || rows.has(owner)) continue
    rows.set(
      owner,
      facts === undefined
        ? {
            name_zh: owner,
            name_en: owner.startsWith('模拟企业') ? `Simulated enterprise ${owner.slice(4)}` : `Simulated developer ${owner.slice(6)}`,
            group_name:
              owner.startsWith('模拟企业') && random.next() < 0.25 ? `模拟集团${String(random.whole(1, 6)).padStart(2, '0')}` : undefined,
            'custom.is_listed': owner.startsWith('模拟企业') ? random.pick(['已上市', '未上市', '未上市']) : '不适用',
            source_kind: 'simulated',
            citation: SIMULATED,
          }
        : publicEnterprise(owner, facts.citation),
    )
  }
  for (const { owner, citation } of reserves) {
    if (owner !== undefined && !rows.has(owner)) rows.set(owner, publicEnterprise(owner, citation))
  }
  for (const { owner } of earlier) {
    if (rows.has(owner)) continue
    const name_en = `Simulated enterprise ${owner.slice(4)}`
    rows.set(owner, {
      name_zh: owner,
      name_en,
      'custom.is_listed': random.pick(['已上市', '未上市', '未上市']),
      source_kind: 'simulated',
      citation: SIMULATED,
    })
  }
  const withCodes = [...rows.values()].map((row, index) =>
    row['source_kind'] === 'simulated' ? { ...row, credit_code: creditCode(index + 1) } : row,
  )
  return csvText(['name_zh', 'credit_code', 'name_en', 'group_name', 'custom.is_listed', 'source_kind', 'citation'], withCodes)
}

interface TreeNode {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly category?: string
  readonly cluster?: string
  readonly frameWan?: number
  readonly children?: readonly TreeNode[]
}

const TREE: TreeNode = {
  code: 'total',
  nameZh: '全区固定资产投资',
  nameEn: 'All investment of the zone',
  frameWan: TARGET_WAN,
  children: [
    {
      code: 'industry',
      nameZh: '产业',
      nameEn: 'Industry',
      category: 'industry',
      frameWan: Object.values(CLUSTER_WAN).reduce((sum, wan) => sum + wan, 0),
      children: [
        ...(
          [
            ['it', '新一代信息技术', 'New-generation information technology'],
            ['nev', '新能源汽车和智能网联汽车', 'New-energy and intelligent connected vehicles'],
            ['bio', '生物技术和大健康', 'Biotechnology and health'],
            ['robotics', '机器人和智能制造', 'Robotics and intelligent manufacturing'],
          ] as const
        ).map(
          ([cluster, nameZh, nameEn]): TreeNode => ({
            code: `industry-${cluster}`,
            nameZh,
            nameEn,
            cluster,
            frameWan: CLUSTER_WAN[cluster] as number,
          }),
        ),
        {
          code: 'industry-emerging',
          nameZh: '新兴产业',
          nameEn: 'Emerging industries',
          cluster: 'emerging',
          frameWan: CLUSTER_WAN['emerging'] as number,
          children: [
            { code: 'industry-emerging-space', nameZh: '商业航天', nameEn: 'Commercial space' },
            { code: 'industry-emerging-driving', nameZh: '高级别自动驾驶', nameEn: 'High-level automated driving' },
            { code: 'industry-emerging-renewal', nameZh: '产业更新', nameEn: 'Renewal of industrial space' },
          ],
        },
      ],
    },
    {
      code: 'infrastructure',
      nameZh: '基础设施',
      nameEn: 'Infrastructure',
      category: 'infrastructure',
      frameWan: INFRASTRUCTURE_WAN,
      children: [
        { code: 'infrastructure-transport', nameZh: '交通', nameEn: 'Transport' },
        { code: 'infrastructure-municipal', nameZh: '市政公用', nameEn: 'Municipal works' },
        { code: 'infrastructure-digital', nameZh: '算力与信息网络', nameEn: 'Computing and networks' },
        { code: 'infrastructure-space', nameZh: '产业空间与物流', nameEn: 'Industrial space and logistics' },
      ],
    },
    {
      code: 'public-service',
      nameZh: '公共服务',
      nameEn: 'Public service',
      category: 'public_service',
      frameWan: PUBLIC_SERVICE_WAN,
      children: [
        { code: 'public-education', nameZh: '教育', nameEn: 'Education' },
        { code: 'public-health', nameZh: '医疗与养老', nameEn: 'Health and care' },
        { code: 'public-housing', nameZh: '人才与保障住房', nameEn: 'Housing for talent and households in need' },
        { code: 'public-culture', nameZh: '文化体育', nameEn: 'Culture and sport' },
      ],
    },
  ],
}

/** Nodes without a given frame get what their projects plan. */
function treeText(projects: readonly PlannedProject[]): string {
  const planned = (code: string) => projects.filter(({ node }) => node === code).reduce((sum, { annualWan }) => sum + annualWan, 0)
  const lines = ['# 分解树: frames in 万元. Children add up to their parent.', '$schema: ../schema/tree.schema.json', 'root:']
  const write = (node: TreeNode, indent: string, first: string) => {
    lines.push(`${indent}${first}code: ${node.code}`)
    const rest = `${indent}${' '.repeat(first.length)}`
    lines.push(`${rest}nameZh: ${node.nameZh}`, `${rest}nameEn: ${node.nameEn}`)
    if (node.category) lines.push(`${rest}category: ${node.category}`)
    if (node.cluster) lines.push(`${rest}cluster: ${node.cluster}`)
    lines.push(`${rest}frameWan: ${node.frameWan ?? planned(node.code)}`)
    if (!node.children) return
    lines.push(`${rest}children:`)
    for (const child of node.children) write(child, `${rest}  `, '- ')
  }
  write(TREE, '  ', '')
  return `${lines.join('\n')}\n`
}

interface Target {
  readonly indicator: string
  readonly scope?: string
  readonly period: string
  readonly comparator: 'at_least' | 'at_most' | 'equal'
  readonly valueWan?: string
  readonly valueShare?: string
  readonly valueCount?: number
  readonly note?: string
  readonly citation?: string
}

const PUBLISHED_PLAN = 'Published plan of 2024'

/** The months of a project that is planned by a profile, as the loading of the pack spreads them. */
function profileMonths(project: PlannedProject, profile: Profile) {
  const [first, last] = buildingMonths(project)
  const months = Array.from({ length: last - first + 1 }, (_, index) => yearMonthOf(2024, first + index))
  const [constructionFen, installationFen, equipmentFen, otherFen, landFen] = project.annual.map((part) => parseWan(String(part))) as [
    never,
    never,
    never,
    never,
    never,
  ]
  return spreadComposition(
    { constructionFen, installationFen, equipmentFen, otherFen, landFen },
    months,
    profileWeights(profile, months.length),
  )
}

/** The same as lines in whole 万元. */
const profileLines = (project: PlannedProject, profile: Profile): MonthLine[] =>
  profileMonths(project, profile).map((row) => ({
    month: Number(row.month.slice(5)),
    parts: [row.constructionFen, row.installationFen, row.equipmentFen, row.otherFen, row.landFen].map((amount) =>
      Math.floor(Number(amount) / FEN_PER_WAN),
    ) as unknown as MonthLine['parts'],
    notCountableReason: '',
  }))

function targetsText(
  projects: readonly PlannedProject[],
  monthsOf: ReadonlyMap<string, readonly MonthLine[]>,
  spread: ReadonlyMap<string, Profile>,
): string {
  const amounts = Array.from({ length: 12 }, () => [0n, 0n, 0n, 0n] as [bigint, bigint, bigint, bigint])
  const add = (month: number, parts: readonly bigint[]) =>
    parts.forEach((part, index) => ((amounts[month - 1] as bigint[])[index] = (amounts[month - 1]?.[index] ?? 0n) + part))
  for (const project of projects) {
    const profile = spread.get(project.projectNo)
    if (profile === undefined) {
      for (const { month, parts, notCountableReason } of monthsOf.get(project.projectNo) ?? []) {
        if (notCountableReason === '')
          add(
            month,
            parts.slice(0, 4).map((part) => parseWan(String(part))),
          )
      }
      continue
    }
    for (const row of profileMonths(project, profile)) {
      add(Number(row.month.slice(5)), [row.constructionFen, row.installationFen, row.equipmentFen, row.otherFen])
    }
  }
  const sum = (last: number, parts: readonly number[]) =>
    amounts.slice(0, last).reduce((total, month) => total + parts.reduce((part, index) => part + (month[index] as bigint), 0n), 0n)
  const STEP = parseWan('50000')
  const down = (amount: bigint) => formatWanExact(fen((amount / STEP) * STEP))
  const all = [0, 1, 2, 3]
  // A tenth less than is planned: a target leaves room.
  const nearly = (planned: number) => Math.floor(planned * 0.9)
  const count = (gate: 'construction_start' | 'completion' | 'production', quarters: readonly number[]) =>
    nearly(
      projects.filter(({ gates }) => gates[gate]?.startsWith('2024') && quarters.includes(Math.ceil(Number(gates[gate]?.slice(5, 7)) / 3)))
        .length,
    )
  const pulledForward = (first: number, last: number) =>
    projects.filter(({ gates: { construction_start: start = '', land_award: award = '' } }) => {
      const month = Number(start.slice(5, 7))
      return start.startsWith('2024') && award.startsWith('2024') && month >= first && month <= last
    }).length
  const equipmentPpm = (sum(12, [2]) * 1_000_000n) / sum(12, all)
  const targets: Target[] = [
    {
      indicator: 'total-investment',
      period: 'year',
      comparator: 'at_least',
      valueWan: String(TARGET_WAN),
      note: '2024年固定资产投资1000亿元',
      citation: PUBLISHED_PLAN,
    },
    {
      indicator: 'category-share',
      scope: 'category:industry',
      period: 'year',
      comparator: 'at_least',
      valueShare: '0.6',
      note: '产业投资占比不低于60%',
      citation: PUBLISHED_PLAN,
    },
    { indicator: 'growth', period: 'year', comparator: 'at_least', valueShare: '0', note: '不低于2023年', citation: PUBLISHED_PLAN },
    { indicator: 'construction-installation', period: 'year', comparator: 'at_least', valueWan: down(sum(12, [0, 1])) },
    {
      indicator: 'equipment-share',
      period: 'year',
      comparator: 'at_least',
      valueShare: `0.${String((equipmentPpm / 1000n) * 1000n)
        .padStart(6, '0')
        .replace(/0+$/, '')}`,
    },
    { indicator: 'total-investment', period: 'Q1', comparator: 'at_least', valueWan: down(sum(3, all)), note: '开门红' },
    { indicator: 'total-investment', period: 'H1', comparator: 'at_least', valueWan: down(sum(6, all)) },
    { indicator: 'total-investment', period: 'first-three-quarters', comparator: 'at_least', valueWan: down(sum(9, all)) },
    ...[1, 2, 3, 4].flatMap((quarter): Target[] => [
      { indicator: 'starts', period: `Q${quarter}`, comparator: 'at_least', valueCount: count('construction_start', [quarter]) },
      { indicator: 'completions', period: `Q${quarter}`, comparator: 'at_least', valueCount: count('completion', [quarter]) },
    ]),
    {
      indicator: 'productions',
      period: 'year',
      comparator: 'at_least',
      valueCount: count('production', [1, 2, 3, 4]),
    },
    { indicator: 'starts-pulled-forward', period: 'Q1', comparator: 'at_least', valueCount: nearly(pulledForward(1, 3)) },
    { indicator: 'starts-pulled-forward', period: 'H1', comparator: 'at_least', valueCount: nearly(pulledForward(1, 6)) },
  ]
  const lines = ['# 计划目标: amounts in 万元, shares as fractions of one.', '$schema: ../schema/targets.schema.json', 'targets:']
  for (const target of targets) {
    lines.push(`  - indicator: ${target.indicator}`)
    if (target.scope) lines.push(`    scope: ${target.scope}`)
    lines.push(`    period: ${target.period}`, `    comparator: ${target.comparator}`)
    if (target.valueWan !== undefined) lines.push(`    valueWan: ${target.valueWan}`)
    if (target.valueShare !== undefined) lines.push(`    valueShare: ${target.valueShare}`)
    if (target.valueCount !== undefined) lines.push(`    valueCount: ${target.valueCount}`)
    if (target.note !== undefined) lines.push(`    note: ${target.note}`)
    lines.push(
      `    sourceKind: ${target.citation === undefined ? 'simulated' : 'public'}`,
      `    citation: "${target.citation ?? SIMULATED}"`,
    )
  }
  return `${lines.join('\n')}\n`
}

if (import.meta.main) {
  const folder = join(import.meta.dirname, '../zones/etown-2024')
  for (const [path, text] of makeEtownPack()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
