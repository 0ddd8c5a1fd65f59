import type { Name, Part, Resource } from './sheet.ts'

export const RESOURCE_NAMES: Readonly<Record<Resource | Part, Name>> = {
  projects: { zh: '项目', en: 'projects' },
  enterprises: { zh: '企业', en: 'enterprises' },
  parcels: { zh: '地块', en: 'parcels' },
  plan: { zh: '年度计划', en: 'the plan' },
  targets: { zh: '目标', en: 'targets' },
  nodes: { zh: '分解', en: 'breakdown' },
  months: { zh: '项目月度计划', en: 'monthly plan' },
  lines: { zh: '项目月度明细', en: 'plan lines' },
  returns: { zh: '月报', en: 'monthly returns' },
  shares: { zh: '落地份额', en: 'shares over parcels' },
}
