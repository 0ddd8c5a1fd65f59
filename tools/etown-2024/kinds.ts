import type { Place } from './public-projects.ts'

/** What projects of a kind are like: all of this is assumed, and shapes simulated facts only. */
export interface Kind {
  readonly tag: string
  readonly industryCode: string
  readonly node: string
  readonly bureau: string
  readonly landUse: string
  /** Median of a simulated project's investment in the year, and the most that is believable for the kind, in 万元. */
  readonly typicalWan: number
  readonly mostWan: number
  /** 建筑 安装 设备 其他 of the whole project, and of the last the land; in parts of 100. */
  readonly parts: readonly [construction: number, installation: number, equipment: number, other: number, land: number]
  /** Total investment per mu in 万元, from which a site's area follows. */
  readonly perMuWan: readonly [low: number, high: number]
  readonly siteM2: readonly [least: number, most: number]
  readonly far: readonly [low: number, high: number]
  readonly places: readonly Place[]
  /** A line instead of a plot. */
  readonly corridor?: 'railway' | 'road' | 'pipeline'
  /** Production follows completion only where something is produced or operated. */
  readonly operates: boolean
  /** Land is awarded for it in a market. */
  readonly awarded: boolean
}

const EAST: readonly Place[] = ['路东区', '路东区', '核心区', '台湖']
const SOUTH: readonly Place[] = ['路南区', '马驹桥', '马驹桥', '瀛海']
const ALL: readonly Place[] = ['路东区', '核心区', '河西区', '路南区', '马驹桥', '台湖', '瀛海', '旧宫', '亦庄镇']
const HOMES: readonly Place[] = ['河西区', '台湖', '瀛海', '旧宫', '亦庄镇', '马驹桥']

const factory = (tag: string, industryCode: string, node: string, changes: Partial<Kind> = {}): Kind => ({
  tag,
  industryCode,
  node,
  bureau: 'industry',
  landUse: 'industrial',
  typicalWan: 20_000,
  mostWan: 120_000,
  parts: [32, 9, 37, 22, 18],
  perMuWan: [1_300, 2_600],
  siteM2: [8_000, 90_000],
  far: [1.2, 2.2],
  places: EAST,
  operates: true,
  awarded: true,
  ...changes,
})

const works = (tag: string, industryCode: string, node: string, changes: Partial<Kind> = {}): Kind => ({
  tag,
  industryCode,
  node,
  bureau: 'construction',
  landUse: 'utilities',
  typicalWan: 20_000,
  mostWan: 80_000,
  parts: [40, 8, 6, 46, 38],
  perMuWan: [800, 1_800],
  siteM2: [6_000, 60_000],
  far: [0.4, 1.2],
  places: ALL,
  operates: true,
  awarded: false,
  ...changes,
})

const service = (tag: string, industryCode: string, node: string, changes: Partial<Kind> = {}): Kind => ({
  ...works(tag, industryCode, node),
  bureau: 'social',
  parts: [38, 7, 5, 50, 44],
  operates: false,
  places: HOMES,
  ...changes,
})

const IT = 'industry-it'
const NEV = 'industry-nev'
const BIO = 'industry-bio'
const ROBOTICS = 'industry-robotics'
const SPACE = 'industry-emerging-space'
const DRIVING = 'industry-emerging-driving'
const RENEWAL = 'industry-emerging-renewal'

