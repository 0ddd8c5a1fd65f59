import { sql } from 'kysely'
import type { Scope } from '@ballast/contract/roles.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context, UserContext } from './context.ts'
import { anyOf, type Condition, type Sql } from './list-query.ts'

/** How far the user's grants let him do the action; empty: not at all. The widest alone where one is the whole zone. */
export function scopesOf(user: Pick<UserContext, 'grants'>, action: RouteId): Scope[] {
  const { rights } = routes[action] as { rights: Partial<Record<string, Scope>> | 'anyone' }
  if (rights === 'anyone') return ['zone']
  const scopes = new Set<Scope>()
  for (const { role, bureauOnly } of user.grants) {
    const scope = rights[role]
    if (scope !== undefined) scopes.add(scope === 'zone' && bureauOnly ? 'bureau' : scope)
  }
  return scopes.has('zone') ? ['zone'] : [...scopes]
}

export const mayDo = (user: Pick<UserContext, 'grants'>, action: RouteId): boolean => scopesOf(user, action).length > 0

/** Refuses unless one of the user's roles may do the action. */
export function requireAction(ctx: Context, action: RouteId): void {
  if (mayDo(ctx.user, action)) return
  const role = ctx.user.grants.map((grant) => grant.role).join(', ')
  throw new Refusal('action.forbidden', [{ code: 'action.forbidden', params: { action, role } }])
}

const NOTHING = sql<boolean>`false`

/** Which projects (alias `p`) the action reaches; undefined: all of the zone. Lists put it into their SQL. */
export function projectsInReach(ctx: Context, action: RouteId, project: Sql = sql`p`): Condition | undefined {
  const scopes = scopesOf(ctx.user, action)
  if (scopes.includes('zone')) return undefined
  return anyOf(scopes.map((scope) => projectCondition(ctx.user, scope, project)))
}

function projectCondition(user: UserContext, scope: Scope, project: Sql): Condition {
  if (scope === 'bureau') return user.bureauCode === null ? NOTHING : sql<boolean>`${project}.bureau_code = ${user.bureauCode}`
  if (scope === 'own_projects') return sql<boolean>`${project}.service_manager = ${user.nameZh}`
  if (scope === 'own_enterprise') {
    return user.enterpriseId === null ? NOTHING : sql<boolean>`${project}.owner_enterprise_id = ${user.enterpriseId}`
  }
  return sql<boolean>`true`
}
