// What cards were used for in a month: whatever runs there are, hours, rows and totals are the same work.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { USE_GROUPS } from '@ballast/contract/computing-use.ts'
import type { ProblemError } from '@ballast/contract/client.ts'
import { workByHour } from '@ballast/domain/metering/hours.ts'
import { newId } from '../../platform/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { testRun, testVouchers, type VoucherZone } from '../../testing/vouchers.ts'

let database: Database
let zone: VoucherZone
beforeAll(async () => {
  database = await testDatabase()
  zone = await testVouchers(database, 'use')
})
afterAll(async () => {
  await zone.app.close()
  await database.close()
})

const FROM = Date.parse('2024-02-01T00:00:00+08:00') / 1000
const UNTIL = Date.parse('2024-03-01T00:00:00+08:00') / 1000
const at = (seconds: number) => new Date(seconds * 1000).toISOString()
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + BigInt(amount), 0n)

test('hours, rows by enterprise, cluster and project, and totals are the same work, cut at the ends of the month', async () => {
  const drawn = fc.record({
    firm: fc.boolean(),
    began: fc.integer({ min: FROM - 7200, max: UNTIL + 3600 }),
    elapsed: fc.integer({ min: 0, max: 90_000 }),
    cards: fc.integer({ min: 1, max: 64 }),
    endState: fc.constantFrom('completed' as const, 'failed' as const, 'cancelled' as const),
  })
  const known: { began: number; elapsed: number; cards: number; endState: string }[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 12 }), async (runs) => {
      const uses = runs.map(({ firm, began, elapsed, cards, endState }) =>
        testRun(firm ? zone.firmId : zone.otherFirmId, {
          centre: `c${newId()}`,
          cards,
          endState,
          elapsedSeconds: elapsed,
          submittedAt: at(began - 60),
          startedAt: at(began),
          endedAt: at(began + elapsed),
        }),
      )
      await zone.planner('voucher-use.record', { body: { uses } })
      known.push(...runs)
      const parts = known.flatMap(({ began, elapsed, cards, endState }) =>
        workByHour({ startedAt: began, endedAt: began + elapsed, perSecond: 300n * BigInt(cards) })
          .filter(({ hour }) => hour * 3600 >= FROM && hour * 3600 < UNTIL)
          .map((part) => ({ ...part, endState })),
      )
      const byHour = Map.groupBy(parts, ({ hour }) => hour)
      const of = (some: typeof parts) => some.reduce((total, { amount }) => total + amount, 0n).toString()
      for (const group of USE_GROUPS) {
        const { totals, hours, rows } = await zone.operator('computing-use.read', { query: { month: '2024-02', group } })
        expect(hours.map(({ amount, completed }) => [amount, completed])).toEqual(
          [...byHour].toSorted(([a], [b]) => a - b).map(([, own]) => [of(own), of(own.filter(({ endState }) => endState === 'completed'))]),
        )
        for (const key of ['amount', 'completed'] as const) {
          expect(sum(hours.map((hour) => hour[key])).toString()).toBe(totals[key])
          expect(sum(rows.map((row) => row[key])).toString()).toBe(totals[key])
        }
      }
    }),
    // A run that ended as soon as it had begun has no hour.
    { numRuns: 6, endOnFailure: true, examples: [[[{ firm: false, began: FROM + 1800, elapsed: 0, cards: 1, endState: 'completed' }]]] },
  )
})

test('hours are of Beijing; promised is the quota that was valid; a firm does not see it; the export has the rows of the page', async () => {
  await zone.grant('tflops_s', '7200000')
  const began = Date.parse('2024-03-15T01:30:00Z') / 1000
  const times = { submittedAt: at(began - 600), startedAt: at(began), endedAt: at(began + 3600), elapsedSeconds: 3600 }
  await zone.planner('voucher-use.record', { body: { uses: [testRun(zone.otherFirmId, { centre: 'clock', ...times })] } })
  const { month, months, hours, rows } = await zone.planner('computing-use.read', { query: { month: '2024-03' } })
  expect(month).toBe('2024-03')
  expect(months).toContain('2024-03')
  expect(hours.filter(({ day }) => day === '2024-03-15')).toEqual([
    { day: '2024-03-15', hour: 9, amount: '4320000', completed: '4320000' },
    { day: '2024-03-15', hour: 10, amount: '4320000', completed: '4320000' },
  ])
  expect(rows.find(({ key }) => key === zone.firmId)).toMatchObject({ nameZh: '甲公司', granted: '7200000' })
  expect(rows.find(({ key }) => key === zone.otherFirmId)?.longestWaitSeconds).toBeGreaterThanOrEqual(600)
  const refused = await zone.firm('computing-use.read', { query: {} }).catch((error: ProblemError) => error.problem.code)
  expect(refused).toBe('action.forbidden')
  const csv = await zone.planner('computing-use.export', { query: { month: '2024-03', format: 'csv' } })
  const lines = (await csv.text()).trim().split(/\r?\n/)
  expect(lines).toHaveLength(1 + rows.length)
  for (const { nameZh, amount } of rows) expect(lines.find((line) => line.includes(nameZh))).toContain(amount)
})
