import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ErrorObject } from 'ajv/dist/2020.js'
import { afterAll, expect, test } from 'vitest'
import { messages } from '@ballast/contract/messages.ts'
import { REFERENCE_PACK } from '../../testing/pack.ts'
import { checkPack } from './check-pack.ts'
import { formOf } from './pack-form.ts'

const square = (lng: number, lat: number, side = 0.001) => [
  [
    [lng, lat],
    [lng + side, lat],
    [lng + side, lat + side],
    [lng, lat + side],
    [lng, lat],
  ],
]
const feature = (name: string, coordinates: unknown, type = 'Polygon') =>
  JSON.stringify({ type: 'Feature', properties: { name }, geometry: { type, coordinates } })

/** A small pack in which everything is right, as the lines of its files. */
const SOUND: Readonly<Record<string, readonly string[]>> = {
  'zone.yaml': [
    'zone: { code: tiny, nameZh: 小区, nameEn: Tiny, projectedEpsg: 4548 }',
    'users:',
    '  - { login: planner, nameZh: 甲, nameEn: A, roles: [planner, administrator] }',
    'calendar: { code: china, nameZh: 日历, nameEn: Calendar, coveredFrom: 2023-01-01, coveredUntil: 2025-01-01 }',
    'plan: { year: 2024, title: 计划, reason: 年度, adopt: true }',
  ],
  'categories.csv': ['code,name_zh,name_en,is_industry,sort', 'industry,产业,Industry,yes,1', 'works,工程,Works,no,2'],
  'clusters.csv': ['code,category,name_zh,name_en,color,sort', 'it,industry,信息,IT,#112233,1'],
  'codes.csv': [
    'list,code,name_zh,name_en,sort,attributes',
    'bureau,economic,经发局,Economy,1,',
    'land-use,industrial,工业,Industrial,1,"{""color"":""#112233""}"',
  ],
  'custom-fields.csv': [
    'subject,code,name_zh,name_en,value_type,choices,sort',
    'project,level,层级,Level,choice,高|低,1',
    'project,visits,走访,Visits,number,,2',
  ],
  'calendar.csv': ['day,kind,name_zh,notice', '2024-01-01,holiday,元旦,通知'],
  'history.csv': ['year,indicator,value_wan,source_kind,citation', '2023,total-investment,90,public,公报'],
  'enterprises.csv': ['name_zh,credit_code,source_kind,citation', '甲公司,91350200776049653A,simulated,x', '乙公司,,simulated,x'],
  'parcels.csv': [
    'name,other_names,kind,land_use,area_m2,source_kind,citation',
    '地块一,一号,parcel,industrial,,simulated,x',
    '地块二,,parcel,,,simulated,x',
    '走廊,,corridor,,,simulated,x',
  ],
  'parcels.geojson': [
    '{"type":"FeatureCollection","features":[',
    `${feature('地块一', square(116.5, 39.75))},`,
    `${feature('地块二', square(116.51, 39.75))},`,
    feature(
      '走廊',
      [
        [116.5, 39.76],
        [116.51, 39.77],
      ],
      'LineString',
    ),
    ']}',
  ],
  'projects.csv': [
    'project_no,project_code,name_zh,owner,category,cluster,total_wan,total_construction_wan,total_other_wan,total_land_wan,funding_bond_wan,signing_on,completion_on,bureau,relations,parcels,custom.level,custom.visits,source_kind,citation',
    'A,2401-110115-04-01-123455,项目甲,甲公司,industry,it,100,60,40,10,50,2024-01-02,2024-12-02,economic,,一号,高,3,simulated,x',
    'B,,项目乙,,works,,50,,,,,,,,part_of:A,走廊,,,simulated,x',
  ],
  'sources.csv': ['register,key,column,source_kind,citation', 'projects,A,total_wan,public,公报', 'parcels,地块一,geometry,simulated,示意'],
  'targets.yaml': [
    'targets:',
    '  - { indicator: total-investment, period: year, comparator: at_least, valueWan: 100, sourceKind: simulated }',
  ],
  'tree.yaml': [
    'root:',
    '  code: total',
    '  nameZh: 全部',
    '  nameEn: All',
    '  frameWan: 100',
    '  children:',
    '    - { code: industry, nameZh: 产业, nameEn: Industry, category: industry, frameWan: 60 }',
    '    - { code: works, nameZh: 工程, nameEn: Works, category: works, frameWan: 40 }',
  ],
  'plan-projects.csv': [
    'project_no,node,annual_wan,profile,first_month,last_month,construction_wan,source_kind',
    'A,industry,60,custom,,,,simulated',
    'B,works,40,even,2024-03,2024-06,40,simulated',
  ],
  'plan-months.csv': [
    'project_no,month,construction_wan,other_wan,land_wan,not_countable_reason',
    'A,2024-02,20,10,5,',
    'A,2024-02,,5,,征地拆迁',
    'A,2024-03,30,,,',
  ],
  'plan-shares.csv': ['project_no,parcel,share_pct,method', 'A,一号,33.3333,area', 'A,地块二,66.6667,area', 'B,走廊,100,by_hand'],
  'acceptances.csv': ['rule,project_no,reason', 'no-owner,B,未定'],
  'project-types.csv': ['code,name_zh,name_en,sort,gates', 'plant,产业,Plant,1,signing|registration*:60|construction_start:30'],
  'gate-conditions.csv': [
    'code,gate,types,kind,name_zh,name_en,owed_by,fact,minimum_yuan,required,evidence,sort,source_kind,citation',
    'contract,signing,plant,document,协议,Agreement,service_manager,,,yes,yes,1,simulated,x',
    'total,registration,,fact,总投资,Total,planner,total,5000000,yes,no,2,simulated,x',
  ],
  'project-lives.csv': ['project_no,type', 'A,plant'],
  'gate-progress.csv': [
    'project_no,gate,forecast_on,actual_on,source_kind,citation',
    'A,signing,,2023-05-04,simulated,x',
    'A,construction_start,,2023-09-01,simulated,x',
  ],
  'gate-fulfilments.csv': [
    'project_no,condition,fulfilled_on,document_no,figure_yuan,source_kind,citation',
    'A,contract,2023-05-04,1,,simulated,x',
  ],
  'computing.yaml': [
    "terms: { fromOn: 2024-01-01, redemptionShare: '0.2', validityMonths: 12, sourceKind: simulated }",
    'vouchers:',
    "  - { enterprise: 甲公司, unit: p_hours, amount: '2', purpose: x, sourceKind: simulated }",
  ],
}

