import type { ComputeCentreLive } from '@ballast/contract/compute-centre.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { mayDo, placeOf } from '../../platform/scope.ts'
import { readRates } from '../voucher/index.ts'
import { countCards } from './capacity/count-cards.ts'
import { queueOf } from './centre.queries.ts'
import { centreOf, faultText } from './centres.ts'
import type { CardCounts, NodeSeen } from './engine/engine-port.ts'
import { enginesOf } from './engines.ts'

const sumOf = (counts: CardCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** What the engine of a centre says now; when it does not answer, why. */
export async function centreNow(database: Database, ctx: Context, centreId: Uuid): Promise<ComputeCentreLive> {
  const { zoneId } = ctx.zone
  const { centre, queue } = await database.read(zoneId, async (tx) => ({
    centre: await centreOf(tx, ctx, centreId),
    queue: await queueOf(tx, zoneId, centreId),
  }))
  try {
    const engines = enginesOf(database)
    // Names of machines, why they are away and for whom they are kept are the operator's business.
    const seesMachines = mayDo(ctx.user, 'compute-tenant.list')
    const [{ canReserve }, nodes, reservations] = await Promise.all([
      engines.of(centre),
      engines.nodes(centre),
      seesMachines ? engines.reservations(centre) : [],
    ])
    return {
      centreId,
      fault: null,
      queue,
      cards: countCards(centre.cards, nodes),
      nodes: seesMachines ? nodes.map(nodeOut) : [],
      reservations: reservations.map(({ startsAt, endsAt, holders, ...seen }) => ({
        ...seen,
        startsAt: instantAt(startsAt * 1000),
        endsAt: instantAt(endsAt * 1000),
        holders: [...holders],
      })),
      canReserve,
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code } = error
    const detail = error.reasons[0]?.params?.['detail'] ?? error.reasons[0]?.params?.['place'] ?? ''
    return {
      centreId,
      fault: { code, message: faultText(ctx, code, String(detail)) },
      cards: [],
      nodes: [],
      reservations: [],
      canReserve: false,
      queue,
    }
  }
}

/** An engine calls a node partly used that has processors left; it is its cards that are sold. */
function nodeOut({ name, state, cards, cardsUsed, reason }: NodeSeen): ComputeCentreLive['nodes'][number] {
  const [all, used] = [sumOf(cards), sumOf(cardsUsed)]
  return { name, state: state === 'partly' && all > 0 && used === all ? 'full' : state, cards: all, used, reason }
}

type Found = {
  code: 'release' | 'accounting' | 'partitions' | 'cards' | 'weights' | 'envelopes' | 'reservations'
  isGood: boolean
  found: string
}

/** Everything that the platform needs of an engine, looked at one by one. */
export async function tryCentre(database: Database, ctx: Context, centreId: Uuid): Promise<{ isGood: boolean; found: Found[] }> {
  const { centre, rates } = await database.read(placeOf(ctx, 'compute-centre.try'), async (tx) => ({
    centre: await centreOf(tx, ctx, centreId),
    rates: await readRates(tx, ctx.zone.zoneId),
  }))
  const engine = await enginesOf(database).of(centre)
  const capabilities = await engine.capabilities()
  const nodes = await engine.nodes()
  const partitions = capabilities.partitions.filter(({ isUp }) => isUp)
  const missing = centre.cards.filter(({ engineType }) => !nodes.some(({ cards }) => (cards[engineType] ?? 0) > 0))
  // Whole envelopes hang on it that the engine bills a card with what the register says.
  const weights = centre.cards.map(({ cardType, engineType }) => ({
    engineType,
    billed: capabilities.billedTflops[engineType] ?? 0,
    nominal: Number(rateOn(rates, cardType, businessDate(ctx))?.tflops ?? 0n),
  }))
  const found: Found[] = [
    {
      code: 'release',
      isGood: capabilities.release.startsWith(centre.apiVersion),
      found: `${capabilities.cluster} ${capabilities.release}`,
    },
    { code: 'accounting', isGood: capabilities.accountingAnswers, found: '' },
    { code: 'envelopes', isGood: engine.keepsEnvelopes, found: '' },
    {
      code: 'partitions',
      isGood: centre.partition === null ? partitions.length > 0 : partitions.some(({ name }) => name === centre.partition),
      found: partitions.map(({ name }) => name).join(', '),
    },
    { code: 'cards', isGood: missing.length === 0, found: missing.map(({ engineType }) => engineType).join(', ') },
    {
      code: 'weights',
      isGood: weights.every(({ billed, nominal }) => billed === nominal),
      found: weights.map(({ engineType, billed, nominal }) => `${engineType} ${billed}/${nominal}`).join(', '),
    },
    { code: 'reservations', isGood: engine.canReserve, found: '' },
  ]
  // A centre works without: our holds keep to the vouchers, and its operator reserves by hand.
  return { isGood: found.every(({ code, isGood }) => isGood || code === 'reservations' || code === 'envelopes'), found }
}

/** Keeps nodes free of jobs for a time. The engine is asked first: it refuses what it cannot, and then nothing is written. */
export async function reserve(
  database: Database,
  ctx: Context,
  given: { centreId: Uuid; name: string; startsAt: string; minutes: number; nodes: number },
): Promise<{ name: string }> {
  const centre = await database.read(ctx.zone.zoneId, (tx) => centreOf(tx, ctx, given.centreId))
  const engines = enginesOf(database)
  const engine = await engines.of(centre)
  const partition = centre.partition ?? (await engine.capabilities()).partitions[0]?.name ?? ''
  const { name, minutes, nodes } = given
  await engine.reserve({ name, startsAt: Math.floor(Date.parse(given.startsAt) / 1000), minutes, nodes, partition, users: [] })
  engines.forget(given.centreId)
  await database.write(ctx.zone.zoneId, (tx) =>
    recordAudit(tx, ctx, {
      action: 'compute-centre.reserve',
      subjectType: 'compute_centre',
      subjectId: given.centreId,
      after: { name, startsAt: given.startsAt, minutes, nodes },
    }),
  )
  return { name }
}

export async function release(database: Database, ctx: Context, given: { centreId: Uuid; name: string }): Promise<{ name: string }> {
  const centre = await database.read(ctx.zone.zoneId, (tx) => centreOf(tx, ctx, given.centreId))
  const engines = enginesOf(database)
  await (await engines.of(centre)).release(given.name)
  engines.forget(given.centreId)
  await database.write(ctx.zone.zoneId, (tx) =>
    recordAudit(tx, ctx, {
      action: 'compute-centre.release',
      subjectType: 'compute_centre',
      subjectId: given.centreId,
      before: { name: given.name },
    }),
  )
  return { name: given.name }
}

/** A node takes no new job until it is let again. As with a window the engine is asked first. */
export async function drainNode(
  database: Database,
  ctx: Context,
  given: { centreId: Uuid; name: string; reason: string | null },
): Promise<{ name: string }> {
  const { centreId, name, reason } = given
  const centre = await database.read(ctx.zone.zoneId, (tx) => centreOf(tx, ctx, centreId))
  const engines = enginesOf(database)
  const engine = await engines.of(centre)
  // An engine may take a name for a list of nodes, and a cluster has nodes that are none of the centre's.
  const before = (await engine.nodes()).find((node) => node.name === name)
  if (before === undefined) throw new Refusal('engine.node-unknown', [{ code: 'engine.node-unknown', params: { detail: name } }])
  if (reason === null) await engine.resumeNode(name)
  else await engine.drainNode(name, reason)
  engines.forget(centreId)
  await database.write(ctx.zone.zoneId, (tx) =>
    recordAudit(tx, ctx, {
      action: 'compute-centre.drain-node',
      subjectType: 'compute_centre',
      subjectId: centreId,
      before: { node: name, nodeState: before.state, reason: before.reason },
      after: { node: name, reason },
    }),
  )
  return { name }
}
