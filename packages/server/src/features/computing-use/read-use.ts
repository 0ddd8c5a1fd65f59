import type { ComputingUseRow, UseGroup } from '@ballast/contract/computing-use.ts'
import {
  addMonths,
  firstDayOf,
  instantAt,
  officialClock,
  startOfDay,
  yearMonthOf,
  yearOf,
  type YearMonth,
} from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { monthsOfUse, workByHours, workByProjects, type Span, type UseOf } from './computing-use.view.ts'

const spanOf = (month: YearMonth): Span => ({
  from: startOfDay(firstDayOf(month)),
  until: startOfDay(addMonths(firstDayOf(month), 1)),
})

const NONE = { nameZh: '未挂项目', nameEn: 'no project' }
const keyOf = (use: UseOf, group: UseGroup): { key: string; nameZh: string; nameEn: string | null } => {
  if (group === 'firm') return { key: use.enterpriseId, nameZh: use.enterpriseNameZh, nameEn: use.enterpriseNameEn }
  const [key, nameZh, nameEn] =
    group === 'project' ? [use.projectId, use.projectNameZh, use.projectNameEn] : [use.clusterCode, use.clusterNameZh, use.clusterNameEn]
  return key === null || nameZh === null ? { key: '', ...NONE } : { key, nameZh, nameEn }
}

const total = (uses: readonly UseOf[], key: 'runs' | 'amount' | 'completed' | 'granted'): bigint =>
  uses.reduce((sum, use) => sum + use[key], 0n)

function rowOf(uses: readonly UseOf[], group: UseGroup): ComputingUseRow {
  const waits = uses.flatMap(({ longestWait }) => (longestWait === null ? [] : [Number(longestWait)]))
  const firms = new Map(uses.map((use) => [use.enterpriseId, { nameZh: use.enterpriseNameZh, nameEn: use.enterpriseNameEn }]))
  return {
    ...keyOf(uses[0] as UseOf, group),
    firms: [...firms.values()],
    parcels: [...new Set(uses.flatMap(({ parcels }) => parcels))],
    runs: Number(total(uses, 'runs')),
    amount: total(uses, 'amount').toString(),
    completed: total(uses, 'completed').toString(),
    granted: total(uses, 'granted').toString(),
    longestWaitSeconds: waits.length === 0 ? null : Math.max(...waits),
  }
}

/** Use of a month by hour and by enterprise, cluster or project; a run over the month's end counts in both with what lies in each. */
export async function readUse(tx: ReadTx, ctx: Context, { month: asked, group }: { month?: YearMonth | undefined; group: UseGroup }) {
  const { zoneId } = ctx.zone
  const months = await monthsOfUse(tx, zoneId)
  const today = businessDate(ctx)
  const month = asked ?? months[0] ?? yearMonthOf(yearOf(today), Number(today.slice(5, 7)))
  const span = spanOf(month)
  const uses = await workByProjects(tx, zoneId, span)
  const rows = [...Map.groupBy(uses, (use) => keyOf(use, group).key).values()].map((own) => rowOf(own, group))
  const size = ({ amount }: ComputingUseRow) => BigInt(amount)
  return {
    month,
    months,
    isSimulated: uses.some(({ isSimulated }) => isSimulated),
    totals: {
      runs: Number(total(uses, 'runs')),
      amount: total(uses, 'amount').toString(),
      completed: total(uses, 'completed').toString(),
    },
    hours: (await workByHours(tx, zoneId, span)).map(({ hour, amount, completed }) => {
      const { date, time } = officialClock(instantAt(hour * 3_600_000))
      return { day: date, hour: Number(time.slice(0, 2)), amount: amount.toString(), completed: completed.toString() }
    }),
    rows: rows.toSorted((a, b) => (size(a) === size(b) ? a.nameZh.localeCompare(b.nameZh) : size(a) > size(b) ? -1 : 1)),
  }
}
