import { messageText } from '@ballast/contract/messages.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Task } from '@ballast/contract/today.ts'
import { isReturnLate } from '@ballast/domain/report/period.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo, projectsInReach } from '../../platform/scope.ts'
import { openReturns, readPeriods, type OpenReturn } from '../report/index.ts'
import { byDay, placeAt, plainTask, projectTask, type Desk, type Sections } from './desk.ts'

/** The returns of the open period: to hand in, late, gone back, to look through; and the period itself, to be closed. */
export async function returnTasks(tx: ReadTx, desk: Desk): Promise<Sections> {
  const { ctx, watch } = desk
  const may = (action: RouteId) => mayDo(ctx.user, action)
  if (!may('report.list')) return {}
  const period = (await readPeriods(tx, ctx.zone.zoneId)).find(({ closedAt, opensOn }) => closedAt === null && opensOn <= watch.today)
  if (period === undefined) return {}
  const { month, dueOn, closesOn } = period
  const records = await openReturns(tx, ctx.zone.zoneId, month, projectsInReach(ctx, 'report.list'))
  const list = (state: string[], late?: boolean) => placeAt('/reports', { month, state, ...(late === undefined ? {} : { late }) })
  const task = (record: OpenReturn): Task => {
    const says = record.returnedFor ?? messageText(ctx.locale, `today.return-${record.state ?? 'none'}`, { month })
    const isTheirs = record.state === 'submitted' || record.state === 'in_review'
    return projectTask(desk, record, {
      says,
      dueOn: isTheirs ? closesOn : (record.exceptionUntil ?? dueOn),
      place: placeAt(`/reports/${month}/${record.projectId}`),
    })
  }
  const isLate = (record: OpenReturn) => isReturnLate(record, { dueOn, isClosed: false }, watch.today)
  const owed = records.filter(({ state }) => state === null || state === 'draft')
  const of = (...states: OpenReturn['state'][]) => records.filter(({ state }) => states.includes(state)).map(task)
  const close = plainTask(desk, {
    key: month,
    nameZh: `${month} 上报期`,
    nameEn: `Period ${month}`,
    says: messageText(ctx.locale, records.length === 0 ? 'today.period-ready' : 'today.period-open', { count: records.length }),
    dueOn: closesOn,
    place: placeAt('/reports', { month }),
  })
  return {
    ...(may('report.save')
      ? {
          'return-late': { place: list(['none', 'draft'], true), items: byDay(owed.filter(isLate).map(task)) },
          'return-due': { place: list(['none', 'draft'], false), items: byDay(owed.filter((record) => !isLate(record)).map(task)) },
          'return-returned': { place: list(['returned']), items: byDay(of('returned')) },
        }
      : {}),
    ...(may('report.review') ? { 'return-review': { place: list(['submitted', 'in_review']), items: of('submitted', 'in_review') } } : {}),
    ...(may('period.close') ? { 'period-close': { place: null, items: [close] } } : {}),
  }
}
