// What happened is told once to each who may read it, however often it is said and whoever spreads it.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '@ballast/contract/roles.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fixedClock } from '../../platform/clock.ts'
import type { Context, UserContext } from '../../platform/context.ts'
import type { Database, Place } from '../../platform/database.ts'
import { testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { NO_OUTGOING } from '../../testing/outgoing.ts'
import { testWatched } from '../../testing/watched.ts'
import { notify, type Notice } from './notify.ts'
import { spreadEvents } from './spread-events.ts'

const clock = fixedClock('2024-01-15T02:00:00Z')
let database: Database
let ctx: Context
let projectId: Uuid
const people: Record<string, UserContext> = {}

beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'told' })
  const { zoneId } = ctx.zone
  const given: [string, Role, string][] = [
    ['wang', 'service_manager', '王管家'],
    ['li', 'service_manager', '李管家'],
    ['leader', 'leader', '领导'],
    ['qian', 'approver', '钱审批'],
    ['sun', 'approver', '孙审批'],
  ]
  for (const [login, role, nameZh] of given) people[login] = await testUser(database, zoneId, { login, role, nameZh })
  people['held'] = await testUser(database, zoneId, {
    login: 'held',
    role: 'approver',
    nameZh: '局内',
    bureauOnly: true,
    bureauCode: 'edb',
  })
  projectId = await testWatched(database, ctx, { projectNo: 'P', serviceManager: '王管家', dates: {} })
})
afterAll(() => database.close())
beforeEach(() => database.system((tx) => sql`delete from notification_event`.execute(tx)))

const notice = (changes: Partial<Notice>): Notice => ({
  kind: 'project-updated',
  key: 'k',
  subject: { type: 'project', id: projectId },
  projectId,
  link: `/projects/${projectId}`,
  params: { by: '王管家', text: '进场' },
  to: {},
  ...changes,
})
const say = (changes: Partial<Notice>, as: Partial<Context> = {}) =>
  database.write(ctx.zone.zoneId, (tx) => notify(tx, { ...ctx, ...as }, notice(changes)))
const spread = () => spreadEvents({ database, clock, outgoing: NO_OUTGOING }, ctx.zone.zoneId)
async function told(): Promise<string[]> {
  await spread()
  const { rows } = await database.system((tx) =>
    sql<{ line: string }>`select v.event_key || ' ' || u.login as line from notification n
      join notification_event v on v.event_id = n.event_id join app_user u on u.user_id = n.user_id order by 1`.execute(tx),
  )
  return rows.map(({ line }) => line)
}

test('a service manager hears of his own projects, a bureau of its own, the office of all', async () => {
  await say({ to: { roles: [{ role: 'service_manager' }, { role: 'approver' }, { role: 'leader' }] } })
  expect(await told()).toEqual(['k leader', 'k qian', 'k sun', 'k wang'])
})

test('a link to a project that somebody may not read is not sent, though he is named or follows it', async () => {
  const names = ['wang', 'li', 'held'].map((login) => people[login]?.userId as Uuid)
  await database.system((tx) =>
    sql`insert into project_follower (zone_id, project_id, user_id)
      select ${ctx.zone.zoneId}, ${projectId}, unnest(${names}::uuid[])`.execute(tx),
  )
  await say({ key: 'named', to: { userIds: names } })
  await say({ key: 'followed', to: { followers: true } })
  await say({ key: 'by-login', to: { logins: ['li', 'held', 'nobody'] } })
  expect(await told()).toEqual(['followed wang', 'named wang'])
  await database.system((tx) => sql`delete from project_follower`.execute(tx))
})

test('a person named for a role is told alone; a name that nobody bears is an office, and its role is told', async () => {
  await say({ key: 'person', to: { roles: [{ role: 'approver', preferring: '孙审批' }] } })
  await say({ key: 'office', to: { roles: [{ role: 'approver', preferring: '审批局' }] } })
  await say({ key: 'strict', to: { roles: [{ role: 'approver', named: '审批局' }] } })
  expect(await told()).toEqual(['office qian', 'office sun', 'person sun'])
})

test('nobody is told of what he did himself, but of a step that he owes an answer to', async () => {
  const user = people['wang'] as UserContext
  const to = { roles: [{ role: 'service_manager' as const }] }
  await say({ key: 'own', to }, { user })
  await say({ key: 'step', kind: 'escalation-reminder', to }, { user })
  expect(await told()).toEqual(['step wang'])
})

test('an account that is closed is told nothing', async () => {
  await database.system((tx) => sql`update app_user set is_active = false where login = 'sun'`.execute(tx))
  await say({ to: { roles: [{ role: 'approver' }] } })
  expect(await told()).toEqual(['k qian'])
  await database.system((tx) => sql`update app_user set is_active = true`.execute(tx))
})

test('what is undone is told to nobody', async () => {
  const undone = database.write(ctx.zone.zoneId, async (tx) => {
    await notify(tx, ctx, notice({ to: { roles: [{ role: 'leader' }] } }))
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await told()).toEqual([])
})

test('whoever does not reach the zone can say what he did, and reads no event that is not his', async () => {
  const user = people['wang'] as UserContext
  const place: Place = { zoneId: ctx.zone.zoneId, reach: { userId: user.userId, enterpriseId: null, manager: '王管家', bureau: null } }
  const to = { roles: [{ role: 'leader' as const }] }
  for (const _ of [1, 2]) await database.write(place, (tx) => notify(tx, { ...ctx, user }, notice({ to })))
  expect(await told()).toEqual(['k leader'])
  const seen = await database.read(place, (tx) => tx.selectFrom('notification_event').select('event_id').execute())
  expect(seen).toEqual([])
  const forged = database.write(place, (tx) => sql`update notification_event set link = '/x'`.execute(tx))
  await expect(forged).rejects.toThrow(/permission denied/)
})

test('any sequence of the same events, retried and interleaved with spreading, leaves one notification each', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('say' as const), key: fc.constantFrom('a', 'b', 'c'), times: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ do: fc.constant('spread' as const), workers: fc.integer({ min: 1, max: 3 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await database.system((tx) => sql`delete from notification_event`.execute(tx))
      const said = new Set<string>()
      for (const item of steps) {
        if (item.do === 'spread') await Promise.all(Array.from({ length: item.workers }, spread))
        else {
          said.add(item.key)
          await Promise.all(
            Array.from({ length: item.times }, () =>
              say({ key: item.key, to: { roles: [{ role: 'leader' }, { role: 'service_manager' }] } }),
            ),
          )
        }
      }
      expect(await told()).toEqual([...said].toSorted().flatMap((key) => [`${key} leader`, `${key} wang`]))
    }),
    { numRuns: 25 },
  )
}, 60_000)
