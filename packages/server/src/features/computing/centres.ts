import type { CentreInput, ComputeCentre } from '@ballast/contract/compute-centre.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { contractOn, contractState, type ContractTerm } from '@ballast/domain/computing/centre-contract.ts'
import { isSpoken } from '@ballast/domain/computing/engine-versions.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, fen } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import { priceAt } from '@ballast/domain/voucher/price.ts'
import { rateOn } from '@ballast/domain/voucher/terms.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { mayDo } from '../../platform/scope.ts'
import { readPrices, type Prices } from '../voucher/index.ts'
import { findProject, insertCentre, jobsNotOver, linkCentre, readCentres, updateCentre, type Centre } from './centre.queries.ts'
import { contractTerms } from './contract/contract.queries.ts'

/** What a centre is offered at, and by what contracts to the asking enterprise. */
interface Offer {
  readonly prices: Prices
  readonly contracts: readonly (ContractTerm & { readonly centreId: Uuid })[]
}

async function readOffer(tx: ReadTx, { zone: { zoneId }, user: { enterpriseId } }: Context): Promise<Offer> {
  const contracts = enterpriseId === null ? [] : await contractTerms(tx, zoneId, { enterpriseId })
  return { prices: await readPrices(tx, zoneId), contracts }
}

const shown = (ctx: Context, { prices, contracts }: Offer, centre: Centre): ComputeCentre => {
  const on = businessDate(ctx)
  const contract = contractOn(
    contracts.filter(({ centreId }) => centreId === centre.centreId),
    on,
  )
  const { url, keyRef, workDir, logDir, partition, faultCode, faultDetail, faultAt, cards, version, ...rest } = centre
  return {
    ...rest,
    connection: mayDo(ctx.user, 'compute-centre.edit') ? { url, keyRef, workDir, logDir, partition } : null,
    cards: cards.map((card) => {
      const rate = rateOn(prices.rates, card.cardType, on)
      const price = priceAt(prices, { centre: centre.code, cardType: card.cardType, on })
      return {
        ...card,
        tflops: rate === undefined ? null : Number(rate.tflops),
        yuanPerPHour: price === undefined ? null : formatYuan(fen(price.fenPerPHour)),
      }
    }),
    contract: contract === undefined ? null : { state: contractState(contract, on), fromOn: contract.fromOn, untilOn: contract.untilOn },
    prices: prices.ofCentres
      .filter((price) => price.centre === centre.code)
      .map(({ cardType, fromOn, fenPerPHour, citation, setAt }) => ({
        cardType,
        fromOn,
        yuanPerPHour: formatYuan(fen(fenPerPHour)),
        citation,
        setAt,
      })),
    fault:
      faultCode === null || faultAt === null ? null : { code: faultCode, message: faultText(ctx, faultCode, faultDetail), at: faultAt },
    version: version.toString(),
  }
}

export const faultText = (ctx: Context, code: string, detail: string | null): string =>
  messageText(ctx.locale, code, { place: detail ?? '', detail: detail ?? '', number: '—', status: '—', engine: '', version: detail ?? '' })

export async function listCentres(tx: ReadTx, ctx: Context): Promise<{ rows: ComputeCentre[] }> {
  const offer = await readOffer(tx, ctx)
  return { rows: (await readCentres(tx, ctx.zone.zoneId)).map((centre) => shown(ctx, offer, centre)) }
}

export async function showCentre(tx: ReadTx, ctx: Context, centreId: Uuid): Promise<ComputeCentre> {
  return shown(ctx, await readOffer(tx, ctx), await centreOf(tx, ctx, centreId))
}

export async function centreOf(tx: ReadTx, { zone }: Context, centreId: Uuid): Promise<Centre> {
  const [centre] = await readCentres(tx, zone.zoneId, { centreId })
  if (centre === undefined) throw new Refusal('compute-centre.not-found', [{ code: 'compute-centre.not-found' }])
  return centre
}

