import type { Role } from '@ballast/contract/roles.ts'
import { fixedClock } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'

export const TEST_AUDIT_KEY = Buffer.alloc(32, 7)

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
  const user = {
    userId: newId(),
    login: given.role ?? 'planner',
    nameZh: '测试员',
    nameEn: 'Tester',
    role: given.role ?? ('planner' as const),
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
    await tx
      .insertInto('app_user')
      .values({
        zone_id: zone.zoneId,
        user_id: user.userId,
        login: user.login,
        name_zh: user.nameZh,
        name_en: user.nameEn,
        role: user.role,
      })
      .execute()
  })
  return { zone, user, locale: 'zh-CN', requestId: 'test', clock: fixedClock('2024-01-15T02:00:00Z'), auditKey: TEST_AUDIT_KEY }
}
