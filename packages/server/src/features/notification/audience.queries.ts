import { sql } from 'kysely'
import type { Locale } from '@ballast/contract/messages.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { tellsItsCause, type MailChoice, type NotificationKind } from '@ballast/domain/notification/kind.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { UserContext } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { anyOf, type Condition } from '../../platform/list-query.ts'
import { mayDo, projectsInReach } from '../../platform/scope.ts'
import { READ_BY } from './kind-facts.ts'
import type { Audience, EventRecord } from './event.queries.ts'

/** Somebody who can be told, and how he wants it. */
export interface Recipient extends UserContext {
  readonly email: string | null
  readonly locale: Locale
  readonly mail: Readonly<Partial<Record<NotificationKind, MailChoice>>>
}

const recipientsWhere = async (tx: ReadTx, zoneId: Uuid, condition: Condition): Promise<Recipient[]> =>
  (
    await sql<Recipient>`
      select u.user_id as "userId", u.login, u.name_zh as "nameZh", u.name_en as "nameEn", u.bureau_code as "bureauCode",
        u.enterprise_id as "enterpriseId", u.email, coalesce(w.locale, 'zh-CN') as locale, coalesce(w.mail, '{}') as mail,
        false as "mustChangePassword",
        (select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'bureauOnly', r.bureau_only) order by r.role), '[]') from user_role r
          where r.zone_id = u.zone_id and r.user_id = u.user_id) as grants
      from app_user u left join notification_preference w on w.zone_id = u.zone_id and w.user_id = u.user_id
      where u.zone_id = ${zoneId} and u.is_active and ${condition} order by u.user_id`.execute(tx)
  ).rows

export const recipientById = async (tx: ReadTx, zoneId: Uuid, userId: Uuid): Promise<Recipient | undefined> =>
  (await recipientsWhere(tx, zoneId, sql<boolean>`u.user_id = ${userId}`))[0]

const hasRole = (role: string): Condition =>
  sql<boolean>`exists (select from user_role r where r.zone_id = u.zone_id and r.user_id = u.user_id and r.role = ${role})`

const conditionsOf = (
  { userIds = [], logins = [], roles = [], enterpriseId, followers }: Audience,
  projectId: Uuid | null,
): Condition[] => [
  ...(userIds.length === 0 ? [] : [sql<boolean>`u.user_id = any(${[...userIds]}::uuid[])`]),
  ...(logins.length === 0 ? [] : [sql<boolean>`u.login = any(${[...logins]}::text[])`]),
  ...roles.map(({ role, named, preferring }) => {
    if (named !== undefined) return sql<boolean>`(${hasRole(role)} and u.name_zh = ${named})`
    if (preferring === undefined || preferring === null) return hasRole(role)
    return sql<boolean>`(${hasRole(role)} and (u.name_zh = ${preferring} or not exists (select from app_user o
      join user_role q on q.zone_id = o.zone_id and q.user_id = o.user_id and q.role = ${role}
      where o.zone_id = u.zone_id and o.is_active and o.name_zh = ${preferring})))`
  }),
  ...(enterpriseId === undefined ? [] : [sql<boolean>`(u.enterprise_id = ${enterpriseId}::uuid and ${hasRole('enterprise_reporter')})`]),
  ...(followers && projectId !== null
    ? [
        sql<boolean>`exists (select from project_follower f where f.zone_id = u.zone_id and f.project_id = ${projectId}
          and f.user_id = u.user_id)`,
      ]
    : []),
]

/** Whom an event is told: its audience, as far as each may read the thing, without whoever did it where that is no news to him. */
export async function recipientsOf(tx: ReadTx, zoneId: Uuid, event: EventRecord): Promise<Recipient[]> {
  const conditions = conditionsOf(event.audience, event.projectId)
  if (conditions.length === 0) return []
  const told = (await recipientsWhere(tx, zoneId, anyOf(conditions))).filter(
    ({ userId }) => userId !== event.actorId || tellsItsCause(event.kind),
  )
  const reached = []
  for (const person of told) if (await mayRead(tx, zoneId, person, event)) reached.push(person)
  return reached
}

/** The same rule that decides the route decides whether somebody hears of a thing. */
export async function mayRead(
  tx: ReadTx,
  zoneId: Uuid,
  user: UserContext,
  { kind, projectId }: { readonly kind: NotificationKind; readonly projectId: Uuid | null },
): Promise<boolean> {
  const action: RouteId = READ_BY[kind]
  if (projectId === null) return mayDo(user, action)
  const reach = projectsInReach({ user }, action)
  if (reach === undefined) return true
  const { rows } = await sql`select from project p where p.zone_id = ${zoneId} and p.project_id = ${projectId} and ${reach}`.execute(tx)
  return rows.length > 0
}
