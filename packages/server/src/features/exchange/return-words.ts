import type { Holding, InvestmentItem, Method } from '@ballast/domain/report/form.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import type { ReportRule } from '@ballast/domain/report/rules.ts'
import type { Choice } from './cell-codec.ts'
import type { Name } from './sheet.ts'

/** Words of the monthly form, as workbooks have them. */
export const ITEM_NAMES: Readonly<Record<InvestmentItem, Name>> = {
  construction: { zh: '建筑工程', en: 'Construction' },
  installation: { zh: '安装工程', en: 'Installation' },
  equipment: { zh: '设备工器具购置', en: 'Equipment' },
  usedEquipment: { zh: '其中:购置旧设备', en: 'of which used' },
  renewalEquipment: { zh: '其中:用于更新的设备', en: 'of which renewal' },
  other: { zh: '其他费用', en: 'Other' },
  oldBuildings: { zh: '其中:旧建筑物购置费', en: 'of which old buildings' },
  land: { zh: '其中:建设用地费', en: 'of which land' },
}

const choices = <K extends string>(names: Readonly<Record<K, Name>>): readonly Choice[] =>
  Object.entries<Name>(names).map(([code, name]) => ({ code, ...name }))

const METHOD_NAMES: Readonly<Record<Method, Name>> = {
  progress: { zh: '形象进度法', en: 'By progress' },
  finance: { zh: '财务支出法', en: 'By expenditure' },
}
const HOLDING_NAMES: Readonly<Record<Holding, Name>> = {
  state: { zh: '国有控股', en: 'State' },
  collective: { zh: '集体控股', en: 'Collective' },
  private: { zh: '私人控股', en: 'Private' },
  hong_kong_macao_taiwan: { zh: '港澳台商控股', en: 'Hong Kong, Macao, Taiwan' },
  foreign: { zh: '外商控股', en: 'Foreign' },
  other: { zh: '其他', en: 'Other' },
}
const STATE_NAMES: Readonly<Record<ReturnState | 'none', Name>> = {
  none: { zh: '未填', en: 'Not begun' },
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '已提交', en: 'Handed in' },
  in_review: { zh: '审核中', en: 'In review' },
  returned: { zh: '已退回', en: 'Returned' },
  verified: { zh: '已核定', en: 'Verified' },
  closed: { zh: '已关账', en: 'Closed' },
}
export const METHOD_CHOICES = choices(METHOD_NAMES)
export const HOLDING_CHOICES = choices(HOLDING_NAMES)
export const STATE_CHOICES = choices(STATE_NAMES)

export const RULE_NAMES: Readonly<Record<ReportRule, Name>> = {
  R1: { zh: 'R1 累计与本年不符', en: 'R1 Cumulative' },
  R2: { zh: 'R2 本年与本月不符', en: 'R2 Year to date' },
  R3: { zh: 'R3 构成合计不符', en: 'R3 Composition' },
  R4: { zh: 'R4 设备其中项过大', en: 'R4 Equipment' },
  R5: { zh: 'R5 其他其中项过大', en: 'R5 Other' },
  R6: { zh: 'R6 累计超过计划总投资', en: 'R6 Above the plan total' },
  R7: { zh: 'R7 竣工面积超过施工面积', en: 'R7 Floor area' },
  R8: { zh: 'R8 入库前有数', en: 'R8 Before registration' },
  R9: { zh: 'R9 未批先建', en: 'R9 Before the permit' },
  R10: { zh: 'R10 一月单报', en: 'R10 January alone' },
}
