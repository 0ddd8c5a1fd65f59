import { NOTIFICATION_NAMES } from '@ballast/contract/names.ts'
import { routes } from '@ballast/contract/routes.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { drawYuan, parseYuan } from '@ballast/domain/shared/money.ts'

type Names = Readonly<Record<string, readonly [zh: string, en: string]>>

/** Actions that are no routes. */
const ACTIONS: Names = {
  'pack.load': ['装载数据包', 'Load a zone pack'],
  'import.commit': ['提交导入', 'Commit an import'],
  'compute-job.dispatch': ['送达与结算作业', 'Hand over and settle a job'],
}
const SUBJECTS: Names = {
  project: ['项目', 'Project'],
  enterprise: ['企业', 'Enterprise'],
  parcel: ['地块', 'Parcel'],
  plan_version: ['计划版本', 'Plan version'],
  plan_project: ['项目年度计划', 'Project’s plan'],
  plan_node: ['分解节点', 'Breakdown node'],
  plan_target: ['计划目标', 'Target'],
  evidence: ['佐证材料', 'Evidence'],
  gate_baseline: ['节点基线', 'Baseline'],
  saved_view: ['保存的视图', 'Saved view'],
  import_run: ['导入批次', 'Import'],
  zone: ['开发区', 'Zone'],
  compute_centre: ['算力中心', 'Computing centre'],
  compute_contract: ['算力中心使用合同', 'Contract with a centre'],
  compute_job: ['算力作业', 'Computing job'],
  compute_tenant: ['算力租户', 'Tenant of a centre'],
  voucher: ['算力券', 'Voucher'],
  voucher_application: ['算力券申请', 'Voucher application'],
  voucher_pool: ['算力券资金与额度池', 'Voucher pool'],
  voucher_redemption: ['算力券兑付', 'Redemption'],
  voucher_rate: ['卡型单价', 'Card rate'],
  voucher_terms: ['算力券规则', 'Voucher terms'],
  voucher_use: ['算力计量', 'Metered use'],
  'gate-rule': ['节点规则', 'Gate rule'],
  'notification-channel': ['通知渠道', 'Notification channel'],
  'notification-delivery': ['通知投递', 'Delivery'],
}
const FIELDS: Names = {
  ...Object.fromEntries(Object.entries(NOTIFICATION_NAMES).map(([kind, { zh, en }]) => [kind, [zh, en] as const])),
  batch: ['批次', 'batch'],
  completionOn: ['竣工日期', 'completion'],
  contractNo: ['合同编号', 'contract no.'],
  contractParty: ['合同发包方', 'party of the contract'],
  contractYuan: ['合同金额', 'contract sum'],
  items: ['事项', 'items'],
  libraryNo: ['统计库编号', 'number in the library'],
  pack: ['入库申报', 'registration'],
  permitNo: ['施工许可证号', 'permit no.'],
  startOn: ['开工日期', 'start'],
  state: ['状态', 'state'],
  totalYuan: ['计划总投资', 'planned total'],
  unitName: ['申报单位', 'unit'],
  amountYuan: ['金额', 'amount'],
  countsIn: ['计入月份', 'counts in'],
  fund: ['政府投资资金', 'funds'],
  landPayment: ['土地价款', 'land payment'],
  movedOn: ['日期', 'date'],
  paidOn: ['支付日期', 'paid on'],
  source: ['资金来源', 'source'],
  acceptedAt: ['接受时间', 'accepted at'],
  acceptedBy: ['接受人', 'accepted by'],
  actual: ['实际', 'actual'],
  address: ['建设地址', 'address'],
  aliases: ['别名', 'aliases'],
  amount: ['数额', 'amount'],
  annual: ['年度计划', 'annual plan'],
  areaOfficialM2: ['公布面积（㎡）', 'official area (m²)'],
  bond: ['债券', 'bonds'],
  bureauCode: ['责任部门', 'bureau'],
  byteSize: ['字节数', 'bytes'],
  cadastralCode: ['宗地代码', 'cadastral code'],
  cardType: ['卡型', 'card'],
  categoryCode: ['投资类别', 'category'],
  centre: ['算力中心', 'centre'],
  citation: ['出处', 'citation'],
  closedAt: ['关闭时间', 'closed at'],
  clusterCode: ['产业集群', 'cluster'],
  code: ['代码', 'code'],
  commitment: ['协议承诺', 'commitment'],
  commitments: ['承诺事项', 'commitments'],
  comparator: ['比较方式', 'comparator'],
  completion: ['竣工', 'completion'],
  composition: ['构成', 'composition'],
  condition: ['节点条件', 'condition'],
  conflicts: ['冲突', 'conflicts'],
  construction: ['建筑工程', 'construction'],
  construction_start: ['开工', 'construction start'],
  creditCode: ['统一社会信用代码', 'credit code'],
  custom: ['自定义', 'custom'],
  dates: ['日期数', 'dates'],
  digestTime: ['每日汇总时间', 'time of the digest'],
  domestic_loan: ['国内贷款', 'domestic loans'],
  enterprise: ['企业', 'enterprise'],
  equipment: ['设备购置', 'equipment'],
  fileName: ['文件名', 'file name'],
  floorAreaM2: ['建筑面积（㎡）', 'floor area (m²)'],
  forecast: ['预计', 'expected'],
  foreign_capital: ['利用外资', 'foreign capital'],
  frame: ['分解额', 'frame'],
  fromOn: ['生效日', 'from'],
  free: ['可用', 'free'],
  full_capacity: ['达产', 'full capacity'],
  funding: ['资金来源', 'funding'],
  gates: ['节点', 'gates'],
  geometry: ['图形', 'geometry'],
  hasSecret: ['有密钥', 'has a secret'],
  groupName: ['所属集团', 'group'],
  indicator: ['指标', 'indicator'],
  industryCode: ['国民经济行业', 'industry'],
  installation: ['安装工程', 'installation'],
  isActive: ['启用', 'in use'],
  keepsQuietHours: ['遵守免打扰时段', 'keeps the quiet hours'],
  kind: ['种类', 'kind'],
  kinds: ['通知类别', 'kinds'],
  land: ['其中建设用地费', 'of which land'],
  landUseCode: ['用地性质', 'land use'],
  land_award: ['摘牌', 'land award'],
  life: ['节点', 'gate'],
  locale: ['语言', 'language'],
  mail: ['邮件', 'e-mail'],
  minutes: ['时长（分钟）', 'minutes'],
  months: ['月度计划', 'months'],
  name: ['名称', 'name'],
  nameEn: ['英文名称', 'English name'],
  nameZh: ['名称', 'name'],
  names: ['名称', 'names'],
  needsContract: ['须签合同', 'needs a contract'],
  nature: ['建设性质', 'nature'],
  node: ['节点', 'node'],
  nodeState: ['节点状态', 'state of the node'],
  nodeCode: ['分解节点', 'node'],
  notCountableReason: ['不纳统原因', 'why not countable'],
  note: ['说明', 'note'],
  notes: ['备注', 'notes'],
  number: ['版本号', 'version number'],
  openPlan: ['涉及计划', 'of the plan'],
  other: ['其他费用', 'other'],
  owner: ['建设单位', 'owner'],
  parcels: ['地块', 'parcels'],
  parentCode: ['上级节点', 'parent node'],
  parentVersionId: ['上一版本', 'parent version'],
  period: ['期间', 'period'],
  place: ['服务器', 'server'],
  price: ['成交价', 'price'],
  production: ['投产', 'production'],
  profile: ['分月方式', 'profile'],
  projectCode: ['国家项目代码', 'national code'],
  projectId: ['项目', 'project'],
  projectNo: ['项目编号', 'project number'],
  projects: ['项目数', 'projects'],
  provenance: ['事实来源', 'provenance'],
  quietDays: ['非工作日免打扰', 'quiet on days off'],
  quietFrom: ['免打扰开始', 'quiet from'],
  quietUntil: ['免打扰结束', 'quiet until'],
  reason: ['理由', 'reason'],
  registration: ['入库', 'registration'],
  reasonCode: ['原因', 'reason'],
  relations: ['项目关系', 'relations'],
  role: ['角色', 'role'],
  rows: ['行数', 'rows'],
  rule: ['规则', 'rule'],
  scopeCode: ['范围', 'scope'],
  scopeKind: ['范围类型', 'kind of scope'],
  self_raised: ['自筹资金', 'self-raised'],
  serviceManager: ['服务管家', 'service manager'],
  sha256: ['内容指纹 SHA-256', 'SHA-256'],
  shares: ['落地份额', 'shares'],
  shortName: ['简称', 'short name'],
  signing: ['签约', 'signing'],
  sort: ['排序', 'order'],
  sourceKind: ['来源', 'source'],
  startsAt: ['开始时间', 'begins at'],
  standing: ['项目状态', 'standing'],
  statAreaCode: ['统计区划代码', 'statistical area'],
  state_budget: ['国家预算资金', 'state budget'],
  status: ['状态', 'status'],
  subject: ['对象', 'subject'],
  subjectId: ['绑定对象', 'bound to'],
  subjectType: ['对象类型', 'kind of subject'],
  supplyMode: ['供应方式', 'supply mode'],
  tags: ['标签', 'tags'],
  takenAt: ['留存时间', 'taken at'],
  takenBy: ['留存人', 'taken by'],
  title: ['标题', 'title'],
  total: ['总投资', 'total investment'],
  typeCode: ['项目类型', 'project type'],
  untilOn: ['到期日', 'until'],
  users: ['用户', 'users'],
  value: ['目标值', 'value'],
  voucherNo: ['券号', 'voucher no.'],
  withdrawnReason: ['撤回原因', 'reason for withdrawal'],
  yuanPerPHour: ['单价（每 P·h）', 'price of a P-hour'],
  zone: ['开发区', 'zone'],
}

