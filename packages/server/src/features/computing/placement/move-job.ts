import { layoutOf } from '@ballast/domain/computing/job.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../../platform/audit.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database, WriteTx } from '../../../platform/database.ts'
import { enterprisesInReach } from '../../../platform/scope.ts'
import { readCentres, type Centre } from '../centre.queries.ts'
import { insertEvents, lockJob, saveJobs } from '../job.queries.ts'
import { readJobs, type JobRecordShown } from '../job.view.ts'
import { openTenant } from '../tenant.queries.ts'
import { placeJob } from './place-job.ts'
import { insertPlacement, type Placed } from './placement.queries.ts'

const ACTION = 'compute-job.move'

/** Lets a job that has not begun go to another centre. How the centres stood then is kept with it. */
export async function moveJob(database: Database, ctx: Context, jobId: Uuid, centreId: Uuid): Promise<JobRecordShown> {
  const { zoneId } = ctx.zone
  const job = await database.read(
    zoneId,
    async (tx) => (await readJobs(tx, zoneId, enterprisesInReach(ctx, ACTION), { jobId }, { limit: 1 })).rows[0],
  )
  if (job === undefined) throw new Refusal('compute-job.not-found')
  const asked = { cardType: job.cardType, cards: Number(job.cards), limitMinutes: Number(job.limitSeconds / 60n), dataAt: null }
  const placed = await placeJob(database, ctx, asked)
  return database.write(zoneId, (tx) => move(tx, ctx, { jobId, centreId, placed }))
}

async function move(tx: WriteTx, ctx: Context, { jobId, centreId, placed }: { jobId: Uuid; centreId: Uuid; placed: Placed }) {
  const { zoneId } = ctx.zone
  const job = await lockJob(tx, zoneId, jobId)
  if (job === undefined) throw new Refusal('compute-job.not-found')
  const [centre] = await readCentres(tx, zoneId, { centreId })
  const card = centre?.cards.find(({ cardType }) => cardType === job.cardType)
  refuseIfAny('compute-job.not-moved', [
    ...(['held', 'submitted', 'pending'].includes(job.state) ? [] : [{ code: 'compute-job.has-begun' }]),
    ...(job.cancelAskedAt === null ? [] : [{ code: 'compute-job.is-cancelling' }]),
    ...(job.moveTo === null ? [] : [{ code: 'compute-job.is-moving' }]),
    ...againstTarget(job, centre, card),
    ...(placed.options.find((option) => option.centreId === centreId)?.reasons ?? []).filter(({ code }) => FINAL.has(code)),
  ])
  const at = ctx.clock.now()
  await openTenant(tx, zoneId, { centreId, enterpriseId: job.enterpriseId, at })
  // What no engine can have yet goes at once.
  const isFree = job.state === 'held' && job.attempts === 0
  await saveJobs(tx, zoneId, [isFree ? { jobId, centreId, tryAt: at, faultCode: null, faultDetail: null } : { jobId, moveTo: centreId }])
  await insertEvents(tx, zoneId, [
    { jobId, what: isFree ? 'moved' : 'move-asked', at, actor: ctx.user.nameZh, detail: centre?.code ?? null },
  ])
  const options = placed.options.map((option) => ({ ...option, isChosen: option.centreId === centreId }))
  await insertPlacement(tx, zoneId, jobId, { placedAt: placed.placedAt, centreId, placedBy: ctx.user.nameZh, options })
  await recordAudit(tx, ctx, {
    action: ACTION,
    subjectType: 'compute_job',
    subjectId: jobId,
    before: { centreId: job.centreId, state: job.state },
    after: { centreId, isDone: isFree },
  })
  return (await readJobs(tx, zoneId, undefined, { jobId }, { limit: 1 })).rows[0] as JobRecordShown
}

/** Being later or dearer is the firm's own choice; these are not. */
const FINAL = new Set(['compute-tenant.blocked-because', 'placement.no-contract', 'placement.too-large'])

function againstTarget(
  job: { centreId: Uuid; cardType: string; nodes: number; cardsPerNode: number },
  centre: Centre | undefined,
  card: Centre['cards'][number] | undefined,
): Reason[] {
  if (centre === undefined) return [{ code: 'compute-centre.not-found', at: 'centreId' }]
  const { nodes, cardsPerNode } = job
  const layout = card === undefined ? undefined : layoutOf(nodes * cardsPerNode, card.cardsPerNode)
  return [
    ...(centre.centreId === job.centreId ? [{ code: 'compute-job.is-there', at: 'centreId' }] : []),
    ...(centre.state === 'open' ? [] : [{ code: 'compute-centre.is-not-open', at: 'centreId' }]),
    ...(card === undefined ? [{ code: 'compute-job.no-such-card', params: { cardType: job.cardType, centre: centre.nameZh } }] : []),
    // Its script was made for this many nodes.
    ...(card === undefined || (layout?.nodes === nodes && layout.cardsPerNode === cardsPerNode)
      ? []
      : [{ code: 'compute-job.uneven-cards', params: { cards: nodes * cardsPerNode, perNode: card.cardsPerNode } }]),
  ]
}
