// What each role finds on its page Today, and that every count is what the list it opens shows.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '@ballast/contract/client.ts'
import type { Today, TaskKind } from '@ballast/contract/today.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Database } from '../../platform/database.ts'
import { testUser } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { testLife } from '../../testing/life.ts'
import { returnsZone, type ReturnsZone } from '../../testing/returns.ts'
import { setBusinessDate, testWatched } from '../../testing/watched.ts'

let database: Database
let zone: ReturnsZone
let client: (login: string, language?: string) => Client
beforeAll(async () => {
  database = await testDatabase()
  zone = await returnsZone(database)
  const { ctx, http } = zone
  client = (login, language) => http.client(`${login}@zone`, language)
  await testUser(database, ctx.zone.zoneId, { login: 'approver', role: 'approver' })
  await testUser(database, ctx.zone.zoneId, { login: 'land', role: 'land_officer' })
  await testUser(database, ctx.zone.zoneId, { login: 'leader', role: 'leader' })
  // D waits for its permit; E has brought everything for its start; F was signed and forgotten.
  for (const [projectNo, dates] of [
    ['D', { signing: { actual: '2023-10-01' }, land_award: { actual: '2023-11-01' }, construction_start: { planned: '2024-03-06' } }],
    ['F', { signing: { actual: '2023-06-01' }, land_award: { planned: '2024-02-01' } }],
  ] as const)
    await testWatched(database, ctx, { projectNo, owner: '甲公司', serviceManager: '王管家', totalFen: 1_00n, dates })
  await testLife(database, ctx, {
    gates: ['signing', 'land_award', 'construction_start', 'completion'],
    conditions: [
      { code: 'permit', gate: 'construction_start', owedBy: 'approver', kind: 'permit' },
      { code: 'scheme', gate: 'construction_start', owedBy: 'enterprise_reporter' },
    ],
  })
})
afterAll(async () => {
  await zone.http.app.close()
  await database.close()
})

const read = (login: string, language?: string): Promise<Today> => client(login, language)('today.read', {})
const counts = ({ sections }: Today) => Object.fromEntries(sections.map(({ kind, count }) => [kind, count]))
const section = (today: Today, kind: TaskKind) => today.sections.find((one) => one.kind === kind)

test('an enterprise sees its own returns and conditions, and nothing of the office', async () => {
  await setBusinessDate(database, zone.ctx, '2024-03-04')
  const today = await read('reporter')
  expect(counts(today)).toEqual({ 'return-due': 2, 'condition-due': 1 })
  expect(section(today, 'return-due')?.first.map(({ projectNo, workdays, says }) => [projectNo, workdays, says])).toEqual([
    ['A', 3, '2024-02 月报尚未填报'],
    ['B', 3, '2024-02 月报尚未填报'],
  ])
  expect(section(today, 'condition-due')?.first).toMatchObject([
    {
      projectNo: 'D',
      dueOn: '2024-03-06',
      workdays: 2,
      says: '开工前需办结：条件scheme',
      place: { search: { tab: 'gates', gate: 'construction_start' } },
    },
  ])
})

test('an office is told of what it owes and of the red lights that are its own', async () => {
  const [approver, land, leader] = await Promise.all([read('approver'), read('land'), read('leader')])
  expect(counts(approver)).toEqual({ 'condition-due': 1 })
  expect(section(land, 'light-red')?.first.map(({ projectNo }) => projectNo)).toEqual(['F'])
  expect(counts(land)).toMatchObject({ 'gate-pass': 1 })
  expect(Object.keys(counts(leader))).toEqual(['light-red'])
})

test('what is overdue turns from due to late, with working days past; sentences follow the language', async () => {
  await setBusinessDate(database, zone.ctx, '2024-03-11')
  const today = await read('reporter', 'en')
  expect(counts(today)).toEqual({ 'return-late': 2, 'condition-late': 1 })
  expect(section(today, 'return-late')?.first[0]).toMatchObject({
    workdays: -2,
    says: 'The return of 2024-02 is not begun',
    nameEn: 'Project A',
  })
  expect(section(today, 'condition-late')?.first[0]).toMatchObject({ workdays: -3, dueOn: '2024-03-06' })
})