const pick = (names: Names, key: string, locale: Locale): string | undefined => names[key]?.[locale === 'en' ? 1 : 0]

export function actionName(action: string, locale: Locale): string {
  const route = (routes as Record<string, { summary: { zh: string; en: string } } | undefined>)[action]
  return (locale === 'en' ? route?.summary.en : route?.summary.zh) ?? pick(ACTIONS, action, locale) ?? action
}

export const subjectTypeName = (type: string, locale: Locale): string => pick(SUBJECTS, type, locale) ?? type

const MONEY = /(Yuan|Fen)$/

/** A path of the stored state in the reader's words: "months.2024-03.landFen" → "月度计划 · 2024-03 · 其中建设用地费". */
export const fieldName = (path: string, locale: Locale): string =>
  path
    .split('.')
    .filter((part) => part !== '')
    .map((part) => pick(FIELDS, part, locale) ?? pick(FIELDS, part.replace(MONEY, ''), locale) ?? part)
    .join(' · ')

/** Money with its unit; every other value as it is stored. */
export function valueText(path: string, value: string, locale: Locale): string {
  const isMoney = MONEY.test(path) || /^(composition|funding)\./.test(path)
  if (!isMoney || !/^-?\d{1,17}(\.\d{1,2})?$/.test(value)) return value
  return `${drawYuan(parseYuan(value))} ${locale === 'en' ? 'yuan' : '元'}`
}

/** The page of the thing that an entry is about, where it has one. */
export function subjectLink(type: string, id: string): string | undefined {
  const [first = '', second = ''] = id.split('/')
  if (type === 'project') return `/projects/${first}`
  if (type === 'plan_project' && second !== '') return `/projects/${second}`
  if (type === 'enterprise') return `/enterprises/${first}`
  if (type === 'parcel') return `/parcels/${first}`
  return type.startsWith('plan_') ? '/plan' : undefined
}
