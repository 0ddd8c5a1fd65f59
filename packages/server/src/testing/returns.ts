import { sql } from 'kysely'
import type { Client } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { saveEnterprises } from '../features/enterprise/index.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'
import { testUser, testZone } from './context.ts'
import { testHttp } from './http.ts'
import { testLights, testWatched } from './watched.ts'

export interface ReturnsZone {
  readonly ctx: Context
  readonly http: Awaited<ReturnType<typeof testHttp>>
  readonly ids: Readonly<Record<string, Uuid>>
  readonly reporter: Client
  readonly manager: Client
  readonly officer: Client
}

/**
 * A zone in which February is open: A and B belong to 甲公司 and 王管家, C to 乙公司; A had 200 million yuan invested before the year,
 * and all are registered and may build.
 */
export async function returnsZone(database: Database): Promise<ReturnsZone> {
  const ctx = await testZone(database, { code: 'zone', businessOn: '2024-03-04' })
  const http = await testHttp(database)
  const { zoneId } = ctx.zone
  await testLights(database, ctx)
  const ids: Record<string, Uuid> = {}
  await database.write(zoneId, async (tx) => {
    await saveEnterprises(tx, ctx, [{ nameZh: '甲公司' }, { nameZh: '乙公司' }], { action: 'test' })
    await sql`insert into category (zone_id, category_code, name_zh, name_en, is_industry, sort) values
      (${zoneId}, 'industry', '产业', 'Industry', true, 1), (${zoneId}, 'infrastructure', '基础设施', 'Infrastructure', false, 2)`.execute(
      tx,
    )
    await sql`insert into code_item (zone_id, list, code, name_zh, name_en, sort) values
      (${zoneId}, 'correction-reason', 'split', '构成有误', 'Wrong split', 1), (${zoneId}, 'not-countable-reason', 'lease', '租赁', 'Rent', 1)`.execute(
      tx,
    )
    const { rows } = await sql<{ name: string; id: Uuid }>`select name_zh as name, enterprise_id as id from enterprise`.execute(tx)
    for (const { name, id } of rows) ids[name] = id
  })
  const reporter = { login: 'reporter', role: 'enterprise_reporter', nameZh: '填报人', enterpriseId: ids['甲公司'] as Uuid } as const
  await testUser(database, zoneId, reporter)
  await testUser(database, zoneId, { login: 'manager', role: 'service_manager', nameZh: '王管家' })
  await testUser(database, zoneId, { login: 'officer', role: 'statistics_officer', nameZh: '统计员' })
  const dates = { registration: { actual: '2023-06-01' }, construction_start: { actual: '2023-05-01' } }
  for (const [projectNo, owner, serviceManager] of [
    ['A', '甲公司', '王管家'],
    ['B', '甲公司', '王管家'],
    ['C', '乙公司', '李管家'],
  ] as const) {
    ids[projectNo] = await testWatched(database, ctx, { projectNo, owner, serviceManager, totalFen: 1_000_000_000_00n, dates })
  }
  await database.write(zoneId, (tx) =>
    sql`insert into report_opening (zone_id, project_id, before_year, cumulative_fen, source_kind)
      values (${zoneId}, ${ids['A']}, 2024, 20000000000, 'entered')`.execute(tx),
  )
  const officer = http.client('officer@zone')
  await officer('period.open', { body: { month: '2024-02' } })
  return { ctx, http, ids, officer, reporter: http.client('reporter@zone'), manager: http.client('manager@zone') }
}
