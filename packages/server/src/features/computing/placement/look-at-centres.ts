import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { WaitEstimate } from '@ballast/forecast/waiting/queue.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { readCentres, type Centre } from '../centre.queries.ts'
import type { NodeSeen } from '../engine/engine-port.ts'
import { enginesOf } from '../engines.ts'
import { experienceOf, type Experience } from '../waiting/experience.ts'
import { queueFor, type CardQueue } from '../waiting/queue-now.ts'
import { waitOfNew } from '../waiting/wait-of-new.ts'
import { readQueue } from '../waiting/waiting.queries.ts'

/** A centre as it stands for one type of card; no line where its engine does not answer. */
export interface CentreLook {
  readonly centre: Centre
  readonly line: CardQueue | null
  readonly waitFor: (job: { tenant: string; cards: number; limit: number }) => WaitEstimate | null
}

const NOBODY_SAYS = () => null

/** Looks at every centre that is open and has the card: its nodes by its engine, its queue by our own jobs. */
export async function lookAtCentres(database: Database, ctx: Context, cardType: string, without?: Uuid): Promise<CentreLook[]> {
  const { zoneId } = ctx.zone
  const { centres, queues } = await database.read(zoneId, async (tx) => {
    const all = await readCentres(tx, zoneId)
    const lines = new Map<Uuid, Awaited<ReturnType<typeof readQueue>>>()
    for (const centre of all) if (isUsable(centre, cardType)) lines.set(centre.centreId, await readQueue(tx, zoneId, centre.centreId))
    return { centres: all, queues: lines }
  })
  return Promise.all(
    centres.map(async (centre): Promise<CentreLook> => {
      const jobs = queues.get(centre.centreId)?.filter(({ jobId }) => jobId !== without)
      const nodes = jobs === undefined ? null : await nodesOf(database, centre)
      if (jobs === undefined || nodes === null) return { centre, line: null, waitFor: NOBODY_SAYS }
      const experience: Experience = await experienceOf(database, ctx.clock, zoneId, centre.centreId)
      const line = queueFor(centre, cardType, nodes, jobs, ctx.clock.now())
      return { centre, line, waitFor: (job) => waitOfNew(line, experience, job) }
    }),
  )
}

const isUsable = ({ state, cards }: Centre, cardType: string): boolean =>
  state === 'open' && cards.some((card) => card.cardType === cardType)

async function nodesOf(database: Database, centre: Centre): Promise<readonly NodeSeen[] | null> {
  try {
    return await enginesOf(database).nodes(centre)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