export const KINDS: Readonly<Record<string, Kind>> = {
  display: factory('显示器件', 'C3974', IT, {
    parts: [30, 10, 42, 18, 12],
    perMuWan: [4_000, 5_000],
    siteM2: [8_000, 420_000],
    mostWan: 1_200_000,
  }),
  chips: factory('集成电路', 'C3973', IT, {
    typicalWan: 110_000,
    mostWan: 420_000,
    parts: [26, 10, 40, 24, 19],
    perMuWan: [3_500, 7_000],
    siteM2: [20_000, 240_000],
  }),
  'semiconductor-parts': factory('半导体装备与零部件', 'C3562', IT, { typicalWan: 42_000, mostWan: 180_000, perMuWan: [2_200, 4_200] }),
  materials: factory('电子材料', 'C3985', IT, { typicalWan: 30_000, mostWan: 120_000, perMuWan: [1_800, 3_200] }),
  computers: factory('计算设备', 'C3912', IT, { typicalWan: 46_000, mostWan: 200_000, perMuWan: [2_400, 4_600] }),
  communications: factory('通信设备', 'C3921', IT, { typicalWan: 38_000, mostWan: 160_000, perMuWan: [2_000, 4_000] }),
  optoelectronics: factory('光电子', 'C3976', IT, { typicalWan: 34_000, mostWan: 140_000, perMuWan: [2_000, 3_800] }),
  gas: factory('工业气体', 'C3985', IT, { parts: [18, 16, 52, 14, 10], perMuWan: [2_200, 3_000] }),
  park: factory('产业园', 'L7221', IT, {
    bureau: 'industry',
    parts: [48, 10, 8, 34, 28],
    perMuWan: [1_400, 2_400],
    landUse: 'industrial-research',
    far: [2, 3],
  }),
  vehicle: factory('整车', 'C3612', NEV, { places: SOUTH, siteM2: [60_000, 560_000] }),
  battery: factory('动力电池', 'C3841', NEV, { places: SOUTH, parts: [28, 10, 44, 18, 12], siteM2: [20_000, 260_000] }),
  'fuel-cell': factory('燃料电池', 'C3849', NEV, { places: SOUTH, typicalWan: 14_000, mostWan: 60_000 }),
  parts: factory('汽车零部件', 'C3670', NEV, { places: SOUTH, typicalWan: 20_000, mostWan: 60_000, perMuWan: [900, 1_800] }),
  'renewal-vehicle': factory('技术改造', 'C3612', NEV, {
    places: SOUTH,
    parts: [6, 12, 76, 6, 0],
    awarded: false,
    siteM2: [60_000, 160_000],
  }),
  medicine: factory('生物药', 'C2761', BIO, { typicalWan: 24_000, mostWan: 70_000, perMuWan: [1_500, 2_800] }),
  vaccine: factory('疫苗', 'C2762', BIO, { typicalWan: 28_000, mostWan: 80_000, perMuWan: [1_500, 2_800] }),
  chemistry: factory('化学药', 'C2720', BIO, { typicalWan: 20_000, mostWan: 60_000, perMuWan: [1_300, 2_300] }),
  device: factory('医疗器械', 'C3581', BIO, { typicalWan: 16_000, mostWan: 45_000, perMuWan: [1_200, 2_200] }),
  'medical-research': factory('研发平台', 'M7340', BIO, {
    typicalWan: 18_000,
    mostWan: 50_000,
    landUse: 'industrial-research',
    far: [2, 3],
  }),
  robot: factory('机器人', 'C3491', ROBOTICS, { typicalWan: 11_000, mostWan: 32_000, places: ['核心区', '路南区'] }),
  'special-robot': factory('特种机器人', 'C3492', ROBOTICS, { typicalWan: 9_000, mostWan: 24_000, places: ['核心区', '路南区'] }),
  'machine-tool': factory('智能装备', 'C3421', ROBOTICS, { typicalWan: 12_000, mostWan: 28_000, places: SOUTH }),
  space: factory('商业航天', 'C3742', SPACE, {
    typicalWan: 12_000,
    mostWan: 24_000,
    places: ['核心区', '瀛海'],
    parts: [40, 9, 26, 25, 20],
  }),
  driving: factory('自动驾驶', 'M7320', DRIVING, {
    bureau: 'operations',
    parts: [18, 16, 58, 8, 0],
    corridor: 'road',
    awarded: false,
    places: ['核心区'],
  }),
  'renewal-park': factory('城市更新', 'L7221', RENEWAL, {
    parts: [52, 14, 16, 18, 10],
    awarded: false,
    typicalWan: 10_000,
    mostWan: 22_000,
    far: [2, 3],
  }),

  computing: works('算力', 'I6450', 'infrastructure-digital', {
    parts: [12, 10, 72, 6, 2],
    perMuWan: [6_000, 9_000],
    bureau: 'industry',
    mostWan: 200_000,
    places: EAST,
  }),
  network: works('信息网络', 'I6450', 'infrastructure-digital', {
    typicalWan: 26_000,
    mostWan: 60_000,
    parts: [14, 18, 62, 6, 0],
    corridor: 'pipeline',
  }),
  rail: works('轨道交通', 'G5412', 'infrastructure-transport', {
    typicalWan: 120_000,
    mostWan: 260_000,
    parts: [40, 10, 8, 42, 36],
    corridor: 'railway',
  }),
  station: works('交通枢纽', 'G5331', 'infrastructure-transport', { typicalWan: 24_000, mostWan: 60_000, landUse: 'transport' }),
  'main-road': works('主干路', 'N7810', 'infrastructure-transport', {
    typicalWan: 52_000,
    mostWan: 120_000,
    parts: [38, 3, 2, 57, 52],
    corridor: 'road',
    operates: false,
  }),
  road: works('道路', 'N7810', 'infrastructure-transport', {
    typicalWan: 14_000,
    mostWan: 40_000,
    parts: [46, 4, 2, 48, 42],
    corridor: 'road',
    operates: false,
  }),
  tunnel: works('综合管廊', 'N7810', 'infrastructure-municipal', {
    typicalWan: 46_000,
    mostWan: 90_000,
    parts: [58, 14, 8, 20, 12],
    corridor: 'pipeline',
  }),
  substation: works('变电站', 'D4420', 'infrastructure-municipal', {
    typicalWan: 18_000,
    mostWan: 42_000,
    parts: [18, 16, 48, 18, 14],
    siteM2: [4_000, 16_000],
  }),
  'water-plant': works('水厂', 'D4620', 'infrastructure-municipal', { typicalWan: 38_000, mostWan: 90_000, parts: [40, 14, 20, 26, 22] }),
  heat: works('供热', 'D4430', 'infrastructure-municipal', {
    typicalWan: 22_000,
    mostWan: 50_000,
    parts: [22, 20, 42, 16, 12],
    siteM2: [5_000, 24_000],
  }),
  carrier: works('产业载体', 'L7221', 'infrastructure-space', {
    typicalWan: 90_000,
    mostWan: 240_000,
    parts: [36, 6, 3, 55, 50],
    perMuWan: [1_400, 2_600],
    siteM2: [30_000, 150_000],
    landUse: 'industrial-workshop',
    far: [1.8, 2.6],
    awarded: true,
    places: ['路东区', '马驹桥', '瀛海', '台湖'],
  }),
  logistics: works('物流', 'G5990', 'infrastructure-space', {
    typicalWan: 36_000,
    mostWan: 80_000,
    landUse: 'logistics',
    siteM2: [30_000, 120_000],
    awarded: true,
    places: ['台湖', '马驹桥'],
  }),
  greenway: works('公园绿地', 'N7850', 'infrastructure-municipal', {
    typicalWan: 14_000,
    mostWan: 36_000,
    parts: [44, 4, 2, 50, 46],
    landUse: 'green',
    operates: false,
    siteM2: [20_000, 110_000],
    perMuWan: [300, 700],
  }),

  school: service('学校', 'P8331', 'public-education', {
    typicalWan: 16_000,
    mostWan: 36_000,
    parts: [56, 9, 6, 29, 24],
    landUse: 'education',
    siteM2: [12_000, 64_000],
    far: [0.8, 1.2],
  }),
  primary: service('小学', 'P8321', 'public-education', {
    typicalWan: 12_000,
    mostWan: 26_000,
    parts: [56, 9, 6, 29, 24],
    landUse: 'education',
    siteM2: [12_000, 36_000],
    far: [0.8, 1.1],
  }),
  kindergarten: service('幼儿园', 'P8310', 'public-education', {
    typicalWan: 4_200,
    mostWan: 8_000,
    parts: [56, 9, 6, 29, 24],
    landUse: 'education',
    siteM2: [4_000, 9_000],
    far: [0.7, 0.9],
  }),
  hospital: service('医院', 'Q8411', 'public-health', {
    typicalWan: 48_000,
    mostWan: 110_000,
    parts: [44, 12, 18, 26, 22],
    landUse: 'health',
    siteM2: [24_000, 70_000],
    far: [1.6, 2.4],
  }),
  clinic: service('社区卫生', 'Q8421', 'public-health', {
    typicalWan: 3_800,
    mostWan: 8_000,
    parts: [52, 12, 14, 22, 18],
    landUse: 'health',
    siteM2: [3_000, 8_000],
    far: [1.2, 1.6],
  }),
  'care-home': service('养老', 'Q8514', 'public-health', {
    typicalWan: 7_000,
    mostWan: 16_000,
    parts: [54, 12, 8, 26, 22],
    landUse: 'elderly-care',
    siteM2: [6_000, 16_000],
    far: [1.4, 2],
  }),
  housing: service('人才与保障住房', 'K7040', 'public-housing', {
    typicalWan: 110_000,
    mostWan: 210_000,
    parts: [34, 8, 2, 56, 52],
    bureau: 'construction',
    landUse: 'housing',
    perMuWan: [2_200, 3_600],
    siteM2: [20_000, 90_000],
    far: [1.8, 2.6],
    awarded: true,
  }),
  sports: service('文体设施', 'R8921', 'public-culture', {
    typicalWan: 16_000,
    mostWan: 40_000,
    parts: [50, 12, 8, 30, 26],
    landUse: 'culture-sport',
    siteM2: [10_000, 50_000],
    far: [0.6, 1.4],
  }),
  culture: service('文化设施', 'R8870', 'public-culture', {
    typicalWan: 12_000,
    mostWan: 30_000,
    parts: [50, 12, 8, 30, 26],
    landUse: 'culture-sport',
    siteM2: [6_000, 26_000],
    far: [0.9, 1.6],
  }),
}

export const kindOf = (name: string): Kind => {
  const kind = KINDS[name]
  if (!kind) throw new Error(`There is no kind ${name}`)
  return kind
}
