import { sql } from 'kysely'
import { scopeOfGrant, type Scope } from '@ballast/contract/roles.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { managerName, type Context, type TokenScope, type UserContext } from './context.ts'
import type { Place } from './database.ts'
import { anyOf, type Condition } from './list-query.ts'

/** How far the user's grants let him do the action; empty: not at all. The widest alone where one is the whole zone. */
export function scopesOf(user: Pick<UserContext, 'grants'>, action: RouteId): Scope[] {
  const { rights }: RouteDefinition = routes[action]
  if (rights === 'anyone') return ['zone']
  const scopes = new Set(user.grants.flatMap((grant) => scopeOfGrant(rights, grant) ?? []))
  return scopes.has('zone') ? ['zone'] : [...scopes]
}

export const mayDo = (user: Pick<UserContext, 'grants'>, action: RouteId): boolean => scopesOf(user, action).length > 0

export const byToken = (action: RouteId): RouteDefinition['byToken'] => (routes[action] as RouteDefinition).byToken

/** Whether a token leaves the action to its user; without one there is nothing to leave. */
export function isInScope(token: TokenScope | undefined, action: RouteId): boolean {
  if (token === undefined) return true
  if (byToken(action) === 'never') return false
  // Who it is, a program may always ask.
  if (action === 'session.read') return true
  if (token.actions !== null) return token.actions.includes(action)
  return routes[action].method === 'GET' && byToken(action) !== 'named'
}

/** Refuses unless one of the user's roles may do the action, and the token as well when he comes by one. */
export function requireAction(ctx: Context, action: RouteId): void {
  if (!isInScope(ctx.token, action)) throw new Refusal('token.out-of-scope', [{ code: 'token.out-of-scope', params: { action } }])
  if (mayDo(ctx.user, action)) return
  const role = ctx.user.grants.map((grant) => grant.role).join(', ')
  throw new Refusal('action.forbidden', [{ code: 'action.forbidden', params: { action, role } }])
}

/** Where the action works: in the whole zone, or as the role that reaches only what is the user's. */
export function placeOf({ zone: { zoneId }, user }: Context, action: RouteId): Place {
  const scopes = scopesOf(user, action)
  if (scopes.includes('zone')) return zoneId
  return {
    zoneId,
    reach: {
      userId: user.userId,
      enterpriseId: scopes.includes('own_enterprise') ? user.enterpriseId : null,
      manager: scopes.includes('own_projects') ? managerName(user) : null,
      bureau: scopes.includes('bureau') ? user.bureauCode : null,
    },
  }
}

const NOTHING = sql<boolean>`false`

/** Which projects (alias `p`) the action reaches; undefined: all of the zone. Lists put it into their SQL. */
export function projectsInReach({ user }: Pick<Context, 'user'>, action: RouteId): Condition | undefined {
  const scopes = scopesOf(user, action)
  if (scopes.includes('zone')) return undefined
  return anyOf(scopes.map((scope) => projectCondition(user, scope)))
}

function projectCondition(user: UserContext, scope: Scope): Condition {
  const { bureauCode, enterpriseId } = user
  if (scope === 'bureau') return bureauCode === null ? NOTHING : sql<boolean>`p.bureau_code = ${bureauCode}`
  if (scope === 'own_projects') return sql<boolean>`p.service_manager = ${managerName(user)}`
  if (scope === 'own' || enterpriseId === null) return NOTHING
  return sql<boolean>`p.owner_enterprise_id = ${enterpriseId}`
}

interface ReachedProject {
  readonly bureauCode: string | null
  readonly serviceManager: string | null
  readonly ownerId: Uuid | null
}

/** The same rule for a project that was read already. */
export function isProjectInReach({ user }: Pick<Context, 'user'>, action: RouteId, project: ReachedProject): boolean {
  return scopesOf(user, action).some((scope) => {
    if (scope === 'zone') return true
    if (scope === 'bureau') return user.bureauCode !== null && project.bureauCode === user.bureauCode
    if (scope === 'own_projects') return project.serviceManager === managerName(user)
    return scope === 'own_enterprise' && user.enterpriseId !== null && project.ownerId === user.enterpriseId
  })
}

/** Which parcels (alias `g`) the action reaches: those of the projects. */
export function parcelsInReach(ctx: Context, action: RouteId): Condition | undefined {
  const projects = projectsInReach(ctx, action)
  return (
    projects &&
    sql<boolean>`exists (select from project_parcel l join project p on p.zone_id = l.zone_id and p.project_id = l.project_id
      where l.zone_id = g.zone_id and l.parcel_id = g.parcel_id and ${projects})`
  )
}

/** Which enterprises (alias `e`) the action reaches: the owners of the projects, and the user's own. */
export function enterprisesInReach(ctx: Context, action: RouteId): Condition | undefined {
  const projects = projectsInReach(ctx, action)
  if (projects === undefined) return undefined
  const owners = sql<boolean>`exists (select from project p where p.zone_id = e.zone_id and p.owner_enterprise_id = e.enterprise_id
    and ${projects})`
  return ctx.user.enterpriseId === null ? owners : anyOf([owners, sql<boolean>`e.enterprise_id = ${ctx.user.enterpriseId}`])
}