async function obstacles(tx: ReadTx, ctx: Context, given: CentreInput, before?: Centre) {
  const [sameCode] = await readCentres(tx, ctx.zone.zoneId, { code: given.code })
  const twice = given.cards.filter(
    ({ cardType, engineType }, index) =>
      given.cards.findIndex((other) => other.cardType === cardType || other.engineType === engineType) !== index,
  )
  const { engine, apiVersion: version } = given
  const isHeldBack = before !== undefined && (before.code !== given.code || given.state === 'closed')
  const jobs = isHeldBack ? await jobsNotOver(tx, ctx.zone.zoneId, before.centreId) : 0
  return [
    ...(sameCode === undefined || sameCode.centreId === before?.centreId
      ? []
      : [{ code: 'compute-centre.code-taken', at: 'code', params: { code: given.code } }]),
    ...(isSpoken(engine, version) ? [] : [{ code: 'compute-centre.engine-unsupported', at: 'apiVersion', params: { engine, version } }]),
    ...twice.map(({ cardType }) => ({ code: 'compute-centre.card-twice', at: 'cards', params: { cardType } })),
    ...(jobs === 0 ? [] : [{ code: 'compute-centre.has-jobs', params: { jobs } }]),
  ]
}

export async function addCentre(tx: WriteTx, ctx: Context, given: CentreInput): Promise<ComputeCentre> {
  refuseIfAny('compute-centre.refused', await obstacles(tx, ctx, given))
  const centreId = newId()
  await insertCentre(tx, ctx.zone.zoneId, centreId, given)
  return saved(tx, ctx, 'compute-centre.add', centreId)
}

export async function editCentre(
  tx: WriteTx,
  ctx: Context,
  { centreId, version, given }: { centreId: Uuid; version: bigint; given: CentreInput },
): Promise<ComputeCentre> {
  const before = await centreOf(tx, ctx, centreId)
  refuseIfAny('compute-centre.refused', await obstacles(tx, ctx, given, before))
  if (!(await updateCentre(tx, ctx.zone.zoneId, centreId, version, given))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showCentre(tx, ctx, centreId) })
  }
  return saved(tx, ctx, 'compute-centre.edit', centreId, before)
}

/** Says which investment project builds the centre: what is in use and what is not counts for its gates. */
export async function linkProject(
  tx: WriteTx,
  ctx: Context,
  { centreId, version, projectNo }: { centreId: Uuid; version: bigint; projectNo: string | null },
): Promise<ComputeCentre> {
  const before = await centreOf(tx, ctx, centreId)
  const projectId = projectNo === null ? null : await findProject(tx, ctx.zone.zoneId, projectNo)
  if (projectId === undefined) {
    throw new Refusal('compute-centre.refused', [
      { code: 'compute-centre.project-not-found', at: 'projectNo', params: { projectNo: projectNo ?? '' } },
    ])
  }
  if (!(await linkCentre(tx, ctx.zone.zoneId, { centreId, version, projectId }))) {
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current: await showCentre(tx, ctx, centreId) })
  }
  return saved(tx, ctx, 'compute-centre.link-project', centreId, before)
}

async function saved(tx: WriteTx, ctx: Context, action: RouteId, centreId: Uuid, before?: Centre): Promise<ComputeCentre> {
  const after = await centreOf(tx, ctx, centreId)
  const facts = ({
    code,
    nameZh,
    nameEn,
    state,
    engine,
    apiVersion,
    url,
    keyRef,
    workDir,
    logDir,
    partition,
    project,
    needsContract,
    cards,
  }: Centre) => ({
    code,
    nameZh,
    nameEn,
    state,
    engine,
    apiVersion,
    url,
    keyRef,
    workDir,
    logDir,
    partition,
    project: project?.nameZh ?? null,
    needsContract,
    cards,
  })
  const sides = { ...(before === undefined ? {} : { before: facts(before) }), after: facts(after) }
  await recordAudit(tx, ctx, { action, subjectType: 'compute_centre', subjectId: centreId, ...sides })
  return showCentre(tx, ctx, centreId)
}
