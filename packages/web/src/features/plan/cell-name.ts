import { monthNumber, type YearMonth } from '@ballast/domain/shared/time.ts'
import { useTexts, type Translate } from '../../app/language.tsx'
import { planTexts } from './plan.texts.ts'

type Key = keyof (typeof planTexts)['en']

const FIELDS: Readonly<Record<string, Key>> = {
  annualFen: 'annual',
  annual: 'annual',
  frameFen: 'frame',
  frame: 'frame',
  nodeId: 'node',
  nodeCode: 'node',
  node: 'node',
  parentId: 'parent',
  parentCode: 'parent',
  parent: 'parent',
  nameZh: 'nameZh',
  nameEn: 'nameEn',
  name: 'name',
  code: 'code',
  categoryCode: 'category',
  category: 'category',
  clusterCode: 'cluster',
  cluster: 'cluster',
  sort: 'sort',
  profile: 'profile',
  note: 'note',
  source: 'source',
  shares: 'shares',
  value: 'value',
  '*': 'wholeThing',
  'in-use': 'inUse',
}
const PARTS: Readonly<Record<string, Key>> = {
  construction: 'construction',
  installation: 'installation',
  equipment: 'equipment',
  other: 'other',
  land: 'landLong',
  reason: 'reason',
}

/** The name of one cell of a plan: a field, or a month's part as "months.2024-03.countable.equipment". */
function nameOfCell(field: string, t: Translate<Key>): string {
  const month = /^(?:months\.)?(?:([mn])\.)?(\d{4}-\d\d)(?:\.(countable|not))?(?:\.(\w+))?$/.exec(field)
  if (!month) return FIELDS[field] ? t(FIELDS[field]) : field
  const [, letter, yearMonth, kind, part] = month
  const when = t('month', { number: monthNumber(yearMonth as YearMonth) })
  const isCountable = letter === undefined ? kind === 'countable' : letter === 'm'
  // In a conflict land is told together with the other costs that it is part of.
  const what = part === undefined ? '' : part === 'other' && letter === undefined ? t('otherOfLand') : PARTS[part] ? t(PARTS[part]) : part
  const line = part === undefined ? t('wholeMonth', { month: when }) : `${when} ${what}`
  return isCountable ? line : `${t('notCountable')} ${line}`
}

export function useCellName(): (field: string) => string {
  const t = useTexts(planTexts)
  return (field) => nameOfCell(field, t)
}
