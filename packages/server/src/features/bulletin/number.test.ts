import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { yearMonthOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { insertBulletin, insertWithdrawal, markIssued, numberOf, readBulletins } from './bulletin.queries.ts'
import { figuresOfTest } from './testing/figures.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
})
afterAll(() => database.close())

const by = { login: 'planner', name: '计划员', at: '2024-04-10T02:00:00.000Z' as never }

/** Issues an edition of the month as the use cases do, and takes it back at once where asked for. */
async function issue(year: number, month: number, isWithdrawn: boolean): Promise<void> {
  const { zoneId } = ctx.zone
  const ym = yearMonthOf(year, month)
  await database.write(zoneId, async (tx) => {
    const [before] = await readBulletins(tx, zoneId, { month: ym })
    const bulletinId = newId()
    const correction = before === undefined ? { edition: 1, replacesId: null, correctionReason: null } : correcting(before)
    await insertBulletin(tx, zoneId, { bulletinId, month: ym, figures: figuresOfTest(), ...correction }, by)
    await markIssued(tx, zoneId, { bulletinId, version: 1n }, await numberOf(tx, zoneId, ym), '2024-04-10' as PlainDate, by)
    if (isWithdrawn) await insertWithdrawal(tx, zoneId, bulletinId, '误发', by)
  })
}
const correcting = ({ bulletinId, edition }: { bulletinId: Uuid; edition: number }) => ({
  edition: edition + 1,
  replacesId: bulletinId,
  correctionReason: '更正',
})

test('whatever is issued, corrected and withdrawn in whatever order: a month has one number, and those of a year have no hole', async () => {
  const step = fc.record({ year: fc.constantFrom(2023, 2024), month: fc.integer({ min: 1, max: 12 }), isWithdrawn: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await database.system(async (tx) => {
        await sql`delete from bulletin_withdrawal`.execute(tx)
        await sql`update bulletin set replaces_id = null`.execute(tx)
        await sql`delete from bulletin`.execute(tx)
      })
      for (const { year, month, isWithdrawn } of steps) await issue(year, month, isWithdrawn)
      const issued = await database.read(ctx.zone.zoneId, (tx) => readBulletins(tx, ctx.zone.zoneId, {}))
      expect(issued).toHaveLength(steps.length)
      for (const year of [2023, 2024]) {
        const inOrder = [...new Set(steps.filter((given) => given.year === year).map(({ month }) => yearMonthOf(year, month)))]
        const numbers = inOrder.map((month) => [...new Set(issued.filter((row) => row.month === month).map(({ number }) => number))])
        expect(numbers).toEqual(inOrder.map((_, index) => [index + 1]))
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)
