import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Database } from '../../platform/database.ts'
import type { Context } from '../../platform/context.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { keepingPlans } from '../../platform/kept-plans.ts'
import { cancelJob } from './cancel-job.ts'
import { showCapacity } from './capacity/show-capacity.ts'
import { centreNow, drainNode, release, reserve, tryCentre } from './centre-engine.ts'
import { addCentre, editCentre, linkProject, listCentres } from './centres.ts'
import { changesOf } from './changes.ts'
import { addContract, editContract, listContracts, listFirms } from './contract/contracts.ts'
import type { JobRecordShown } from './job.view.ts'
import { jobOut, listJobs, quoteJob, showJob } from './show-jobs.ts'
import { streamJobs } from './stream-jobs.ts'
import { showLog } from './log/show-log.ts'
import { listMembers, setShare } from './member/members.ts'
import { moveJob } from './placement/move-job.ts'
import { placeJob, placementOut } from './placement/place-job.ts'
import { submitWhereItGoes, type JobWished } from './placement/submit-placed.ts'
import { setCentrePrice } from './set-centre-price.ts'
import type { JobAsked } from './submit-job.ts'
import { showWaitRecord } from './waiting/wait-record.ts'
import { waitHelps } from './waiting/wait-helps.ts'
import { listTenants, setBlock } from './tenants.ts'

const asked = (body: {
  jobId?: string | undefined
  voucherId: string
  projectId?: string | null | undefined
  centreId: string | null
  dataAt?: string | null | undefined
  name: string
  cardType: string
  cards: number
  limitMinutes: number
  template: JobAsked['template']
}): JobWished => ({
  ...body,
  jobId: body.jobId as Uuid | undefined,
  voucherId: body.voucherId as Uuid,
  projectId: (body.projectId ?? null) as Uuid | null,
  centreId: body.centreId as Uuid | null,
  dataAt: (body.dataAt ?? null) as Uuid | null,
})

const told = (database: Database, ctx: Context, job: JobRecordShown) => {
  changesOf(database).tell(ctx.zone.zoneId, job.enterpriseId)
  return jobOut(ctx, job)
}

export const computingHandlers = defineHandlers({
  'compute-centre.list': (tx, ctx) => listCentres(tx, ctx),
  'compute-centre.live': (database, ctx, { params }) => centreNow(database, ctx, params.centreId as Uuid),
  'compute-centre.add': (tx, ctx, { body }) => addCentre(tx, ctx, body),
  'compute-centre.edit': (tx, ctx, { params, body, ifMatch }) =>
    editCentre(tx, ctx, { centreId: params.centreId as Uuid, version: ifMatch as bigint, given: body }),
  'compute-centre.link-project': (tx, ctx, { params, body, ifMatch }) =>
    linkProject(tx, ctx, { centreId: params.centreId as Uuid, version: ifMatch as bigint, projectNo: body.projectNo }),
  'compute-centre.set-price': (tx, ctx, { params, body }) =>
    setCentrePrice(tx, ctx, {
      centreId: params.centreId as Uuid,
      cardType: body.cardType,
      fromOn: body.fromOn as PlainDate,
      fenPerPHour: parseYuan(body.yuanPerPHour),
      citation: body.citation ?? null,
    }),
  'compute-centre.try': (database, ctx, { params }) => tryCentre(database, ctx, params.centreId as Uuid),
  'compute-centre.reserve': (database, ctx, { params, body }) => reserve(database, ctx, { ...body, centreId: params.centreId as Uuid }),
  'compute-centre.release': (database, ctx, { params }) => release(database, ctx, { centreId: params.centreId as Uuid, name: params.name }),
  'compute-capacity.read': (tx, ctx, { query }) => showCapacity(tx, ctx, { projectId: query.projectId as Uuid | undefined }),
  'compute-contract.list': (tx, ctx) => listContracts(tx, ctx),
  'compute-contract.firms': (tx, ctx, { query }) => listFirms(tx, ctx, query.q),
  'compute-contract.add': (tx, ctx, { body }) =>
    addContract(tx, ctx, {
      centreId: body.centreId as Uuid,
      enterpriseId: body.enterpriseId as Uuid,
      contractNo: body.contractNo,
      fromOn: body.fromOn as PlainDate,
      untilOn: body.untilOn as PlainDate,
      note: body.note ?? null,
    }),
  'compute-contract.edit': (tx, ctx, { params, body, ifMatch }) =>
    editContract(tx, ctx, {
      contractId: params.contractId as Uuid,
      version: ifMatch as bigint,
      untilOn: body.untilOn as PlainDate,
      note: body.note ?? null,
    }),
  'compute-centre.drain-node': (database, ctx, { params, body }) =>
    drainNode(database, ctx, { centreId: params.centreId as Uuid, name: params.name, reason: body.reason }),
  'compute-tenant.list': (tx, ctx) => listTenants(tx, ctx),
  'compute-tenant.block': (tx, ctx, { params, body, ifMatch }) =>
    setBlock(tx, ctx, {
      centreId: params.centreId as Uuid,
      enterpriseId: params.enterpriseId as Uuid,
      version: ifMatch as bigint,
      reason: body.reason,
    }),
  'compute-job.list': (tx, ctx, { query }) => listJobs(tx, ctx, query),
  'compute-job.show': (tx, ctx, { params }) => showJob(tx, ctx, params.jobId as Uuid),
  'compute-job.quote': (tx, ctx, { body }) => quoteJob(tx, ctx, asked(body)),
  // The ledger is written in the whole zone, never from an enterprise's reach; that the voucher is its own is looked at.
  'compute-job.submit': async (database, ctx, { body }) =>
    told(database, ctx, await keepingPlans(() => submitWhereItGoes(database, ctx, asked(body)))),
  'compute-job.place': async (database, ctx, { body }) => {
    const placed = await placeJob(database, ctx, { ...body, dataAt: (body.dataAt ?? null) as Uuid | null })
    return placementOut(ctx, placed, placed.centres)
  },
  'compute-job.log': (database, ctx, { params, query }) => showLog(database, ctx, params.jobId as Uuid, query.bytes),
  'compute-job.wait-helps': (database, ctx, { params }) => waitHelps(database, ctx, params.jobId as Uuid),
  // Everybody may know how good the estimates are; of no job but his own does anybody see more than that.
  'compute-job.wait-record': (database, ctx, { query }) => database.read(ctx.zone.zoneId, (tx) => showWaitRecord(tx, ctx, query.days)),
  'compute-job.cancel': async (database, ctx, { params }) =>
    told(database, ctx, await database.write(ctx.zone.zoneId, (tx) => cancelJob(tx, ctx, params.jobId as Uuid))),
  'compute-job.move': async (database, ctx, { params, body }) =>
    told(database, ctx, await moveJob(database, ctx, params.jobId as Uuid, body.centreId as Uuid)),
  // Colleagues' accounts are not in an enterprise's reach; of which enterprise they are is looked at.
  'compute-member.list': (database, ctx) => database.read(ctx.zone.zoneId, (tx) => listMembers(tx, ctx)),
  'compute-member.set-share': (database, ctx, { params, body, ifMatch }) =>
    database.write(ctx.zone.zoneId, (tx) =>
      setShare(tx, ctx, {
        userId: params.userId as Uuid,
        voucherId: params.voucherId as Uuid,
        share: body.share === null ? null : BigInt(body.share),
        version: ifMatch as bigint,
      }),
    ),
  'compute-job.stream': (database, ctx, { query }) => Promise.resolve(streamJobs(database, ctx, query.seconds)),
})
