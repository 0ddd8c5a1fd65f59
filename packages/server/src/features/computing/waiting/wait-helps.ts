import type { ComputeWaitHelp } from '@ballast/contract/compute-job.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { lackOfContract } from '@ballast/domain/computing/centre-contract.ts'
import { layoutOf } from '@ballast/domain/computing/job.ts'
import { businessDate, type Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { enterprisesInReach, placeOf } from '../../../platform/scope.ts'
import { contractTerms } from '../contract/contract.queries.ts'
import { readJobs } from '../job.view.ts'
import { lookAtCentres, type CentreLook } from '../placement/look-at-centres.ts'

/** Sooner by less than this helps nobody. */
const LEAST_SECONDS = 120

/** What would let a job that waits start sooner if it were submitted anew: fewer cards, a shorter limit, another centre. */
export async function waitHelps(database: Database, ctx: Context, jobId: Uuid): Promise<{ helps: ComputeWaitHelp[] }> {
  const action = 'compute-job.wait-helps'
  const job = await database.read(
    placeOf(ctx, action),
    async (tx) => (await readJobs(tx, ctx.zone.zoneId, enterprisesInReach(ctx, action), { jobId }, { limit: 1 })).rows[0],
  )
  if (job === undefined) throw new Refusal('compute-job.not-found')
  if (!['held', 'submitted', 'pending'].includes(job.state)) return { helps: [] }
  const { zoneId } = ctx.zone
  const contracts = await database.read(zoneId, (tx) => contractTerms(tx, zoneId, { enterpriseId: job.enterpriseId }))
  const looks = (await lookAtCentres(database, ctx, job.cardType, jobId)).filter(({ line }) => line !== null)
  const asked = { tenant: job.enterpriseId, cards: Number(job.cards), limit: Number(job.limitSeconds) }
  const here = looks.find(({ centre }) => centre.centreId === job.centreId)
  const helps: ComputeWaitHelp[] = []
  const add = (kind: ComputeWaitHelp['kind'], { centre, waitFor }: CentreLook, wish: typeof asked) => {
    const wait = waitFor(wish)
    if (wait === null) return
    const { nameZh: centreNameZh, nameEn: centreNameEn } = centre
    const told = { p50Seconds: Math.round(wait.p50), p90Seconds: Math.round(wait.p90) }
    helps.push({ kind, cards: wish.cards, limitMinutes: Math.round(wish.limit / 60), centreNameZh, centreNameEn, wait: told })
  }
  if (here !== undefined) {
    const perNode = here.centre.cards.find(({ cardType }) => cardType === job.cardType)?.cardsPerNode ?? 1
    const fewer = fewerCards(asked.cards, perNode)
    if (fewer !== undefined) add('fewer-cards', here, { ...asked, cards: fewer })
    const shorter = Math.floor(asked.limit / 120) * 60
    if (shorter >= 60) add('shorter-limit', here, { ...asked, limit: shorter })
  }
  for (const look of looks) {
    const { centreId, needsContract } = look.centre
    const own = contracts.filter((one) => one.centreId === centreId)
    const mayGo = !needsContract || lackOfContract(own, businessDate(ctx)) === undefined
    if (look !== here && mayGo) add('other-centre', look, asked)
  }
  const asItStands =
    job.toldAt !== null && job.waitP50 !== null
      ? (Date.parse(job.toldAt) - ctx.clock.milliseconds()) / 1000 + job.waitP50
      : here?.waitFor(asked)?.p50
  const sooner = helps.filter(({ wait }) => asItStands === undefined || asItStands - wait.p50Seconds >= LEAST_SECONDS)
  return { helps: sooner.toSorted((a, b) => a.wait.p50Seconds - b.wait.p50Seconds) }
}

/** The most cards, at most half of them, that come out even. */
function fewerCards(cards: number, perNode: number): number | undefined {
  for (let fewer = Math.floor(cards / 2); fewer >= 1; fewer -= 1) if (layoutOf(fewer, perNode) !== undefined) return fewer
  return undefined
}
