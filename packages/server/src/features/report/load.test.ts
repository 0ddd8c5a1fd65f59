// Many report one period at once while others send back, verify and close it; bench/kill-returns.ts does the same and kills the servers.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { testHttp } from '../../testing/http.ts'
import { reportingFaults } from '../../testing/reporting-faults.ts'
import { loadedZone, Reporting, type LoadedZone } from '../../testing/reporting-load.ts'
import { toldOf } from '../../testing/told.ts'

let database: Database
let zone: LoadedZone
let http: Awaited<ReturnType<typeof testHttp>>
beforeAll(async () => {
  database = await testDatabase()
  http = await testHttp(database)
  zone = await loadedZone(database, { reporters: 5, projects: 1 })
})
afterAll(async () => {
  await http.app.close()
  await database.close()
})

test('what people were told is what is kept, once, and every sum agrees', async () => {
  const admin = http.client('admin@load')
  await admin('period.open', { body: { month: '2024-02' } })
  const reporting = new Reporting(zone, database, (login) => http.client(`${login}@load`))
  await reporting.work(1)
  await toldOf(database, zone.ctx.zone.zoneId, http.client, [])
  const faults = await reportingFaults(database, zone, reporting.diary, admin)
  expect(faults).toEqual(Object.fromEntries(Object.keys(faults).map((name) => [name, []])))
  const count = (action: string) =>
    [...reporting.diary.done].filter(([key]) => key.startsWith(action)).reduce((sum, [, times]) => sum + times, 0)
  expect([count('report.submit'), count('report.verify '), count('period.close')].every((times) => times > 0)).toBe(true)
})
