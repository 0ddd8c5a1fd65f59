import { lackOfContract } from '@ballast/domain/computing/centre-contract.ts'
import { layoutOf, MOST_LIMIT_MINUTES } from '@ballast/domain/computing/job.ts'
import { scriptOf, type JobTemplate } from '@ballast/domain/computing/job-script.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import { instantAt } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { findVouchers, ownsProject, placeHold, type Validity } from '../voucher/index.ts'
import { readCentres, type Centre } from './centre.queries.ts'
import { contractTerms } from './contract/contract.queries.ts'
import { keepBudgets } from './member/keep-budgets.ts'
import { insertJob } from './job.queries.ts'
import { readJobs, type JobRecordShown } from './job.view.ts'
import { findBlock, openTenant, type TenantBlock } from './tenant.queries.ts'

export interface JobAsked {
  /** Our own id; who says it again asks for the same job, however the first answer got lost. */
  readonly jobId?: Uuid | undefined
  readonly voucherId: Uuid
  readonly projectId: Uuid | null
  readonly centreId: Uuid
  readonly name: string
  readonly cardType: string
  readonly cards: number
  readonly limitMinutes: number
  readonly template: JobTemplate
}

/** The centre is named, or null: the platform chooses it. */
export type JobAnywhere = Omit<JobAsked, 'centreId'> & { readonly centreId: Uuid | null }

/** A hold stands while its job is live; one whose job is gone without an end lapses after so long. */
const HOLD_DAYS = 60

export interface Checked {
  readonly reasons: readonly Reason[]
  readonly centre: Centre | undefined
  readonly layout: { nodes: number; cardsPerNode: number } | undefined
  readonly tenant: TenantBlock | undefined
  readonly voucher: Validity | undefined
}

/** Every reason for which the job cannot be taken, except those of the ledger. */
export async function checkJob(tx: ReadTx, ctx: Context, asked: JobAnywhere): Promise<Checked> {
  const { zoneId } = ctx.zone
  const { enterpriseId } = ctx.user
  if (enterpriseId === null) throw new Refusal('voucher.no-enterprise', [{ code: 'voucher.no-enterprise' }])
  const [voucher] = await findVouchers(tx, zoneId, [asked.voucherId])
  const { centreId } = asked
  const [centre] = centreId === null ? [] : await readCentres(tx, zoneId, { centreId })
  const card = centre?.cards.find(({ cardType }) => cardType === asked.cardType)
  const layout = card && layoutOf(asked.cards, card.cardsPerNode)
  const tenant = centreId === null ? undefined : await findBlock(tx, zoneId, { centreId, enterpriseId })
  const lack = centre?.needsContract
    ? lackOfContract(await contractTerms(tx, zoneId, { enterpriseId, centreId: centre.centreId }), businessDate(ctx))
    : undefined
  const { template } = asked
  const reasons: Reason[] = [
    ...(voucher?.enterpriseId === enterpriseId ? [] : [{ code: 'compute-job.not-own-voucher', at: 'voucherId' }]),
    ...(asked.projectId === null || (await ownsProject(tx, zoneId, enterpriseId, asked.projectId))
      ? []
      : [{ code: 'voucher.not-own-project', at: 'projectId' }]),
    ...(centre === undefined && centreId !== null ? [{ code: 'compute-centre.not-found', at: 'centreId' }] : []),
    ...(centre === undefined || centre.state === 'open' ? [] : [{ code: 'compute-centre.is-not-open', at: 'centreId' }]),
    ...(centre === undefined || card !== undefined
      ? []
      : [{ code: 'compute-job.no-such-card', at: 'cardType', params: { cardType: asked.cardType, centre: centre.nameZh } }]),
    ...(card === undefined || layout !== undefined
      ? []
      : [{ code: 'compute-job.uneven-cards', at: 'cards', params: { cards: asked.cards, perNode: card.cardsPerNode } }]),
    ...(asked.limitMinutes <= MOST_LIMIT_MINUTES
      ? []
      : [{ code: 'compute-job.too-long', at: 'limitMinutes', params: { most: MOST_LIMIT_MINUTES / 60 } }]),
    ...(lack === undefined ? [] : [{ code: 'compute-job.no-contract', at: 'centreId', params: lack }]),
    ...(tenant?.isBlocked ? [{ code: 'compute-tenant.blocked-because', params: { reason: tenant.blockReason ?? '' } }] : []),
    ...(template.kind !== 'script' || template.script.startsWith('#!') ? [] : [{ code: 'compute-job.no-interpreter', at: 'template' }]),
    ...(template.kind !== 'array' || template.from <= template.to ? [] : [{ code: 'compute-job.empty-array', at: 'template' }]),
    ...(template.kind !== 'array' || asked.cards <= (card?.cardsPerNode ?? asked.cards)
      ? []
      : [{ code: 'compute-job.array-on-one-node', at: 'cards', params: { perNode: card?.cardsPerNode ?? 0 } }]),
  ]
  return { reasons, centre, layout, tenant, voucher }
}

