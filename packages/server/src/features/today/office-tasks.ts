import { messageText } from '@ballast/contract/messages.ts'
import type { Task } from '@ballast/contract/today.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'
import { isProjectInReach, mayDo } from '../../platform/scope.ts'
import { bulletinDrafts } from '../bulletin/index.ts'
import { readEscalations } from '../escalation/index.ts'
import type { RuleRecord } from '../light/index.ts'
import type { Followed } from '../my-projects/index.ts'
import { listNotifications } from '../notification/index.ts'
import { openDrafts } from '../plan/index.ts'
import { waitingApplications } from '../voucher/index.ts'
import { byDay, placeAt, plainTask, projectTask, type Desk, type Sections } from './desk.ts'

/** Demands that the caller's roles have to answer: the reply is due, or overdue. */
export async function escalationTasks(
  tx: ReadTx,
  desk: Desk,
  projects: readonly Followed[],
  rules: readonly RuleRecord[],
): Promise<Sections> {
  const { ctx, roles, watch } = desk
  if (!mayDo(ctx.user, 'escalation.reply')) return {}
  const byId = new Map(projects.map(({ record }) => [record.projectId, record]))
  const items = (await readEscalations(tx, ctx.zone.zoneId, { isClosed: false })).flatMap((record): Task[] => {
    const project = byId.get(record.projectId)
    const rule = rules.find(({ kind }) => kind === record.kind)
    if (project === undefined || rule === undefined || !roles.has(rule.owedBy)) return []
    if (record.promisedOn !== null || record.replyDueOn === null || !isProjectInReach(ctx, 'escalation.reply', project)) return []
    const says = messageText(ctx.locale, `today.escalation-${record.step}`, { rule: ctx.locale === 'en' ? rule.nameEn : rule.nameZh })
    return [
      projectTask(desk, project, {
        key: record.escalationId,
        says,
        dueOn: record.replyDueOn,
        place: placeAt(`/escalations/${record.escalationId}`),
      }),
    ]
  })
  const isLate = ({ dueOn }: Task) => dueOn !== null && dueOn < watch.today
  return {
    'escalation-late': { place: null, items: byDay(items.filter(isLate)) },
    'escalation-reply': { place: null, items: byDay(items.filter((item) => !isLate(item))) },
  }
}

/** Drafts that wait for a decision, and what the caller was told and has not read. */
export async function officeTasks(tx: ReadTx, desk: Desk): Promise<Sections> {
  const { ctx } = desk
  const { zoneId } = ctx.zone
  const may = (action: Parameters<typeof mayDo>[1]) => mayDo(ctx.user, action)
  const bulletins = may('bulletin.issue') ? await bulletinDrafts(tx, zoneId) : []
  const plans = may('plan.adopt') ? await openDrafts(tx, zoneId) : []
  const applications = may('voucher-application.grant') ? await waitingApplications(tx, zoneId) : []
  // As many as the bell counts.
  const { rows } = await listNotifications(tx, ctx, { unread: true, limit: 100 })
  return {
    'bulletin-issue': {
      place: null,
      items: bulletins.map(({ bulletinId, month }) =>
        plainTask(desk, {
          key: bulletinId,
          nameZh: `${month} 简报`,
          nameEn: `Bulletin of ${month}`,
          says: messageText(ctx.locale, 'today.bulletin'),
          dueOn: null,
          place: placeAt(`/bulletins/${bulletinId}`),
        }),
      ),
    },
    'voucher-review': {
      place: placeAt('/vouchers', { tab: 'applications' }),
      items: applications.map(({ applicationId, applicationNo, enterpriseNameZh, enterpriseNameEn, appliedOn, purpose }) =>
        plainTask(desk, {
          key: applicationId,
          nameZh: `${enterpriseNameZh} ${applicationNo}`,
          nameEn: `${enterpriseNameEn ?? enterpriseNameZh} ${applicationNo}`,
          says: messageText(ctx.locale, 'today.voucher-review', { on: appliedOn, purpose }),
          dueOn: null,
          place: placeAt('/vouchers', { tab: 'applications' }),
        }),
      ),
    },
    'plan-adopt': { place: null, items: plans.map((plan) => planTask(desk, plan)) },
    notification: {
      place: placeAt('/notifications', { unread: true }),
      items: rows.map(({ notificationId, text, link }) =>
        plainTask(desk, { key: notificationId, nameZh: text, nameEn: text, says: null, dueOn: null, place: placeAt(link) }),
      ),
    },
  }
}

const planTask = (desk: Desk, { versionId, year, title }: { versionId: Uuid; year: number; title: string }): Task =>
  plainTask(desk, {
    key: versionId,
    nameZh: title,
    nameEn: title,
    says: messageText(desk.ctx.locale, 'today.plan', { year }),
    dueOn: null,
    place: placeAt('/plan', { year, versionId, tab: 'diff' }),
  })
