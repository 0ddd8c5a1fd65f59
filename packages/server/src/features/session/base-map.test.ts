import { afterAll, beforeAll, expect, test } from 'vitest'
import { handlers } from '../../handlers.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { withBaseMap } from './session.routes.ts'

let database: Database
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database)
})
afterAll(() => database.close())

test('the base map that the installation offers stands in the zone’s map, and only then', async () => {
  const read = (given: typeof handlers) =>
    database.read(ctx.zone.zoneId, (tx) =>
      given['session.read'](tx, ctx, { params: undefined, query: undefined, body: undefined } as never),
    )
  const tileUrl = 'https://tiles.example/{z}/{x}/{y}.png'
  expect((await read(withBaseMap(handlers, tileUrl))).zone.map).toEqual({ tileUrl })
  expect((await read(handlers)).zone.map).toEqual({})
})