/** Takes a job: its quota is held and it stands in line for the engine, both or neither. */
export async function submitJob(tx: WriteTx, ctx: Context, asked: JobAsked): Promise<JobRecordShown> {
  const { zoneId } = ctx.zone
  const jobId = asked.jobId ?? newId()
  const earlier = await earlierJob(tx, ctx, asked)
  if (earlier !== undefined) return earlier
  const { reasons, layout, tenant, voucher } = await checkJob(tx, ctx, asked)
  refuseIfAny('compute-job.refused', reasons)
  const at = ctx.clock.now()
  const enterpriseId = ctx.user.enterpriseId as Uuid
  const limitSeconds = BigInt(asked.limitMinutes) * 60n
  const expiresAt = instantAt(ctx.clock.milliseconds() + HOLD_DAYS * 86_400_000 + asked.limitMinutes * 60_000)
  if (tenant === undefined) await openTenant(tx, zoneId, { centreId: asked.centreId, enterpriseId, at })
  await placeHold(
    tx,
    ctx,
    {
      voucherId: asked.voucherId,
      jobId,
      cardType: asked.cardType,
      cards: BigInt(asked.cards),
      limitSeconds,
      expiresAt,
    },
    voucher,
  )
  const { nodes, cardsPerNode } = layout as { nodes: number; cardsPerNode: number }
  const script = scriptOf(asked.template, { nodes, cardsPerNode })
  await insertJob(
    tx,
    zoneId,
    { ...asked, jobId, enterpriseId, limitSeconds, nodes, cardsPerNode, script },
    { by: ctx.user.login, byName: ctx.user.nameZh, at },
  )
  await keepBudgets(tx, ctx, asked.voucherId)
  const after = (await jobOf(tx, zoneId, jobId)) as JobRecordShown
  await recordAudit(tx, ctx, {
    action: 'compute-job.submit',
    subjectType: 'compute_job',
    subjectId: jobId,
    after: { name: after.name, centre: after.centreCode, cardType: after.cardType, cards: asked.cards, limitMinutes: asked.limitMinutes },
  })
  return after
}

/** The job that was taken under this id before; refuses where it was another one. */
export async function earlierJob(
  tx: ReadTx,
  { zone, user }: Context,
  asked: Pick<JobAsked, 'jobId' | 'voucherId' | 'name'>,
): Promise<JobRecordShown | undefined> {
  const earlier = asked.jobId === undefined ? undefined : await jobOf(tx, zone.zoneId, asked.jobId)
  if (earlier === undefined) return undefined
  const isSame = earlier.enterpriseId === user.enterpriseId && earlier.voucherId === asked.voucherId && earlier.name === asked.name
  refuseIfAny('compute-job.refused', isSame ? [] : [{ code: 'compute-job.submitted-differently', at: 'jobId' }])
  return earlier
}

const jobOf = async (tx: ReadTx, zoneId: Uuid, jobId: Uuid): Promise<JobRecordShown | undefined> =>
  (await readJobs(tx, zoneId, undefined, { jobId }, { limit: 1 })).rows[0]
