import type { Role } from '@ballast/contract/roles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Context, UserContext } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

export const TEST_AUDIT_KEY = Buffer.alloc(32, 7)

/** Gives a zone one more user, who has no password. */
export async function testUser(
  database: Database,
  zoneId: Uuid,
  given: { login: string; role: Role; nameZh?: string; bureauOnly?: boolean; bureauCode?: string; enterpriseId?: Uuid },
): Promise<UserContext> {
  const { login, role, nameZh = '测试员', bureauOnly = false, bureauCode = null, enterpriseId = null } = given
  const userId = newId()
  await database.system(async (tx) => {
    await tx
      .insertInto('app_user')
      .values({
        zone_id: zoneId,
        user_id: userId,
        login,
        name_zh: nameZh,
        name_en: 'Tester',
        bureau_code: bureauCode,
        enterprise_id: enterpriseId,
      })
      .execute()
    await tx.insertInto('user_role').values({ zone_id: zoneId, user_id: userId, role, bureau_only: bureauOnly }).execute()
  })
  return { userId, login, nameZh, nameEn: 'Tester', grants: [{ role, bureauOnly }], bureauCode, enterpriseId, mustChangePassword: false }
}

/** Makes a zone with one user, and the context in which this user acts. */
export async function testZone(database: Database, given: { code?: string; role?: Role; businessOn?: string } = {}): Promise<Context> {
  const zone = {
    zoneId: newId(),
    code: given.code ?? 'test',
    nameZh: '测试区',
    nameEn: 'Test zone',
    businessOn: (given.businessOn ?? '2024-01-15') as Context['zone']['businessOn'],
    projectedEpsg: 4548,
  }
  await database.system(async (tx) => {
    await tx
      .insertInto('zone')
      .values({
        zone_id: zone.zoneId,
        code: zone.code,
        name_zh: zone.nameZh,
        name_en: zone.nameEn,
        business_on: zone.businessOn,
        projected_epsg: zone.projectedEpsg,
      })
      .execute()
  })
  const role = given.role ?? 'planner'
  const user = await testUser(database, zone.zoneId, { login: role, role })
  return { zone, user, locale: 'zh-CN', requestId: 'test', clock: fixedClock('2024-01-15T02:00:00Z'), auditKey: TEST_AUDIT_KEY }
}
