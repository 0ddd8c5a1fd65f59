// The background: told right after the change, a digest at its time, and an end that leaves nothing open.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { NO_OUTGOING } from '../../testing/outgoing.ts'
import { testWatched } from '../../testing/watched.ts'
import { startCourier } from './courier.ts'
import { notify } from './notify.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'courier' })
  await testUser(database, ctx.zone.zoneId, { login: 'leader', role: 'leader' })
})
afterAll(() => database.close())

const told = async () =>
  (await database.system((tx) => sql<{ n: number }>`select count(*)::integer as n from notification`.execute(tx))).rows[0]?.n ?? 0

test('what is written is told shortly after, and what is written after its end waits', async () => {
  const projectId = await testWatched(database, ctx, { projectNo: 'P', dates: {} })
  const say = (key: string) =>
    database.write(ctx.zone.zoneId, (tx) =>
      notify(tx, ctx, {
        kind: 'gate-passed',
        key,
        subject: { type: 'project', id: projectId },
        projectId,
        link: '/',
        params: { gate: '开工', on: '2024-01-10', by: '林一' },
        to: { roles: [{ role: 'leader' }] },
      }),
    )
  const faults: unknown[] = []
  const given = { database, clock: systemClock, outgoing: NO_OUTGOING, auditKeys: [TEST_AUDIT_KEY] } as const
  const courier = startCourier(given, (message, detail) => faults.push([message, detail]))
  for (const key of ['a', 'b', 'c']) {
    await say(key)
    courier.notice()
  }
  for (let tries = 0; tries < 100 && (await told()) < 3; tries += 1) await wait(30)
  expect(await told()).toBe(3)
  await courier.close()
  await say('d')
  courier.notice()
  await wait(400)
  expect(await told()).toBe(3)
  const next = startCourier(given, (message, detail) => faults.push([message, detail]))
  for (let tries = 0; tries < 100 && (await told()) < 4; tries += 1) await wait(30)
  await next.close()
  expect(await told()).toBe(4)
  expect(faults).toEqual([])
})
