import type { ProjectPlan } from '@ballast/contract/plan-edit.ts'
import { fen, formatYuan, parseYuan, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import { monthsOfYear, type YearMonth } from '@ballast/domain/shared/time.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'

export const PARTS = ['construction', 'installation', 'equipment', 'other', 'land'] as const
export type Part = (typeof PARTS)[number]
/** What is typed, field by field: "annual", "note", "nodeCode", "profile", "m.2024-03.equipment", "n.2024-03.reason". */
export type PlanForm = Readonly<Record<string, string>>

const YUAN_OF = {
  construction: 'constructionYuan',
  installation: 'installationYuan',
  equipment: 'equipmentYuan',
  other: 'otherYuan',
  land: 'landYuan',
} as const

export const lineKey = (month: string, isCountable: boolean): string => `${isCountable ? 'm' : 'n'}.${month}`

export function formOf(plan: ProjectPlan, nodeCode: string): PlanForm {
  const form: Record<string, string> = { annual: wanOfYuan(plan.annualYuan), nodeCode, profile: plan.profile, note: plan.note ?? '' }
  for (const line of plan.months) {
    const key = lineKey(line.month, line.notCountableReason === null)
    for (const part of PARTS) {
      const wan = wanOfYuan(line[YUAN_OF[part]])
      if (wan !== '0') form[`${key}.${part}`] = wan
    }
    if (line.notCountableReason !== null) form[`${key}.reason`] = line.notCountableReason
  }
  return form
}

/** Fen of a cell, or undefined for what is no amount. */
export function cellFen(form: PlanForm, field: string): Fen | undefined {
  const yuan = yuanOfWan(form[field] ?? '')
  if (yuan === undefined) return undefined
  const amount = yuan === null ? ZERO_FEN : parseYuan(yuan)
  return amount < 0n ? undefined : amount
}

export const lineTotal = (form: PlanForm, key: string): Fen =>
  fen(PARTS.filter((part) => part !== 'land').reduce((sum, part) => sum + (cellFen(form, `${key}.${part}`) ?? 0n), 0n))

export const partTotal = (form: PlanForm, year: number, part: Part): Fen =>
  fen(monthsOfYear(year).reduce((sum, month) => sum + (cellFen(form, `m.${month}.${part}`) ?? 0n), 0n))

export const countableTotal = (form: PlanForm, year: number): Fen =>
  fen(monthsOfYear(year).reduce((sum, month) => sum + lineTotal(form, lineKey(month, true)), 0n))

/** Months of the lines that are not countable, in order. */
export const notCountableMonths = (form: PlanForm): string[] =>
  [
    ...new Set(
      Object.keys(form)
        .filter((field) => field.startsWith('n.'))
        .map((field) => field.split('.')[1] as string),
    ),
  ].sort()

/** The countable months replaced by a spread. */
export function withLines(form: PlanForm, lines: readonly PlanMonthRow[]): PlanForm {
  const next: Record<string, string> = Object.fromEntries(Object.entries(form).filter(([field]) => !field.startsWith('m.')))
  for (const line of lines) {
    const amounts = {
      construction: line.constructionFen,
      installation: line.installationFen,
      equipment: line.equipmentFen,
      other: line.otherFen,
      land: line.landFen,
    }
    for (const part of PARTS) if (amounts[part] !== 0n) next[`m.${line.month}.${part}`] = wanOfYuan(formatYuan(amounts[part]))
  }
  return next
}

/** What the server is asked to save; null while a cell is no amount. */
export function bodyOf(form: PlanForm, year: number) {
  const annual = cellFen(form, 'annual')
  if (annual === undefined) return null
  const keys = [
    ...monthsOfYear(year).map((month) => ({ month, isCountable: true })),
    ...notCountableMonths(form).map((month) => ({ month: month as YearMonth, isCountable: false })),
  ]
  const months = []
  for (const { month, isCountable } of keys) {
    const key = lineKey(month, isCountable)
    const cells = PARTS.map((part) => cellFen(form, `${key}.${part}`))
    if (cells.includes(undefined)) return null
    if (isCountable && cells.every((cell) => cell === 0n)) continue
    const [constructionYuan, installationYuan, equipmentYuan, otherYuan, landYuan] = cells.map((cell) => formatYuan(cell ?? 0n)) as [
      string,
      string,
      string,
      string,
      string,
    ]
    months.push({
      month,
      notCountableReason: isCountable ? null : (form[`${key}.reason`] ?? ''),
      constructionYuan,
      installationYuan,
      equipmentYuan,
      otherYuan,
      landYuan,
    })
  }
  return {
    annualYuan: formatYuan(annual),
    nodeCode: form.nodeCode === '' || form.nodeCode === undefined ? null : form.nodeCode,
    profile: form.profile as ProjectPlan['profile'],
    note: (form.note ?? '').trim() === '' ? null : (form.note ?? null),
    months,
  }
}
