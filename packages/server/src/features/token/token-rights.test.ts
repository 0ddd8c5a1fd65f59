// Every route by tokens of every role, held against the contract; two roles also over HTTP.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROLES, type Role } from '@ballast/contract/roles.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { handlers } from '../../handlers.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Context, TokenScope } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { buildHttp } from '../../platform/http.ts'
import { newId } from '../../platform/ids.ts'
import { mayDo, requireAction } from '../../platform/scope.ts'
import { TEST_AUDIT_KEY, testUser, testZone } from '../../testing/context.ts'
import { testDatabase } from '../../testing/database.ts'
import { identifier } from '../../testing/http.ts'

let database: Database
let app: Awaited<ReturnType<typeof buildHttp>>
let ctx: Context
beforeAll(async () => {
  database = await testDatabase()
  ctx = await testZone(database, { code: 'here' })
  app = await buildHttp({
    database,
    handlers,
    clock: systemClock,
    auditKey: TEST_AUDIT_KEY,
    identify: identifier(systemClock, 'machine'),
    requestsPerMinute: 1_000_000,
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const guarded = (Object.entries(routes) as [RouteId, RouteDefinition][]).filter(([, { rights }]) => rights !== 'anyone')
const grantsOf = (role: Role) => [{ role, bureauOnly: false }]
/** What the role may do and a token can be given. */
const givenTo = (role: Role) =>
  guarded.filter(([id, { byToken }]) => mayDo({ grants: grantsOf(role) }, id) && byToken !== 'never').map(([id]) => id)

/** What the contract says of a token that reads, and of one that names everything that it can. */
function expected(role: Role, id: RouteId, { method, byToken }: RouteDefinition): { reading: string; naming: string } {
  const isRead = id === 'session.read' || (method === 'GET' && byToken === undefined)
  const isHis = mayDo({ grants: grantsOf(role) }, id)
  return {
    reading: isRead ? (isHis ? 'allowed' : 'action.forbidden') : 'token.out-of-scope',
    naming: isHis && byToken !== 'never' ? 'allowed' : 'token.out-of-scope',
  }
}
const verdict = (code: string) => (code === 'token.out-of-scope' || code === 'action.forbidden' ? code : 'allowed')

test('every role’s tokens may do what the contract says, route by route', () => {
  const decided = (role: Role, id: RouteId, actions: TokenScope['actions']): string => {
    try {
      requireAction({ ...ctx, user: { ...ctx.user, grants: grantsOf(role) }, token: { tokenId: newId(), actions } }, id)
      return 'allowed'
    } catch (error) {
      return (error as Refusal).code
    }
  }
  const wrong: string[] = []
  for (const role of ROLES) {
    for (const [id, route] of guarded) {
      const was = { reading: decided(role, id, null), naming: decided(role, id, givenTo(role)) }
      if (JSON.stringify(was) !== JSON.stringify(expected(role, id, route))) wrong.push(`${id} as ${role}: ${JSON.stringify(was)}`)
    }
  }
  expect(wrong).toEqual([])
})

test.each(['administrator', 'service_manager'] as const)('over HTTP a token of the role %s is answered like that', async (role) => {
  const login = role.replace('_', '-')
  await testUser(database, ctx.zone.zoneId, { login, role })
  const made = async (actions: readonly string[] | null): Promise<string> => {
    const headers = { authorization: 'Bearer machine', 'x-ballast-user': `${login}@here` }
    const payload = { name: 'x', days: 1, actions }
    return (await app.inject({ method: 'POST', url: '/api/v1/account/tokens', headers, payload })).json<{ secret: string }>().secret
  }
  const secrets = { reading: await made(null), naming: await made(givenTo(role)) }
  const wrong: string[] = []
  for (const [id, route] of guarded) {
    const url = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'year' ? '2024' : '00000000-0000-7000-8000-000000000000',
    )
    for (const kind of ['reading', 'naming'] as const) {
      const headers = { authorization: `Bearer ${secrets[kind]}`, 'if-match': '"1"' }
      const answer = await app.inject({ method: route.method, url, headers, ...(route.body === undefined ? {} : { payload: {} }) })
      const isProblem = answer.headers['content-type']?.toString().includes('problem')
      const was = verdict(isProblem ? answer.json<{ code: string }>().code : '')
      if (was !== expected(role, id, route)[kind]) wrong.push(`${id} ${kind}: ${was}`)
    }
  }
  expect(wrong).toEqual([])
})
