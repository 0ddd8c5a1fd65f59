import { PASS_ACTIONS } from '@ballast/contract/gate.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Task } from '@ballast/contract/today.ts'
import { lastDayOf } from '@ballast/domain/report/period.ts'
import { monthOfDate, type PlainDate } from '@ballast/domain/shared/time.ts'
import { isProjectInReach, mayDo, scopesOf } from '../../platform/scope.ts'
import type { Followed } from '../my-projects/index.ts'
import { byDay, placeAt, projectTask, WITHIN_WORKDAYS, type Desk, type Sections } from './desk.ts'

/** What the projects ask for: red lights, conditions to bring, gates to pass, a word about the month. */
export function projectTasks(desk: Desk, projects: readonly Followed[]): Sections {
  return { ...redLights(desk, projects), ...conditions(desk, projects), ...gatesToPass(desk, projects), ...updates(desk, projects) }
}

const reached = ({ ctx }: Desk, action: RouteId, projects: readonly Followed[]) =>
  projects.filter(({ record }) => isProjectInReach(ctx, action, record))
const figuresOf = (projectId: string) => placeAt(`/projects/${projectId}`, { tab: 'figures' })
const gatesOf = (projectId: string, gate?: string) =>
  placeAt(`/projects/${projectId}`, { tab: 'gates', ...(gate === undefined ? {} : { gate }) })

/** A service manager and the planners are told of every red light in reach, another office of those that it owes. */
function redLights(desk: Desk, projects: readonly Followed[]): Sections {
  const { ctx, roles } = desk
  if (!mayDo(ctx.user, 'light.list')) return {}
  const sees = ['planner', 'administrator', 'leader', 'auditor', 'service_manager'] as const
  const all = sees.some((role) => roles.has(role))
  const lit = reached(desk, 'light.list', projects).flatMap(({ record, watched }) =>
    watched.lights.filter(({ colour, owes }) => colour === 'red' && (all || roles.has(owes.role))).map((light) => ({ record, light })),
  )
  const items = lit.map(({ record, light }) =>
    projectTask(desk, record, {
      key: `${record.projectId} ${light.kind}`,
      says: light.says,
      dueOn: light.since as PlainDate,
      place: light.owed === null ? figuresOf(record.projectId) : gatesOf(record.projectId, light.owed),
    }),
  )
  const kinds = [...new Set(lit.map(({ light }) => light.kind))]
  return { 'light-red': { place: placeAt('/lights', { colour: ['red'], ...(all ? {} : { kind: kinds }) }), items: byDay(items) } }
}

/** What the caller's roles owe to the next gate of a project. */
function conditions(desk: Desk, projects: readonly Followed[]): Sections {
  const { ctx, roles } = desk
  const items = reached(desk, 'gate.fulfil', projects).flatMap(({ record, next }): Task[] => {
    if (next === null) return []
    const { expectedOn, gate, missing } = next
    if (expectedOn === null || !isNear(next.days, next.workdays)) return []
    return missing
      .filter(({ owes }) => roles.has(owes.role))
      .map(({ conditionCode, nameZh, nameEn }) =>
        projectTask(desk, record, {
          key: `${record.projectId} ${conditionCode}`,
          says: messageText(ctx.locale, 'today.condition', {
            gate: nameIn(ctx.locale, GATE_NAMES[gate]),
            condition: ctx.locale === 'en' ? nameEn : nameZh,
          }),
          dueOn: expectedOn as PlainDate | null,
          place: gatesOf(record.projectId, gate),
        }),
      )
  })
  const isLate = ({ dueOn }: Task) => dueOn !== null && dueOn < desk.watch.today
  return {
    'condition-late': { place: null, items: byDay(items.filter(isLate)) },
    'condition-due': { place: null, items: byDay(items.filter((item) => !isLate(item))) },
  }
}

const isNear = (days: number | null, workdays: number | null): boolean =>
  days !== null && (days < 0 || (workdays ?? days) <= WITHIN_WORKDAYS)

/** Gates that nothing stands in the way of and that are expected soon, for whoever passes them. */
function gatesToPass(desk: Desk, projects: readonly Followed[]): Sections {
  const { ctx } = desk
  const items = projects.flatMap(({ record, next }): Task[] => {
    if (next === null || next.missing.length > 0 || !isNear(next.days, next.workdays)) return []
    if (!isProjectInReach(ctx, PASS_ACTIONS[next.gate], record)) return []
    const says = messageText(ctx.locale, 'today.gate', { gate: nameIn(ctx.locale, GATE_NAMES[next.gate]) })
    return [projectTask(desk, record, { says, dueOn: next.expectedOn as PlainDate | null, place: gatesOf(record.projectId, next.gate) })]
  })
  return { 'gate-pass': { place: null, items: byDay(items) } }
}

/** Of his own projects a service manager writes one sentence a month. */
function updates(desk: Desk, projects: readonly Followed[]): Sections {
  const { ctx, watch } = desk
  if (!scopesOf(ctx.user, 'project-update.write').includes('own_projects')) return {}
  const month = monthOfDate(watch.today)
  const items = reached(desk, 'project-update.write', projects)
    .filter(({ isUpdateDue }) => isUpdateDue)
    .map(({ record }) =>
      projectTask(desk, record, {
        says:
          record.updateText === null
            ? messageText(ctx.locale, 'today.no-update')
            : messageText(ctx.locale, 'today.old-update', { text: record.updateText }),
        dueOn: lastDayOf(month),
        place: placeAt('/my-projects'),
      }),
    )
  return { 'update-due': { place: placeAt('/my-projects'), items } }
}