const folders: string[] = []
afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
})

/** What the check says of the small pack after some of its lines are replaced: "file:line" → new text; null takes the file away. */
async function found(
  changes: Readonly<Record<string, string | null>>,
  bytes: Readonly<Record<string, Uint8Array>> = {},
): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-pack-'))
  folders.push(folder)
  for (const [path, lines] of Object.entries(SOUND)) {
    if (changes[path] === null) continue
    const text = lines.map((line, index) => changes[`${path}:${index + 1}`] ?? line)
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), `${text.join('\n')}\n`)
  }
  for (const [path, content] of Object.entries(bytes)) await writeFile(join(folder, path), content)
  return (await checkPack(folder)).map(({ at, code }) => `${at} ${code}`)
}

test('a sound pack has no problem', async () => {
  expect(await found({})).toEqual([])
})
test('the reference pack has no problem', async () => {
  expect(await checkPack(REFERENCE_PACK)).toEqual([])
})

const faults: [fault: string, changes: Record<string, string | null>, problems: string[]][] = [
  [
    'a missing file that is needed',
    {
      'categories.csv': null,
      'clusters.csv': null,
      'tree.yaml': null,
      'projects.csv': null,
      'plan-projects.csv': null,
      'plan-months.csv': null,
      'project-lives.csv': null,
      'gate-progress.csv': null,
      'gate-fulfilments.csv': null,
      'plan-shares.csv': null,
      'acceptances.csv': null,
      'sources.csv': null,
    },
    ['categories.csv:1 pack.file-missing'],
  ],
  [
    'an unknown column',
    { 'calendar.csv:1': 'day,kind,name_zh,notice,colour' },
    ['calendar.csv:1 pack.unknown-column', 'calendar.csv:2 pack.cell-count'],
  ],
  [
    'a missing column',
    { 'history.csv:1': 'year,indicator,value_wan,source_kind,cite' },
    ['history.csv:1 pack.unknown-column', 'history.csv:1 pack.missing-column'],
  ],
  ['a column that stands twice', { 'enterprises.csv:1': 'name_zh,citation,source_kind,citation' }, ['enterprises.csv:1 pack.column-twice']],
  ['a value that is missing', { 'calendar.csv:2': '2024-01-01,holiday,,通知' }, ['calendar.csv:2 pack.value-missing']],
  ['a value that is not one of its list', { 'calendar.csv:2': '2024-01-01,feast,元旦,通知' }, ['calendar.csv:2 pack.not-one-of']],
  ['a day that does not exist', { 'calendar.csv:2': '2024-02-30,holiday,元旦,通知' }, ['calendar.csv:2 pack.not-a-day']],
  ['a day outside the calendar', { 'calendar.csv:2': '2025-01-01,holiday,元旦,通知' }, ['calendar.csv:2 pack.day-not-covered']],
  ['an amount that is not a number', { 'history.csv:2': '2023,total-investment,很多,public,公报' }, ['history.csv:2 pack.not-an-amount']],
  [
    'a public figure that does not say where it was published',
    { 'sources.csv:2': 'projects,A,total_wan,public,' },
    ['sources.csv:2 pack.value-missing'],
  ],
  [
    'a header with a column too many',
    { 'categories.csv:1': 'code,name_zh,name_en,is_industry,sort,colour' },
    ['categories.csv:1 pack.header-cells', 'categories.csv:1 pack.unknown-column'],
  ],
  ['a figure of an unknown indicator', { 'history.csv:2': '2023,happiness,9,public,公报' }, ['history.csv:2 pack.unknown-indicator']],
  ['a quotation that is not closed', { 'acceptances.csv:2': 'no-owner,B,"未定' }, ['acceptances.csv:2 pack.quote-open']],
  [
    'a cluster of an unknown category',
    { 'clusters.csv:2': 'it,farming,信息,IT,#112233,1' },
    ['clusters.csv:2 pack.unknown-reference', 'projects.csv:2 pack.cluster-of-other-category'],
  ],
  [
    'attributes that are not an object',
    { 'codes.csv:3': 'land-use,industrial,工业,Industrial,1,[1]' },
    ['codes.csv:3 pack.attributes-not-object'],
  ],
  [
    'a choice without choices',
    { 'custom-fields.csv:3': 'project,visits,走访,Visits,choice,,2' },
    ['custom-fields.csv:3 pack.choices-of-choice', 'projects.csv:2 pack.custom-value'],
  ],
  ['an enterprise twice', { 'enterprises.csv:3': '甲公司,,simulated,x' }, ['enterprises.csv:3 pack.key-twice']],
  [
    'a credit code with a wrong check character',
    { 'enterprises.csv:2': '甲公司,913502007760496539,simulated,x' },
    ['enterprises.csv:2 pack.credit-code-bad-check-digit'],
  ],
  ['a credit code of a wrong form', { 'enterprises.csv:3': '乙公司,12,simulated,x' }, ['enterprises.csv:3 pack.credit-code-bad-form']],
  ['a further name that another parcel has', { 'parcels.csv:3': '地块二,一号,parcel,,,simulated,x' }, ['parcels.csv:3 pack.key-twice']],
  [
    'a land use that is not in the code list',
    { 'parcels.csv:2': '地块一,一号,parcel,moon,,simulated,x' },
    ['parcels.csv:2 pack.unknown-reference'],
  ],
  [
    'a shape of no parcel',
    { 'parcels.geojson:2': `${feature('地块九', square(116.5, 39.75))},` },
    ['parcels.geojson:2 pack.shape-of-nothing'],
  ],
  [
    'a ring that crosses itself',
    {
      'parcels.geojson:2': `${feature('地块一', [
        [
          [116.5, 39.75],
          [116.501, 39.751],
          [116.501, 39.75],
          [116.5, 39.751],
          [116.5, 39.75],
        ],
      ])},`,
    },
    ['parcels.geojson:2 parcel.ring-crosses-itself'],
  ],
  [
    'a parcel drawn as a line',
    {
      'parcels.geojson:2': `${feature(
        '地块一',
        [
          [116.5, 39.75],
          [116.6, 39.75],
        ],
        'LineString',
      )},`,
    },
    ['parcels.geojson:2 parcel.geometry-of-parcel'],
  ],
  [
    'parcels that overlap',
    { 'parcels.geojson:3': `${feature('地块二', square(116.5005, 39.75))},` },
    ['parcels.geojson:3 pack.shapes-overlap'],
  ],
  [
    'an area that is not the published one',
    { 'parcels.csv:2': '地块一,一号,parcel,industrial,20000,simulated,x' },
    ['parcels.geojson:2 pack.area-differs'],
  ],
  ['a shape outside China', { 'parcels.geojson:2': `${feature('地块一', square(39.75, 80))},` }, ['parcels.geojson:2 parcel.outside-zone']],
  ['GeoJSON that cannot be read', { 'parcels.geojson:3': '{{' }, ['parcels.geojson:3 pack.json']],
  ['GeoJSON of another kind', { 'parcels.geojson:1': '{"type":"Topology","features":[' }, ['parcels.geojson:1 pack.not-features']],
  [
    'a project twice by name',
    { 'projects.csv:3': 'B,,项目甲,,works,,50,,,,,,,,part_of:A,走廊,,,simulated,x' },
    ['projects.csv:3 pack.key-twice'],
  ],
  [
    'a project code with a wrong check digit',
    { 'projects.csv:3': 'B,2401-110115-04-01-123456,项目乙,,works,,50,,,,,,,,,走廊,,,simulated,x' },
    ['projects.csv:3 pack.project-code-bad-check-digit'],
  ],
  [
    'references of a project that lead nowhere',
    { 'projects.csv:3': 'B,,项目乙,丙公司,moon,mars,50,,,,,,,nobody,part_of:Z,月球,,,simulated,x' },
    Array.from({ length: 6 }, () => 'projects.csv:3 pack.unknown-reference'),
  ],
  [
    'a total that its parts do not make',
    { 'projects.csv:2': 'A,,项目甲,,industry,it,100,60,30,10,50,,,,,一号,,,simulated,x' },
    ['projects.csv:2 pack.parts-not-total'],
  ],
  [
    'land beyond other, funding beyond the total',
    { 'projects.csv:2': 'A,,项目甲,,industry,it,100,60,40,41,101,,,,,一号,,,simulated,x' },
    ['projects.csv:2 pack.land-beyond-other', 'projects.csv:2 pack.funding-beyond-total'],
  ],
  [
    'gates in the wrong order',
    { 'projects.csv:2': 'A,,项目甲,,industry,it,100,60,40,10,50,2024-12-03,2024-12-02,,,一号,,,simulated,x' },
    ['projects.csv:2 pack.gates-out-of-order'],
  ],
  [
    'custom values of the wrong type',
    { 'projects.csv:2': 'A,,项目甲,,industry,it,100,60,40,10,50,,,,,一号,中,三,simulated,x' },
    ['projects.csv:2 pack.custom-value', 'projects.csv:2 pack.custom-value'],
  ],
  ['a source of a fact that is not there', { 'sources.csv:2': 'projects,A,address,public,公报' }, ['sources.csv:2 pack.source-of-nothing']],
  [
    'a source of an unknown column and of an unknown key',
    { 'sources.csv:2': 'projects,A,mood,public,公报', 'sources.csv:3': 'parcels,月球,area_m2,simulated,示意' },
    ['sources.csv:2 pack.unknown-column', 'sources.csv:3 pack.unknown-reference'],
  ],
  ['YAML that cannot be read', { 'targets.yaml:2': '  - { indicator: [' }, ['targets.yaml:3 pack.yaml', 'targets.yaml:3 pack.yaml']],
  [
    'an unknown entry of YAML',
    { 'zone.yaml:3': '  - { login: planner, nameZh: 甲, nameEn: A, roles: [planner, administrator], shoe: 42 }' },
    ['zone.yaml:3 pack.unknown-key'],
  ],
  [
    'a missing entry of YAML',
    { 'zone.yaml:3': '  - { login: planner, nameZh: 甲, roles: [administrator] }' },
    ['zone.yaml:3 pack.value-missing'],
  ],
  [
    'a zone that nobody administers',
    { 'zone.yaml:3': '  - { login: planner, nameZh: 甲, nameEn: A, roles: [planner] }' },
    ['zone.yaml:3 pack.no-administrator'],
  ],
  [
    'a role that does not exist',
    { 'zone.yaml:3': '  - { login: planner, nameZh: 甲, nameEn: A, roles: [administrator, king] }' },
    ['zone.yaml:3 pack.not-one-of'],
  ],
  [
    'a target without or with two values',
    {
      'targets.yaml:2':
        '  - { indicator: total-investment, period: year, comparator: at_least, valueWan: 100, valueCount: 1, sourceKind: simulated }',
    },
    ['targets.yaml:2 pack.one-value-only'],
  ],
  [
    'a target that nothing measures',
    {
      'targets.yaml:2':
        '  - { indicator: joy, scope: "cluster:sea", period: summer, comparator: at_least, valueWan: 100, sourceKind: simulated }',
    },
    ['targets.yaml:2 pack.unknown-indicator', 'targets.yaml:2 pack.unknown-period', 'targets.yaml:2 pack.unknown-reference'],
  ],
  [
    'a value of another kind than the indicator’s',
    { 'targets.yaml:2': '  - { indicator: growth, period: year, comparator: at_least, valueWan: 100, sourceKind: simulated }' },
    ['targets.yaml:2 pack.value-of-indicator'],
  ],
  [
    'a root that is not the target',
    { 'targets.yaml:2': '  - { indicator: total-investment, period: year, comparator: at_least, valueWan: 101, sourceKind: simulated }' },
    ['tree.yaml:2 pack.root-not-target'],
  ],
  [
    'children that do not add up',
    { 'tree.yaml:8': '    - { code: works, nameZh: 工程, nameEn: Works, category: works, frameWan: 39 }' },
    ['tree.yaml:2 pack.children-not-frame'],
  ],
  [
    'a node twice',
    { 'tree.yaml:8': '    - { code: industry, nameZh: 工程, nameEn: Works, category: works, frameWan: 40 }' },
    ['plan-projects.csv:3 pack.unknown-reference', 'tree.yaml:8 pack.key-twice'],
  ],
  [
    'a frame that no project fills',
    { 'plan-projects.csv:3': 'B,industry,40,even,2024-03,2024-06,40,simulated' },
    ['tree.yaml:8 pack.frame-not-planned'],
  ],
  ['months that are not the year', { 'plan-months.csv:4': 'A,2024-03,29,,,' }, ['plan-projects.csv:2 pack.months-not-annual']],
  [
    'a spread plan that is not the year',
    { 'plan-projects.csv:3': 'B,works,40,even,2024-03,2024-06,41,simulated' },
    ['plan-projects.csv:3 pack.months-not-annual'],
  ],
  ['a plan without months', { 'plan-projects.csv:3': 'B,works,40,even,,,40,simulated' }, ['plan-projects.csv:3 pack.no-months']],
  [
    'a plan beyond the total investment',
    { 'projects.csv:3': 'B,,项目乙,,works,,39,,,,,,,,,走廊,,,simulated,x' },
    ['plan-projects.csv:3 pack.plan-beyond-total'],
  ],
  ['a month of another year', { 'plan-months.csv:4': 'A,2025-03,30,,,' }, ['plan-months.csv:4 pack.month-not-in-year']],
  ['a month twice', { 'plan-months.csv:4': 'A,2024-02,30,,,' }, ['plan-months.csv:4 pack.key-twice']],
  ['months of a project that is not planned', { 'plan-months.csv:3': 'Z,2024-02,5,,,' }, ['plan-months.csv:3 pack.unknown-reference']],
  ['shares that are not whole', { 'plan-shares.csv:3': 'A,地块二,66.6666,area' }, ['plan-shares.csv:2 pack.shares-not-whole']],
  ['a share of a place that is not there', { 'plan-shares.csv:4': 'B,月球,100,by_hand' }, ['plan-shares.csv:4 pack.unknown-reference']],
  ['a project without a place', { 'plan-shares.csv:4': '' }, ['plan-projects.csv:3 pack.no-place']],
  [
    'an acceptance for a project that is not planned',
    { 'acceptances.csv:2': 'no-owner,Z,未定' },
    ['acceptances.csv:2 pack.unknown-reference'],
  ],
  [
    'a type with a gate twice',
    { 'project-types.csv:2': 'plant,产业,Plant,1,signing|construction_start|signing' },
    ['project-types.csv:2 pack.gate-twice'],
  ],
  [
    'a type with a gate that is none',
    { 'project-types.csv:2': 'plant,产业,Plant,1,signing|construction_start|opening' },
    ['project-types.csv:2 pack.no-such-gate'],
  ],
  ['gates that cannot be read', { 'project-types.csv:2': 'plant,产业,Plant,1,签约' }, ['project-types.csv:2 pack.not-gates']],
  [
    'a condition of a type that is not there',
    { 'gate-conditions.csv:2': 'contract,signing,school,document,协议,Agreement,service_manager,,,yes,yes,1,simulated,x' },
    ['gate-conditions.csv:2 pack.unknown-reference'],
  ],
  [
    'a fact without its name, and a document with a least amount',
    {
      'gate-conditions.csv:2': 'contract,signing,plant,document,协议,Agreement,service_manager,,5,yes,yes,1,simulated,x',
      'gate-conditions.csv:3': 'total,registration,,fact,总投资,Total,planner,,,yes,no,2,simulated,x',
    },
    ['gate-conditions.csv:2 pack.condition-without-fact', 'gate-conditions.csv:3 pack.condition-without-fact'],
  ],
  ['a type of a project that is not there', { 'project-lives.csv:2': 'Z,plant' }, ['project-lives.csv:2 pack.unknown-reference']],
  ['a project of a type that is not there', { 'project-lives.csv:2': 'A,school' }, ['project-lives.csv:2 pack.unknown-reference']],
  [
    'a gate of a project that is not there',
    { 'gate-progress.csv:2': 'Z,signing,,2023-05-04,simulated,x' },
    ['gate-progress.csv:2 pack.unknown-reference'],
  ],
  [
    'a gate that the type does not have',
    { 'gate-progress.csv:3': 'A,production,,2023-09-01,simulated,x' },
    ['gate-progress.csv:3 pack.gate-not-of-type'],
  ],
  [
    'a gate passed before the one before it',
    { 'gate-progress.csv:3': 'A,construction_start,,2023-05-03,simulated,x' },
    ['gate-progress.csv:3 pack.gates-out-of-order'],
  ],
  [
    'a condition met that is not there',
    { 'gate-fulfilments.csv:2': 'A,permit,2023-05-04,1,,simulated,x' },
    ['gate-fulfilments.csv:2 pack.unknown-reference'],
  ],
  [
    'a condition met of a project that is not there',
    { 'gate-fulfilments.csv:2': 'Z,contract,2023-05-04,1,,simulated,x' },
    ['gate-fulfilments.csv:2 pack.unknown-reference'],
  ],
  ['plan files without a plan', { 'zone.yaml:5': '' }, ['zone.yaml:1 pack.no-plan']],
]

