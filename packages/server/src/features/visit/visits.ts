import type { RouteId } from '@ballast/contract/routes.ts'
import type { Visit } from '@ballast/contract/visit.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit, recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { actorName } from '../notification/index.ts'
import { hasProject, insertVisits, isOfProject, isVisit, markKept, readVisits, type VisitRecord } from './visit.queries.ts'

/** A promise is overdue when its day has passed and nobody has said that it was kept. */
export const isOverdue = ({ promisedUntil, keptOn }: Pick<VisitRecord, 'promisedUntil' | 'keptOn'>, today: PlainDate): boolean =>
  promisedUntil !== null && keptOn === null && promisedUntil < today

const shown = (
  { visitId, projectId, visitedOn, visitors, found, promised, promisedUntil, keptOn, by, byName, at, version, sourceKind }: VisitRecord,
  today: PlainDate,
): Visit => ({
  visitId,
  version: version.toString(),
  projectId,
  visitedOn,
  visitors,
  found,
  promised,
  promisedUntil,
  keptOn,
  isOverdue: isOverdue({ promisedUntil, keptOn }, today),
  by,
  byName,
  at,
  sourceKind,
})

export async function listVisits(tx: ReadTx, ctx: Context, projectId: Uuid, action: RouteId = 'visit.list') {
  const { zoneId } = ctx.zone
  if (!(await hasProject(tx, zoneId, projectId, projectsInReach(ctx, action)))) throw new Refusal('project.not-found')
  const visits = await readVisits(tx, zoneId, [isOfProject(projectId)])
  return { projectId, visits: visits.map((visit) => shown(visit, businessDate(ctx))) }
}

export type VisitFacts = Pick<VisitRecord, 'visitedOn' | 'visitors' | 'found' | 'promised' | 'promisedUntil'>

const faultsOf = ({ visitedOn, promised, promisedUntil }: VisitFacts, today: PlainDate): Reason[] => [
  ...(visitedOn > today ? [{ code: 'visit.ahead', params: { on: visitedOn, today }, at: 'visitedOn' }] : []),
  ...(promised === null && promisedUntil !== null ? [{ code: 'visit.day-without-promise', at: 'promisedUntil' }] : []),
  ...(promisedUntil !== null && promisedUntil < visitedOn
    ? [{ code: 'visit.due-before-visit', params: { until: promisedUntil, on: visitedOn }, at: 'promisedUntil' }]
    : []),
]

const keepingFaults = ({ promised, visitedOn }: VisitFacts, on: PlainDate, today: PlainDate): Reason[] => [
  ...(promised === null ? [{ code: 'visit.nothing-promised' }] : []),
  ...(on < visitedOn || on > today ? [{ code: 'visit.kept-ahead', params: { on, visited: visitedOn, today }, at: 'on' }] : []),
]

/** Writes a visit down; what was promised is then somebody's task until it is kept. */
export async function recordVisit(tx: WriteTx, ctx: Context, projectId: Uuid, given: VisitFacts) {
  const { zoneId } = ctx.zone
  if (!(await hasProject(tx, zoneId, projectId, projectsInReach(ctx, 'visit.record')))) throw new Refusal('project.not-found')
  refuseIfAny('visit.refused', faultsOf(given, businessDate(ctx)))
  await insertVisits(tx, zoneId, [{ projectId, ...given, keptOn: null, sourceKind: 'entered', ...entryOf(ctx) }])
  await recordAudit(tx, ctx, { action: 'visit.record', subjectType: 'project', subjectId: projectId, after: { ...given } })
  return listVisits(tx, ctx, projectId, 'visit.record')
}

const entryOf = ({ user, clock }: Context) => ({ visitId: newId(), by: user.login, byName: actorName(user).zh, at: clock.now() })

type PastVisit = VisitFacts & Pick<VisitRecord, 'projectId' | 'keptOn' | 'sourceKind'>

/** Visits of before, all of them or none, each with whether its promise was kept. */
export async function recordPastVisits(tx: WriteTx, ctx: Context, visits: readonly PastVisit[], action: string): Promise<void> {
  const today = businessDate(ctx)
  refuseIfAny(
    'visit.refused',
    visits.flatMap((visit) => [...faultsOf(visit, today), ...(visit.keptOn === null ? [] : keepingFaults(visit, visit.keptOn, today))]),
  )
  await insertVisits(
    tx,
    ctx.zone.zoneId,
    visits.map((visit) => ({ ...visit, ...entryOf(ctx) })),
  )
  await recordAudits(
    tx,
    ctx,
    visits.map(({ projectId, ...after }) => ({ action, subjectType: 'project', subjectId: projectId, before: null, after })),
  )
}

/** Says that what was promised is done. */
export async function keepPromise(tx: WriteTx, ctx: Context, visitId: Uuid, { on, ifMatch }: { on: PlainDate; ifMatch: bigint }) {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const [visit] = await readVisits(tx, zoneId, [isVisit(visitId), projectsInReach(ctx, 'visit.keep')])
  if (visit === undefined) throw new Refusal('visit.not-found')
  refuseIfAny('visit.refused', [
    ...(visit.keptOn === null ? [] : [{ code: 'visit.already-kept', params: { on: visit.keptOn } }]),
    ...keepingFaults(visit, on, today),
  ])
  if (visit.version !== ifMatch || !(await markKept(tx, zoneId, visitId, { version: ifMatch, on }))) {
    const current = await listVisits(tx, ctx, visit.projectId, 'visit.keep')
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  await recordAudit(tx, ctx, {
    action: 'visit.keep',
    subjectType: 'project',
    subjectId: visit.projectId,
    before: { promised: visit.promised, keptOn: null },
    after: { promised: visit.promised, keptOn: on },
  })
  return listVisits(tx, ctx, visit.projectId, 'visit.keep')
}
