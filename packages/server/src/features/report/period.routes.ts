import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { closePeriod } from './close-period.ts'
import { editCalendar, editRule, readSettings } from './edit-settings.ts'
import { editPeriod, exceptProject, openPeriod } from './open-period.ts'
import { listPeriods } from './show-periods.ts'

const given = <T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

export const periodHandlers = defineHandlers({
  'period.list': (tx, ctx) => listPeriods(tx, ctx),
  'period.open': (tx, ctx, { body }) => openPeriod(tx, ctx, body.month as YearMonth),
  'period.edit': (tx, ctx, { params, body: { reason, ...dates }, ifMatch }) =>
    editPeriod(tx, ctx, {
      month: params.month as YearMonth,
      version: ifMatch as bigint,
      dates: given(dates) as { opensOn?: PlainDate; dueOn?: PlainDate; closesOn?: PlainDate },
      reason,
    }),
  'period.close': (tx, ctx, { params, body, ifMatch }) =>
    closePeriod(tx, ctx, { month: params.month as YearMonth, version: ifMatch as bigint, missingReason: body.missingReason || undefined }),
  'period.except': (tx, ctx, { params, body }) =>
    exceptProject(tx, ctx, {
      month: params.month as YearMonth,
      projectId: params.projectId as Uuid,
      untilOn: body.untilOn as PlainDate,
      reason: body.reason,
    }),
  'period.settings': (tx, ctx) => readSettings(tx, ctx),
  'period.edit-calendar': (tx, ctx, { body, ifMatch }) => editCalendar(tx, ctx, { ...body, version: ifMatch as bigint }),
  'period.edit-rule': (tx, ctx, { params, body, ifMatch }) =>
    editRule(tx, ctx, { rule: params.rule, severity: body.severity, version: ifMatch as bigint }),
})
