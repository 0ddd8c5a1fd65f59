import type { ReturnRow } from '@ballast/contract/report.ts'
import { isReturnLate } from '@ballast/domain/report/period.ts'
import type { ReturnState } from '@ballast/domain/report/return-state.ts'
import { formatYuan, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { isDue, meetsFilter, type CaseFilter, type CaseRecord } from './case.view.ts'
import { casesOf, findPeriod } from './load-period.ts'
import { lockOf } from './report-case.ts'

interface Filter extends CaseFilter {
  readonly state?: readonly (ReturnState | 'none')[] | undefined
  readonly late?: boolean | undefined
}

/** What waits for a reviewer stands first, then what went back, what is missing, what is done. */
const ORDER: readonly (ReturnState | 'none')[] = ['submitted', 'in_review', 'returned', 'none', 'draft', 'verified', 'closed']
const stateOf = ({ state }: CaseRecord): ReturnState | 'none' => state ?? 'none'
const differenceOf = ({ form, dispatchedFen }: CaseRecord): bigint | null =>
  form?.monthFen == null || dispatchedFen === null ? null : form.monthFen - dispatchedFen
const absolute = (amount: bigint | null): bigint => (amount === null ? -1n : amount < 0n ? -amount : amount)
const yuanOrNull = (amount: bigint | null | undefined): string | null => (amount == null ? null : formatYuan(amount))

export async function listReturns(tx: ReadTx, ctx: Context, month: YearMonth, filter: Filter) {
  const period = await findPeriod(tx, ctx, month)
  const today: PlainDate = businessDate(ctx)
  const isLate = (record: CaseRecord): boolean => isReturnLate(record, { ...period, isClosed: period.closedAt !== null }, today)
  const records = (await casesOf(tx, ctx, period, 'report.list', { where: meetsFilter(filter) }))
    // What was not handed in before the closing is in no sum.
    .map((record) => (period.closedAt === null || record.state === 'closed' ? record : { ...record, form: null }))
    .filter((record) => record.state !== null || isDue(record, month))
    .filter((record) => filter.state?.includes(stateOf(record)) ?? true)
    .filter((record) => filter.late === undefined || isLate(record) === filter.late)
    .toSorted((a, b) => {
      const place = ORDER.indexOf(stateOf(a)) - ORDER.indexOf(stateOf(b))
      if (place !== 0) return place
      const [left, right] = [absolute(differenceOf(a)), absolute(differenceOf(b))]
      return left === right ? 0 : left > right ? -1 : 1
    })
  const sum = (amount: (record: CaseRecord) => Fen | null | undefined): string =>
    formatYuan(sumFen(records.map((record) => amount(record) ?? 0n)))
  return {
    month,
    firstMonth: period.firstMonth,
    businessOn: today,
    rows: records.map(
      (record): ReturnRow => ({
        projectId: record.projectId,
        projectNo: record.projectNo,
        nameZh: record.nameZh,
        nameEn: record.nameEn,
        owner: record.owner,
        serviceManager: record.serviceManager,
        categoryCode: record.categoryCode,
        clusterCode: record.clusterCode,
        state: record.state,
        version: (record.version ?? 0n).toString(),
        monthYuan: yuanOrNull(record.form?.monthFen),
        yearYuan: yuanOrNull(record.form?.yearFen),
        planYuan: yuanOrNull(record.planFen),
        dispatchedYuan: yuanOrNull(record.dispatchedFen),
        differenceYuan: yuanOrNull(differenceOf(record)),
        previousMonthYuan: yuanOrNull(record.previous?.monthFen),
        warnings: Number(record.warnings),
        files: Number(record.files),
        isLate: isLate(record),
        lock: lockOf(record, period, today),
        exceptionUntil: record.exceptionUntil,
        submittedBy: record.submittedBy,
        submittedAt: record.submittedAt,
        returnedFor: record.returnedFor,
        sourceKind: record.sourceKind,
      }),
    ),
    totals: {
      projects: records.length,
      monthYuan: sum(({ form }) => form?.monthFen),
      yearYuan: sum(({ form }) => form?.yearFen),
      planYuan: sum(({ planFen }) => planFen),
      dispatchedYuan: sum(({ dispatchedFen }) => dispatchedFen),
    },
  }
}