test.each(faults)('%s is named with its file and line', async (_fault, changes, problems) => {
  expect(await found(changes)).toEqual(problems)
})

test('a text that is not UTF-8 is named with its line', async () => {
  const gbk = Uint8Array.from([
    ...Buffer.from('code,name_zh,name_en,is_industry,sort\nindustry,'),
    0xb2,
    0xfa,
    0xd2,
    0xb5,
    ...Buffer.from(',Industry,yes,1\n'),
  ])
  expect((await found({}, { 'categories.csv': gbk }))[0]).toBe('categories.csv:2 pack.not-utf8')
})

test('all problems are named at once, by file and line', async () => {
  const problems = await found({
    'calendar.csv:2': '2024-01-01,feast,,通知',
    'plan-shares.csv:4': 'B,月球,99,by_hand',
    'zone.yaml:3': '  - { login: planner, nameZh: 甲, nameEn: A, roles: [administrator, king] }',
  })
  expect(problems).toEqual(['calendar.csv:2 pack.value-missing', 'calendar.csv:2 pack.not-one-of', 'zone.yaml:3 pack.not-one-of'])
})

test('what refers to a row or a file with a fault of its own is not reported on top of it', async () => {
  expect(await found({ 'projects.csv:2': 'A,,项目甲,甲公司,industry,it,much,,,,,,,,,一号,,,simulated,x' })).toEqual([
    'projects.csv:2 pack.not-an-amount',
  ])
  expect(await found({ 'tree.yaml:5': '  frameWan: 100\n  bogus: 1' })).toEqual(['tree.yaml:6 pack.unknown-key'])
  expect(await found({ 'tree.yaml:5': '  frameWan: many' })).toEqual(['tree.yaml:2 pack.not-an-amount'])
  expect(await found({ 'parcels.csv:2': '地块一,一号,parcel,industrial,wide,simulated,x' })).toEqual(['parcels.csv:2 pack.not-an-area'])
})

