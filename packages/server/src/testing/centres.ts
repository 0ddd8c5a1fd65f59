import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { readCentres } from '../features/computing/centre.queries.ts'
import { PATIENCE } from '../features/computing/dispatch/dispatching.ts'
import { sweep } from '../features/computing/dispatch/sweep.ts'
import { FakeCentre, Killed } from '../features/computing/engine/testing/fake-engine.ts'
import { remembered, useEngines } from '../features/computing/engines.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { TEST_AUDIT_KEY } from './context.ts'
import { testVouchers, type VoucherZone } from './vouchers.ts'

export interface CentreZone extends VoucherZone {
  /** The time of the engines is the time of ours. */
  readonly clock: Clock
  readonly centres: readonly Uuid[]
  readonly fakes: ReadonlyMap<Uuid, FakeCentre>
  /** Enterprises whose pages were told to look again. */
  readonly heard: Uuid[]
  /** New made-up engines with so many cards behind the same centres. */
  fresh(cards: number): FakeCentre[]
  pass(seconds: number): void
  /** One round at a centre; it may die in the middle of it, as a process does. */
  roundAt(centreId: Uuid): Promise<void>
}

const BEGIN = Date.parse('2024-03-15T01:00:00Z') / 1000

const centreBody = (code: string, logDir: string | null) => ({
  code,
  nameZh: `中心${code}`,
  nameEn: `Centre ${code}`,
  engine: 'slurm' as const,
  apiVersion: '24.11',
  url: 'http://127.0.0.1:1',
  keyRef: 'env:BALLAST_COMPUTING_TEST',
  workDir: '/home/{user}',
  logDir,
  partition: null,
  state: 'open' as const,
  cards: [{ cardType: 'A', engineType: 'a800', cardsPerNode: 8 }],
})

/** Says that a centre takes firms by contract alone, or anybody. */
export async function setNeedsContract({ operator }: VoucherZone, centreId: Uuid, needsContract: boolean): Promise<void> {
  const { rows } = await operator('compute-centre.list', {})
  const { connection, cards, code, nameZh, nameEn, engine, apiVersion, state, version } = rows.find(
    (one) => one.centreId === centreId,
  ) as (typeof rows)[number]
  const body = {
    ...(connection as NonNullable<typeof connection>),
    code,
    nameZh,
    nameEn,
    engine,
    apiVersion,
    state,
    needsContract,
    cards: cards.map(({ cardType, engineType, cardsPerNode }) => ({ cardType, engineType, cardsPerNode })),
  }
  await operator('compute-centre.edit', { params: { centreId }, body, ifMatch: version })
}

/** A zone with vouchers and computing centres on made-up engines, whose time is the zone's. */
export async function testCentres(
  database: Database,
  code: string,
  names: readonly string[],
  { logDir = null }: { logDir?: string | null } = {},
): Promise<CentreZone> {
  let now = BEGIN
  const clock: Clock = {
    now: () => instantAt(now * 1000),
    milliseconds: () => now * 1000,
    today: () => '2024-03-15' as never,
  }
  const zone = await testVouchers(database, code, { clock })
  const fakes = new Map<Uuid, FakeCentre>()
  const centres: Uuid[] = []
  const heard: Uuid[] = []
  for (const name of names) centres.push((await zone.operator('compute-centre.add', { body: centreBody(name, logDir) })).centreId as Uuid)
  const of = (centre: { centreId: Uuid }) => Promise.resolve((fakes.get(centre.centreId) as FakeCentre).engine)
  useEngines(database, { of, ...remembered(clock, of), close: () => undefined })
  return {
    ...zone,
    clock,
    centres,
    fakes,
    heard,
    fresh: (cards) =>
      centres.map((centreId) => {
        const fake = new FakeCentre(now, cards)
        fakes.set(centreId, fake)
        return fake
      }),
    pass: (seconds) => {
      now += seconds
      for (const fake of fakes.values()) fake.pass(seconds)
    },
    roundAt: async (centreId) => {
      const [centre] = await database.read(zone.ctx.zone.zoneId, (tx) => readCentres(tx, zone.ctx.zone.zoneId, { centreId }))
      const fake = fakes.get(centreId)
      if (centre === undefined || fake === undefined) throw new Error('no centre')
      // A process that starts anew remembers nothing.
      const engine = { ...fake.engine }
      const given = { database, clock, auditKey: TEST_AUDIT_KEY, zone: zone.ctx.zone, centre, engine, patience: PATIENCE }
      try {
        await sweep({ ...given, mayGoOn: () => true, tell: (enterpriseId) => void heard.push(enterpriseId) })
      } catch (error) {
        if (!(error instanceof Killed)) throw error
      }
    },
  }
}
