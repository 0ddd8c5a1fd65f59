import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { UserContext, ZoneContext } from '../../platform/context.ts'
import type { Database, ReadTx } from '../../platform/database.ts'

const zoneColumns = [
  'zone.zone_id as zoneId',
  'zone.code',
  'zone.name_zh as nameZh',
  'zone.name_en as nameEn',
  'zone.business_on as businessOn',
  'zone.projected_epsg as projectedEpsg',
] as const
const userColumns = [
  'app_user.user_id as userId',
  'app_user.login',
  'app_user.name_zh as nameZh',
  'app_user.name_en as nameEn',
  'app_user.role',
] as const

/**
 * The user with this login, or the first planner when nobody has signed in. A login is `name`, `name@zone-code` or `@zone-code`;
 * without a zone code it is looked for in the zone that was loaded first.
 */
export async function findIdentity(database: Database, login: string | undefined): Promise<{ zone: ZoneContext; user: UserContext }> {
  const [name = '', zoneCode] = (login ?? '').split('@')
  return database.system(async (tx) => {
    const zone = await tx
      .selectFrom('zone')
      .select(zoneColumns)
      .$if(zoneCode !== undefined, (query) => query.where('zone.code', '=', zoneCode as string))
      .orderBy('zone.zone_id')
      .limit(1)
      .executeTakeFirst()
    if (!zone) throw new Refusal('session.no-zone')
    const user = await tx
      .selectFrom('app_user')
      .select(userColumns)
      .where('app_user.zone_id', '=', zone.zoneId)
      .$if(name !== '', (query) => query.where('app_user.login', '=', name))
      .orderBy((order) => order.case().when('app_user.role', '=', 'planner').then(0).else(1).end())
      .orderBy('app_user.user_id')
      .limit(1)
      .executeTakeFirst()
    if (!user) throw new Refusal('session.no-user')
    return { zone, user: { ...user, role: user.role as Role } }
  })
}

export async function usersOfZone(tx: ReadTx, zoneId: Uuid): Promise<UserContext[]> {
  const users = await tx
    .selectFrom('app_user')
    .select(userColumns)
    .where('app_user.zone_id', '=', zoneId)
    .orderBy('app_user.user_id')
    .execute()
  return users.map((user) => ({ ...user, role: user.role as Role }))
}

export const planYears = async (tx: ReadTx, zoneId: Uuid): Promise<number[]> =>
  (await tx.selectFrom('year_plan').select('year').where('zone_id', '=', zoneId).orderBy('year').execute()).map((row) => row.year)

export const zoneMap = async (tx: ReadTx, zoneId: Uuid): Promise<Record<string, unknown>> =>
  (await tx.selectFrom('zone').select('map').where('zone_id', '=', zoneId).executeTakeFirstOrThrow()).map as Record<string, unknown>
