import { formOnWire, itemsOnWire } from '@ballast/contract/report-form.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { ReportReturn } from '@ballast/contract/report.ts'
import { formFaults, findings } from '@ballast/domain/report/rules.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { caseOf, findPeriod } from './load-period.ts'
import { readSeverities } from './period.queries.ts'
import { initialForm, lockMessage, lockOf, onWire, reportCase } from './report-case.ts'
import { readCorrections, readEvents, readNotCountable, readReasons } from './return.queries.ts'

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount))

/** A return as a page shows it: what was filled in, what the books say, what the rules find, and why it may be locked. */
export async function showReturn(tx: ReadTx, ctx: Context, projectId: Uuid, month: YearMonth): Promise<ReportReturn> {
  const { zoneId } = ctx.zone
  const period = await findPeriod(tx, ctx, month)
  const record = await caseOf(tx, ctx, period, 'report.show', projectId)
  const severities = await readSeverities(tx, zoneId)
  const reasons = (await readReasons(tx, zoneId, month, [projectId])).get(projectId) ?? {}
  const form = record.form ?? initialForm(record, month)
  const lock = lockOf(record, period, businessDate(ctx))
  return {
    projectId,
    projectNo: record.projectNo,
    nameZh: record.nameZh,
    nameEn: record.nameEn,
    month,
    firstMonth: period.firstMonth,
    dueOn: period.dueOn,
    state: record.state,
    version: (record.version ?? 0n).toString(),
    form: formOnWire(form),
    notCountable: (await readNotCountable(tx, zoneId, projectId, month)).map(({ reasonCode, amountFen }) => ({
      reasonCode,
      amountYuan: formatYuan(amountFen),
    })),
    note: record.note,
    books: {
      lastYearEndYuan: formatYuan(record.books.lastYearEndFen),
      yearBefore: itemsOnWire(record.books.yearBefore),
      correctionsYuan: formatYuan(record.correctedFen),
    },
    items: itemsOnWire(record.items),
    findings: findings(form, reportCase(record, period)).map(({ rule, code, params, at }) => ({
      rule,
      severity: severities[rule],
      at: onWire({ code, at }).at,
      message: messageText(ctx.locale, code, params),
      reason: reasons[rule] ?? null,
    })),
    faults: formFaults(form, record.books).map((fault) => ({
      at: onWire(fault).at ?? null,
      message: messageText(ctx.locale, fault.code, fault.params),
    })),
    lock: lock === null ? null : { code: lock, message: lockMessage(ctx, lock, period) },
    registeredOn: record.registeredOn,
    mayBuild: record.mayBuild,
    severities,
    planYuan: yuanOrNull(record.planFen),
    dispatchedYuan: yuanOrNull(record.dispatchedFen),
    previous:
      record.previous === null || record.previousMonth === null ? null : { month: record.previousMonth, form: formOnWire(record.previous) },
    corrections: (await readCorrections(tx, zoneId, projectId, month)).map(({ items, totalFen, ...correction }) => ({
      ...correction,
      items: itemsOnWire(items),
      totalYuan: formatYuan(totalFen),
    })),
    events: (await readEvents(tx, zoneId, projectId, month)).map((event) => ({ ...event, fields: [...event.fields] })),
    exceptionUntil: record.exceptionUntil,
    sourceKind: record.sourceKind,
  }
}
