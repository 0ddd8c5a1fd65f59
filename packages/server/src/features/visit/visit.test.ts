// A visit is written down by whoever looks after the project; what was promised stays his task until it is kept.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, ProblemError } from '@ballast/contract/client.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testDatabase } from '../../testing/database.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'

let database: Database
let zone: ReturnsZone
let manager: Client
beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
  ;({ manager } = zone)
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const params = (projectNo: string) => ({ projectId: zone.ids[projectNo] as Uuid })
const codes = (request: Promise<unknown>) =>
  request.catch(({ problem }: ProblemError) => (problem.reasons.length === 0 ? [problem.code] : problem.reasons.map(({ code }) => code)))
const VISIT = { visitedOn: '2024-03-01', visitors: '王管家、审批局李科长', found: '等施工许可' }

test('visits stand newest first; a promise is overdue after its day, and kept once', async () => {
  await manager('visit.record', {
    params: params('A'),
    body: { ...VISIT, visitedOn: '2024-02-20', promised: '协调提前进场', promisedUntil: '2024-03-01' },
  })
  const { visits } = await manager('visit.record', { params: params('A'), body: VISIT })
  expect(visits.map(({ visitedOn, promised, isOverdue, byName }) => [visitedOn, promised, isOverdue, byName])).toEqual([
    ['2024-03-01', null, false, '王管家'],
    ['2024-02-20', '协调提前进场', true, '王管家'],
  ])
  const { visitId, version } = visits[1] as (typeof visits)[0] & {}
  const keep = (on: string, ifMatch: string) => manager('visit.keep', { params: { visitId }, body: { on }, ifMatch })
  expect(await codes(keep('2024-02-19', version))).toEqual(['visit.kept-ahead'])
  const kept = await keep('2024-03-04', version)
  expect(kept.visits[1]).toMatchObject({ keptOn: '2024-03-04', isOverdue: false, version: '2' })
  expect(await codes(keep('2024-03-04', '2'))).toEqual(['visit.already-kept'])
  expect(
    await codes(manager('visit.keep', { params: { visitId: visits[0]?.visitId as Uuid }, body: { on: '2024-03-04' }, ifMatch: '1' })),
  ).toEqual(['visit.nothing-promised'])
})

test('what cannot be is refused with all reasons; nobody writes about or reads of what is not his', async () => {
  const wrong = { ...VISIT, visitedOn: '2024-03-05', promisedUntil: '2024-03-02' }
  expect(await codes(manager('visit.record', { params: params('A'), body: wrong }))).toEqual([
    'visit.ahead',
    'visit.day-without-promise',
    'visit.due-before-visit',
  ])
  expect(await codes(manager('visit.record', { params: params('C'), body: VISIT }))).toEqual(['project.not-found'])
  expect(await codes(manager('visit.list', { params: params('C') }))).toEqual(['project.not-found'])
  expect(await codes(zone.reporter('visit.list', { params: params('A') }))).toEqual(['action.forbidden'])
  expect((await zone.officer('visit.list', { params: params('C') })).visits).toEqual([])
})

test('of two who say that it was kept, the second is told so', async () => {
  const { visits } = await manager('visit.record', { params: params('B'), body: { ...VISIT, promised: '送表上门' } })
  const visitId = visits[0]?.visitId as Uuid
  expect(await codes(manager('visit.keep', { params: { visitId }, body: { on: '2024-03-02' }, ifMatch: '7' }))).toEqual([
    'changed-meanwhile',
  ])
})
