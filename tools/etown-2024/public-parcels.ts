import type { Place } from './public-projects.ts'

/** Published facts about plots of land; the outline of each is drawn by the generator, because none is published. */
export interface PublicParcel {
  readonly name: string
  readonly otherNames?: readonly string[]
  readonly place: Place
  readonly landUse: string
  readonly areaM2?: string
  readonly floorAreaM2?: string
  readonly far?: string
  readonly heightM?: string
  readonly greenPct?: string
  readonly priceWan?: string
  readonly tenureYears?: string
  readonly dealOn?: string
  readonly supplyMode?: string
  readonly status: string
  readonly winner?: string
  readonly commitments?: string
  readonly conditions?: string
  readonly notes?: string
  readonly citation: string
  /** Facts computed from published ones, and from which. */
  readonly computed?: readonly (readonly [column: string, citation: string])[]
}

const PRESS = 'press report (copy)'

export const PUBLIC_PARCELS: readonly PublicParcel[] = [
  {
    name: 'YZ00-0606-0106',
    place: '马驹桥',
    landUse: 'industrial',
    areaM2: '531130',
    floorAreaM2: '400000',
    far: '0.74',
    heightM: '15.95',
    greenPct: '15.04',
    priceWan: '84200',
    tenureYears: '50',
    dealOn: '2024-07-25',
    supplyMode: 'transfer-50',
    status: 'planned',
    winner: '小米景曦科技有限公司',
    commitments: '固定资产投资≥260000万元；达产年产值≥1600000万元',
    conditions: '地上建筑面积391500平方米，地下8503.33平方米；停车1009辆',
    citation: `${PRESS}: above ground 391,500 m², below 8,503.33 m²; 1,009 parking spaces`,
  },
  {
    name: 'YZ00-0702街区N43M1-2',
    otherNames: ['N43M1-2'],
    place: '马驹桥',
    landUse: 'M1',
    areaM2: '260000',
    priceWan: '22500',
    dealOn: '2024-06-03',
    supplyMode: 'transfer',
    status: 'planned',
    winner: '北京时代动力电池有限公司',
    notes: '260000平方米为项目用地面积；首次施工许可15700平方米',
    citation: 'https://news.futunn.com/post/43788783 (260,000 m² is the project site; first permit 15,700 m²)',
  },
  {
    name: 'YZ00-0606-0014-1',
    place: '马驹桥',
    landUse: 'M1',
    supplyMode: 'lease-then-transfer',
    status: 'supplied',
    notes: '先租后让类，2020-09-30挂牌；面积未公布',
    citation: `${PRESS}: listed 2020-09-30 as lease-then-transfer; area not published`,
  },
  {
    name: '0302街区B11M2',
    otherNames: ['B11M2'],
    place: '路东区',
    landUse: 'industrial',
    areaM2: '12000',
    supplyMode: 'lease-then-transfer',
    status: 'supplied',
    notes: '2020年11月挂牌（年份为推定）；先租后让，达产转让',
    citation: `${PRESS}: listed 2020-11 (year inferred); lease, then transfer at full capacity`,
  },
  {
    name: '0605街区C1-3-2-1',
    otherNames: ['C1-3-2-1'],
    place: '马驹桥',
    landUse: 'industrial',
    areaM2: '14000',
    status: 'supplied',
    notes: '马驹桥镇金桥科技产业基地；2020年11月挂牌',
    citation: `${PRESS}: Jinqiao technology base, Majuqiao; listed 2020-11`,
  },
  {
    name: '0605街区C1-3-2-2',
    otherNames: ['C1-3-2-2'],
    place: '马驹桥',
    landUse: 'industrial',
    areaM2: '20000',
    status: 'supplied',
    notes: '马驹桥镇金桥科技产业基地；2020年11月挂牌',
    citation: `${PRESS}: Jinqiao technology base, Majuqiao; listed 2020-11`,
  },
  {
    name: 'A11-2',
    place: '路东区',
    landUse: 'industrial-workshop',
    areaM2: '13900',
    status: 'ready',
    winner: '北京亦城坤元投资管理有限公司',
    notes: 'A11-2与A12-1两宗总价4000万元',
    citation: `${PRESS}: 40 million yuan for A11-2 and A12-1 together`,
  },
  {
    name: 'A12-1',
    place: '路东区',
    landUse: 'industrial-workshop',
    areaM2: '13600',
    status: 'ready',
    winner: '北京亦城坤元投资管理有限公司',
    notes: 'A11-2与A12-1两宗总价4000万元',
    citation: `${PRESS}: 40 million yuan for A11-2 and A12-1 together`,
  },
  {
    name: 'N8M2',
    place: '路南区',
    landUse: 'industrial',
    areaM2: '19267.2',
    greenPct: '15.02',
    status: 'built',
    winner: '北京华海基业机械设备有限公司',
    notes: '绿地率由绿化面积2894.11平方米除以用地面积算得',
    citation: `${PRESS}: 2,894.11 m² of green on 19,267.2 m²`,
    computed: [['green_pct', 'computed: 2,894.11 of 19,267.2 m²']],
  },
  {
    name: 'YZ00-0510-0102',
    place: '台湖',
    landUse: 'education',
    areaM2: '26000',
    floorAreaM2: '40759.67',
    far: '0.99',
    status: 'ready',
    notes: '地上建筑面积25834.34平方米；容积率由此算得',
    citation: `${PRESS}: above ground 25,834.34 m²`,
    computed: [['far', 'computed: 25,834.34 m² above ground on 26,000 m²']],
  },
  {
    name: 'YZ00-0510-1402',
    place: '台湖',
    landUse: 'education',
    areaM2: '64000',
    floorAreaM2: '90000',
    status: 'planned',
    citation: `${PRESS} ; https://www.sdrxue.com/183807.html`,
  },
  {
    name: 'X23',
    place: '河西区',
    landUse: 'health',
    status: 'ready',
    notes: '社区卫生服务中心用地；面积未公布',
    citation: '经济日报 2024-01-15',
  },
  {
    name: 'X31',
    place: '河西区',
    landUse: 'elderly-care',
    status: 'ready',
    notes: '机构养老设施用地；面积未公布',
    citation: '经济日报 2024-01-15',
  },
  {
    name: '路东区B7',
    otherNames: ['B7'],
    place: '路东区',
    landUse: 'industrial-research',
    areaM2: '86700',
    status: 'built',
    winner: '北京经济技术投资开发总公司',
    notes: '科创六街/七街，经海三路/四路；地上建筑约115000平方米',
    citation: `${PRESS}: above ground about 115,000 m²`,
  },
  {
    name: '旧宫东站2号地',
    place: '旧宫',
    landUse: 'education',
    areaM2: '19000',
    floorAreaM2: '15200',
    status: 'ready',
    citation: `${PRESS}: 15,200 m², 1.9 ha`,
  },
  { name: '3号地块', place: '瀛海', landUse: 'housing', status: 'building', notes: '国际人才社区二期；面积未公布', citation: PRESS },
  { name: '5号地块', place: '瀛海', landUse: 'housing', status: 'building', notes: '国际人才社区二期；面积未公布', citation: PRESS },
]

/** Published plots that are not in the pack. */
export const LEFT_OUT_PARCELS: readonly (readonly [name: string, reason: string])[] = [
  ['YZ00-0606-0110', 'awarded only in 2025'],
  ['YZ00-0606-0111', 'its planning scheme was published only in 2025'],
]

/** Areas are not published; what is drawn is simulated. */
export const ASSUMED_AREAS: Readonly<Record<string, string>> = {
  'YZ00-0606-0014-1': '24000',
  X23: '5200',
  X31: '11800',
  '3号地块': '46000',
  '5号地块': '39000',
}