test('counts are those of the lists that they open', async () => {
  await setBusinessDate(database, zone.ctx, '2024-03-05')
  const projectId = zone.ids['A'] as Uuid
  const params = { projectId, month: '2024-02' }
  const { version, form } = await zone.reporter('report.show', { params })
  const year = {
    construction: '300.00',
    installation: '0.00',
    equipment: '0.00',
    used_equipment: '0.00',
    renewal_equipment: '0.00',
    other: '0.00',
    old_buildings: '0.00',
    land: '0.00',
  }
  const saved = await zone.reporter('report.save', {
    params,
    body: {
      form: {
        ...form,
        planTotalYuan: '1000000000.00',
        year: { ...form.year, ...year },
        yearYuan: '300.00',
        monthYuan: '300.00',
        cumulativeYuan: '200000300.00',
        method: 'progress',
        monthByProgressYuan: '300.00',
      },
      reasons: {},
    },
    ifMatch: version,
  } as never)
  expect(saved.state).toBe('draft')
  for (const login of ['reporter', 'manager', 'officer', 'land', 'leader', 'planner']) {
    const today = await read(login)
    for (const { kind, count, place, first } of today.sections) {
      expect(first.length).toBe(Math.min(count, 5))
      expect((await client(login)('today.list', { params: { kind } })).items).toHaveLength(count)
      if (place === null) continue
      const { search, to } = place
      const shown = {
        '/reports': async () =>
          (
            await client(login)('report.list', {
              params: { month: '2024-02' },
              query: { state: search['state'], late: search['late'] } as never,
            })
          ).rows.length,
        '/lights': async () => (await client(login)('light.list', { query: search })).rows.length,
        '/my-projects': async () => (await client(login)('my-projects.read', { query: {} })).totals.updatesDue,
        '/notifications': async () => (await client(login)('notification.unread', {})).unread,
      }[to]
      expect([login, kind, await shown?.()]).toEqual([login, kind, count])
    }
    expect(today.sections.length).toBeGreaterThan(0)
  }
})

test('what was handed in waits for the reviewer, what he returns waits for the enterprise with his reason', async () => {
  const projectId = zone.ids['A'] as Uuid
  const params = { projectId, month: '2024-02' }
  const { version } = await zone.reporter('report.show', { params })
  const submitted = await zone.reporter('report.submit', { params, ifMatch: version })
  expect(counts(await read('officer'))).toMatchObject({ 'return-review': 1, 'period-close': 1 })
  expect(section(await read('manager'), 'return-review')?.first[0]).toMatchObject({
    projectNo: 'A',
    place: { to: `/reports/2024-02/${projectId}` },
  })
  await zone.officer('report.return', { params, body: { fields: [], note: '发票不齐' }, ifMatch: submitted.version })
  expect(section(await read('reporter'), 'return-returned')?.first).toMatchObject([{ projectNo: 'A', says: '发票不齐' }])
})

test('what was promised on a visit is due, then late, for its manager and the planner, and gone when it is done', async () => {
  await setBusinessDate(database, zone.ctx, '2024-03-05')
  const params = { projectId: zone.ids['A'] as Uuid }
  const promise = (promised: string, promisedUntil: string | null) =>
    client('manager')('visit.record', {
      params,
      body: { visitedOn: '2024-03-01', visitors: '王管家', found: '等施工许可', promised, promisedUntil },
    })
  await promise('送表上门', null)
  await promise('协调用电', '2024-06-03')
  const { visits } = await promise('协调审图', '2024-03-07')
  const kinds = (today: Today) => ({ due: section(today, 'promise-due')?.first, late: section(today, 'promise-late')?.first })
  // What is due in three months is on the project's own page.
  expect(kinds(await read('manager')).due?.map(({ says, workdays }) => [says, workdays])).toEqual([
    ['2024-03-01走访承诺：协调审图', 2],
    ['2024-03-01走访承诺：送表上门', null],
  ])
  expect(kinds(await read('leader'))).toEqual({ due: undefined, late: undefined })
  expect(kinds(await read('reporter'))).toEqual({ due: undefined, late: undefined })
  await setBusinessDate(database, zone.ctx, '2024-03-11')
  for (const login of ['manager', 'planner']) {
    const late = section(await read(login), 'promise-late')
    expect([late?.count, late?.first[0]]).toMatchObject([1, { projectNo: 'A', workdays: -2, place: { search: { tab: 'visits' } } }])
    expect((await client(login)('today.list', { params: { kind: 'promise-late' } })).items).toHaveLength(1)
  }
  const { visitId, version } = visits.find(({ promised }) => promised === '协调审图') as (typeof visits)[number]
  await client('manager')('visit.keep', { params: { visitId }, body: { on: '2024-03-11' }, ifMatch: version })
  expect(section(await read('planner'), 'promise-late')).toBeUndefined()
})
