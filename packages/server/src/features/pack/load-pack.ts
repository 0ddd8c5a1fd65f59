import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { newId } from '../../platform/ids.ts'
import type { Database } from '../../platform/database.ts'
import type { Clock } from '../../platform/clock.ts'
import type { AuditKey } from '../../platform/audit-key.ts'

interface ZoneFile {
  zone: { code: string; nameZh: string; nameEn: string; businessOn: string | null; projectedEpsg: number }
  users: { login: string; nameZh: string; nameEn: string; role: string }[]
}

/** Loads a zone pack into a database that does not hold the zone yet. */
export async function loadPack(
  database: Database,
  _tools: { clock: Clock; auditKey: AuditKey },
  dir: string,
): Promise<{ zoneCode: string }> {
  const file = parse(await readFile(join(dir, 'zone.yaml'), 'utf8')) as ZoneFile
  const zoneId = newId()
  await database.system(async (tx) => {
    await tx
      .insertInto('zone')
      .values({
        zone_id: zoneId,
        code: file.zone.code,
        name_zh: file.zone.nameZh,
        name_en: file.zone.nameEn,
        calendar: null,
        business_on: file.zone.businessOn as never,
        projected_epsg: file.zone.projectedEpsg,
      })
      .execute()
    await tx
      .insertInto('app_user')
      .values(
        file.users.map((user) => ({
          zone_id: zoneId,
          user_id: newId(),
          login: user.login,
          name_zh: user.nameZh,
          name_en: user.nameEn,
          role: user.role,
        })),
      )
      .execute()
  })
  return { zoneCode: file.zone.code }
}
