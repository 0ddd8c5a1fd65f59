// Sign-ins a second with a password on PostgreSQL with 100 zones, beside the bare argon2id that each has to pay, in the same process.
// Usage: node bench/sign-in.ts postgres://…/database   (an empty database is filled first; the planner of each zone is given a password)
import { hashPassword, setPassword, verifyPassword } from '../packages/server/src/features/account/index.ts'
import { identifier } from '../packages/server/src/features/session/identify.ts'
import { handlers } from '../packages/server/src/handlers.ts'
import { systemClock } from '../packages/server/src/platform/clock.ts'
import { openServer } from '../packages/server/src/platform/database.ts'
import { buildHttp } from '../packages/server/src/platform/http.ts'
import { migrate } from '../packages/server/src/platform/migrate.ts'
import { ZONES, fillLargeDatabase } from './large-database.ts'

const PASSWORD = 'Bench-Password-1'
const SIGN_INS = 400

const url = process.argv[2]
if (url === undefined) throw new Error('usage: node bench/sign-in.ts postgres://…/database')
const database = await openServer(url)
await migrate(database)
const zones = await database.system(async (tx) => (await tx.selectFrom('zone').select('zone_id').execute()).length)
if (zones === 0) await fillLargeDatabase(database, (line) => console.log(line))

const hash = await hashPassword(PASSWORD)
const planners = await database.system((tx) =>
  tx.selectFrom('app_user').select(['zone_id as zoneId', 'user_id as userId']).where('login', '=', 'planner').execute(),
)
for (const { zoneId, userId } of planners) {
  const password = { userId, hash, mustChange: false, at: systemClock.now() }
  await database.write(zoneId, (tx) => setPassword(tx, zoneId, password))
}

const app = await buildHttp({
  database,
  handlers,
  clock: systemClock,
  auditKey: Buffer.alloc(32),
  identify: identifier(systemClock, 'no machine signs in here'),
  requestsPerMinute: 100_000_000,
})

async function signIn(call: number): Promise<void> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { login: `planner@zone-${(call % ZONES) + 1}`, password: PASSWORD },
    remoteAddress: `10.0.${call % 250}.${Math.floor(call / 250) + 1}`,
  })
  if (answer.statusCode !== 200 && answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
}

/** How many a second, with so many in flight. */
async function perSecond(inFlight: number, work: (call: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const began = performance.now()
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (next < SIGN_INS) {
        next += 1
        await work(next)
      }
    }),
  )
  return (SIGN_INS * 1000) / (performance.now() - began)
}

for (const inFlight of [1, 8, 32]) {
  await perSecond(inFlight, signIn)
  const bare = await perSecond(inFlight, () => verifyPassword(PASSWORD, hash))
  const ours = await perSecond(inFlight, signIn)
  console.log(
    `${String(inFlight).padStart(2)} in flight: ${ours.toFixed(0)} sign-ins/s   bare argon2id ${bare.toFixed(0)}/s   ${((100 * ours) / bare).toFixed(0)} % of it`,
  )
}
await app.close()
await database.close()
