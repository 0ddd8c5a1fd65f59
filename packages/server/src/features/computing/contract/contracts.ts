import type { ComputeContract } from '@ballast/contract/compute-contract.ts'
import { contractState } from '@ballast/domain/computing/centre-contract.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../../platform/audit.ts'
import { businessDate, type Context } from '../../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { enterprisesInReach } from '../../../platform/scope.ts'
import { readCentres } from '../centre.queries.ts'
import { findFirms, insertContract, readContracts, updateContract, type ContractRecord } from './contract.queries.ts'

const shown = (ctx: Context, { version, ...rest }: ContractRecord): ComputeContract => ({
  ...rest,
  state: contractState(rest, businessDate(ctx)),
  version: version.toString(),
})

export async function listContracts(tx: ReadTx, ctx: Context): Promise<{ rows: ComputeContract[] }> {
  const rows = await readContracts(tx, ctx.zone.zoneId, enterprisesInReach(ctx, 'compute-contract.list'))
  return { rows: rows.map((record) => shown(ctx, record)) }
}

export const listFirms = async (tx: ReadTx, { zone }: Context, q: string | undefined) => ({ rows: await findFirms(tx, zone.zoneId, { q }) })

interface Given {
  readonly centreId: Uuid
  readonly enterpriseId: Uuid
  readonly contractNo: string
  readonly fromOn: PlainDate
  readonly untilOn: PlainDate
  readonly note: string | null
}

export async function addContract(tx: WriteTx, ctx: Context, given: Given): Promise<ComputeContract> {
  const { zoneId } = ctx.zone
  const { contractNo } = given
  const taken = { code: 'compute-contract.number-taken', at: 'contractNo', params: { contractNo } }
  refuseIfAny('compute-contract.refused', [
    ...((await readCentres(tx, zoneId, given)).length > 0 ? [] : [{ code: 'compute-centre.not-found', at: 'centreId' }]),
    ...((await findFirms(tx, zoneId, given)).length > 0 ? [] : [{ code: 'compute-contract.no-such-firm', at: 'enterpriseId' }]),
    ...((await readContracts(tx, zoneId, undefined, { contractNo })).length > 0 ? [taken] : []),
    ...endsBefore(given),
  ])
  const contractId = newId()
  if (!(await insertContract(tx, zoneId, { ...given, ...enteredBy(ctx), contractId }))) refuseIfAny('compute-contract.refused', [taken])
  const after = await contractOf(tx, zoneId, contractId)
  await recordAudit(tx, ctx, {
    action: 'compute-contract.add',
    subjectType: 'compute_contract',
    subjectId: contractId,
    after: facts(after),
  })
  return shown(ctx, after)
}

/** Changes until when it holds, and its note. Jobs that were taken while it held are not touched. */
export async function editContract(
  tx: WriteTx,
  ctx: Context,
  given: { contractId: Uuid; version: bigint; untilOn: PlainDate; note: string | null },
): Promise<ComputeContract> {
  const { zoneId } = ctx.zone
  const { contractId } = given
  const before = await contractOf(tx, zoneId, contractId)
  refuseIfAny('compute-contract.refused', endsBefore({ ...given, fromOn: before.fromOn }))
  const isSaved = await updateContract(tx, zoneId, { ...given, ...enteredBy(ctx) })
  const after = await contractOf(tx, zoneId, contractId)
  if (!isSaved) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: shown(ctx, after) })
  const subject = { subjectType: 'compute_contract', subjectId: contractId }
  await recordAudit(tx, ctx, { action: 'compute-contract.edit', ...subject, before: facts(before), after: facts(after) })
  return shown(ctx, after)
}

const endsBefore = ({ fromOn, untilOn }: Pick<Given, 'fromOn' | 'untilOn'>): Reason[] =>
  untilOn < fromOn ? [{ code: 'compute-contract.ends-before', at: 'untilOn', params: { fromOn } }] : []

const enteredBy = ({ user, clock }: Context) => ({ by: user.login, byName: user.nameZh, at: clock.now() })

const facts = ({ centreCode, enterpriseNameZh, contractNo, fromOn, untilOn, note }: ContractRecord) => ({
  centre: centreCode,
  enterprise: enterpriseNameZh,
  contractNo,
  fromOn,
  untilOn,
  note,
})

async function contractOf(tx: ReadTx, zoneId: Uuid, contractId: Uuid): Promise<ContractRecord> {
  const [found] = await readContracts(tx, zoneId, undefined, { contractId })
  if (found === undefined) throw new Refusal('compute-contract.not-found')
  return found
}
