// Somebody writes a return in the moment in which its period is being closed: he comes too late, and is told so.
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemError, type Client } from '@ballast/contract/client.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { setBusinessDate } from '../../testing/watched.ts'
import { closePeriod } from './close-period.ts'

/** As long as a request takes to come as far as the closing lets it. */
const ARRIVAL_MS = 400
let database: Database
let zone: ReturnsZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const outcome = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? (error.problem.reasons[0]?.code ?? error.problem.code) : String(error)),
  )

/** Closes the period, and has `work` arrive after that is decided and before it is written down. */
async function whileClosing(month: YearMonth, work: () => Promise<unknown>): Promise<string> {
  const { ctx } = zone
  let late: Promise<string> | undefined
  await database.write(ctx.zone.zoneId, async (tx) => {
    await closePeriod(tx, ctx, { month, version: 1n, missingReason: '企业停产' })
    late = outcome(work())
    await wait(ARRIVAL_MS)
  })
  return (await late) as string
}
const returnOf = (client: Client, month: YearMonth) => client('report.show', { params: { projectId: zone.ids['A'] as string, month } })

test('what is saved, or handed in, while a period is closed comes too late', async () => {
  const { reporter, officer, ids, ctx } = zone
  const february = { projectId: ids['A'] as string, month: '2024-02' as YearMonth }
  const { form } = await returnOf(reporter, february.month)
  const draft = await reporter('report.save', { params: february, body: { form }, ifMatch: '0' })
  expect(await whileClosing(february.month, () => reporter('report.submit', { params: february, ifMatch: draft.version }))).toBe(
    'report.lock-period-closed',
  )
  expect((await returnOf(reporter, february.month)).state).toBe('draft')

  const march = { ...february, month: '2024-03' as YearMonth }
  const { opensOn } = await officer('period.open', { body: { month: march.month } })
  await setBusinessDate(database, ctx, opensOn)
  zone = { ...zone, ctx: { ...ctx, zone: { ...ctx.zone, businessOn: opensOn as never } } }
  const begun = await returnOf(reporter, march.month)
  expect(await whileClosing(march.month, () => reporter('report.save', { params: march, body: { form: begun.form }, ifMatch: '0' }))).toBe(
    'report.lock-period-closed',
  )
  expect((await returnOf(reporter, march.month)).state).toBeNull()
})