test('every pattern of the schemas has a sentence of its own', async () => {
  const folder = join(import.meta.dirname, '../../../../../zones/schema')
  const texts = await Promise.all((await readdir(folder)).map((file) => readFile(join(folder, file), 'utf8')))
  const patterns = new Set(
    texts.flatMap((text) => [...text.matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g)].map((match) => JSON.parse(match[1] as string) as string)),
  )
  expect(patterns.size).toBeGreaterThan(10)
  for (const pattern of patterns) {
    const { code } = formOf({ keyword: 'pattern', params: { pattern } } as unknown as ErrorObject)
    expect(code, pattern).not.toBe('pack.bad-value')
    expect(messages, pattern).toHaveProperty([code])
  }
})

test('every code that the check gives has its sentence', async () => {
  const codes = new Set(faults.flatMap(([, , problems]) => problems.map((problem) => problem.split(' ')[1] as string)))
  expect([...codes].filter((code) => !(code in messages))).toEqual([])
})

test('a voucher is for an enterprise of the pack, at its line of computing.yaml', async () => {
  const other = "  - { enterprise: 无此公司, unit: p_hours, amount: '2', purpose: x, sourceKind: simulated }"
  expect(await found({ 'computing.yaml:3': other })).toEqual(['computing.yaml:3 pack.unknown-reference'])
})
