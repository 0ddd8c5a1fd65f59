import { sql } from 'kysely'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { insertRules, insertSteps, presetRules } from '../features/light/index.ts'
import { saveProjects } from '../features/project/index.ts'
import { PRESET_STEPS } from '@ballast/domain/light/escalation.ts'
import type { Context } from '../platform/context.ts'
import type { Database } from '../platform/database.ts'

const SPRING_FESTIVAL = ['10', '11', '12', '13', '14', '15', '16', '17'].map((day) => `2024-02-${day}`)
const LABOUR_DAY = ['1', '2', '3', '4', '5'].map((day) => `2024-05-0${day}`)
const WORKED = ['2024-02-04', '2024-02-18', '2024-04-28', '2024-05-11']

/** Gives a zone the working days of 2024, the preset rules of lights and the preset steps of escalation. */
export async function testLights(database: Database, ctx: Context): Promise<void> {
  const { zoneId } = ctx.zone
  await database.system(async (tx) => {
    await sql`insert into shared_calendar values ('test', '测试', 'Test', '2023-12-01', '2025-01-01') on conflict do nothing`.execute(tx)
    for (const [days, kind] of [
      [['2024-01-01', ...SPRING_FESTIVAL, ...LABOUR_DAY], 'holiday'],
      [WORKED, 'make_up_workday'],
    ] as const) {
      await sql`insert into shared_calendar_day (calendar, day, kind, name_zh, notice)
        select 'test', day::date, ${kind}, '测试', '测试' from unnest(${days}::text[]) day on conflict do nothing`.execute(tx)
    }
    await sql`update zone set calendar = 'test' where zone_id = ${zoneId}`.execute(tx)
  })
  await database.write(zoneId, async (tx) => {
    await insertRules(tx, zoneId, presetRules())
    await insertSteps(tx, zoneId, PRESET_STEPS)
  })
}

type Dates = Partial<Record<LifeGate, { readonly planned?: string; readonly forecast?: string; readonly actual?: string }>>

/** Enters a project whose gates have these dates. @returns its id */
export async function testWatched(
  database: Database,
  ctx: Context,
  given: { projectNo: string; serviceManager?: string; totalFen?: bigint; owner?: string; dates: Dates },
): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const { projectNo, dates, totalFen, serviceManager, owner } = given
  const facts = {
    ...(serviceManager === undefined ? {} : { serviceManager }),
    ...(owner === undefined ? {} : { owner }),
    ...(totalFen === undefined ? {} : { totalFen: totalFen as never }),
  }
  return database.write(zoneId, async (tx) => {
    await saveProjects(tx, ctx, [{ projectNo, nameZh: `${projectNo}项目`, nameEn: `Project ${projectNo}`, ...facts }], { action: 'test' })
    const { projectId } = await tx
      .selectFrom('project')
      .select('project_id as projectId')
      .where('zone_id', '=', zoneId)
      .where('project_no', '=', projectNo)
      .executeTakeFirstOrThrow()
    for (const [gate, { planned, forecast = null, actual = null }] of Object.entries(dates)) {
      const key = { zone_id: zoneId, project_id: projectId, gate }
      if (planned !== undefined)
        await tx
          .insertInto('project_gate')
          .values({ ...key, planned_on: planned as PlainDate })
          .execute()
      const passed = actual === null ? {} : { actual_on: actual as PlainDate, passed_by: 'test', passed_at: ctx.clock.now() }
      if (forecast === null && actual === null) continue
      await tx
        .insertInto('gate_progress')
        .values({ ...key, forecast_on: forecast as PlainDate | null, ...passed, source_kind: 'entered' })
        .execute()
    }
    return projectId
  })
}

/** Moves the zone's fixed business date. */
export async function setBusinessDate(database: Database, ctx: Context, on: string): Promise<void> {
  await database.system((tx) => sql`update zone set business_on = ${on} where zone_id = ${ctx.zone.zoneId}`.execute(tx))
}
