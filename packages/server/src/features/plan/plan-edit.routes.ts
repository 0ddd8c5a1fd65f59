import { messageText } from '@ballast/contract/messages.ts'
import type { planEditRoutes } from '@ballast/contract/plan-edit.ts'
import type { z } from 'zod'
import type { PlanMonthRow, PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { compositionTotal, profileWeights, spreadComposition } from '@ballast/domain/plan/spread.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import { parsePpm } from '@ballast/domain/shared/ratio.ts'
import { parseYearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { defineHandlers } from '../../platform/handler.ts'
import { acceptWarning, withdrawAcceptance } from './accept-warning.ts'
import { adjustPlan } from './adjust-plan.ts'
import { adoptPlan } from './adopt-plan.ts'
import { checkPlan, sentenceOf } from './check-plan.ts'
import { discardPlan } from './discard-plan.ts'
import { draftPlan } from './draft-plan.ts'
import { addNode, editNode, removeNode } from './edit-node.ts'
import { addProject, editProjectPlan, placeProject, removeProject } from './edit-project-plan.ts'
import { addTarget, editTarget, removeTarget } from './edit-target.ts'
import { planDifference, toVersion } from './plan-difference.view.ts'
import { planMatrix } from './plan-matrix.view.ts'
import { planTree } from './plan-tree.view.ts'
import { findVersion, versionById, versionsOfYear } from './plan.queries.ts'
import { planCandidates, planPlaces, projectPlan } from './project-plan.view.ts'
import { readTargets } from './read-targets.ts'
import { compareWithForce, rebasePlan } from './rebase-plan.ts'

const zoneOf = (ctx: Context): Uuid => ctx.zone.zoneId
const asUuid = (text: string): Uuid => text as Uuid
const fenOf = (text: string | undefined): Fen | undefined => (text === undefined ? undefined : parseYuan(text))

const idOf = async (tx: ReadTx, ctx: Context, year: number, versionId: string | undefined): Promise<Uuid> =>
  (await findVersion(tx, zoneOf(ctx), { year, versionId: versionId as Uuid | undefined })).versionId

type Body<Id extends keyof typeof planEditRoutes> = (typeof planEditRoutes)[Id] extends { body: infer B extends z.ZodType }
  ? z.output<B>
  : never

const nodeChange = ({ frameYuan, ...rest }: Body<'plan.edit-node'>) => ({ ...rest, frameFen: fenOf(frameYuan) })

/** A target takes one value: what the caller gives replaces the others. */
const targetChange = ({ valueYuan, valueRatio, valueCount, note }: Body<'plan.edit-target'>) => ({
  ...(valueYuan == null ? {} : { valueFen: parseYuan(valueYuan) }),
  ...(valueRatio == null ? {} : { valuePpm: parsePpm(valueRatio) }),
  ...(valueCount == null ? {} : { valueCount: BigInt(valueCount) }),
  ...(note === undefined ? {} : { note }),
})

type MonthInput = NonNullable<Body<'plan.edit-project'>['months']>[number]
const compositionOf = (given: Omit<MonthInput, 'month' | 'notCountableReason'>) => ({
  constructionFen: parseYuan(given.constructionYuan),
  installationFen: parseYuan(given.installationYuan),
  equipmentFen: parseYuan(given.equipmentYuan),
  otherFen: parseYuan(given.otherYuan),
  landFen: parseYuan(given.landYuan),
})
const lineOf = (given: MonthInput): PlanMonthRow => ({
  ...compositionOf(given),
  month: parseYearMonth(given.month),
  notCountableReason: given.notCountableReason,
})
const projectChange = ({ annualYuan, months, ...rest }: Body<'plan.edit-project'>): Omit<PlanProjectRow, 'projectNo'> => ({
  ...rest,
  annualFen: fenOf(annualYuan),
  months: months?.map(lineOf),
})

const lineToWire = (line: PlanMonthRow) => ({
  month: line.month,
  notCountableReason: line.notCountableReason,
  constructionYuan: formatYuan(line.constructionFen),
  installationYuan: formatYuan(line.installationFen),
  equipmentYuan: formatYuan(line.equipmentFen),
  otherYuan: formatYuan(line.otherFen),
  landYuan: formatYuan(line.landFen),
  totalYuan: formatYuan(compositionTotal(line)),
})

async function checkToWire(tx: ReadTx, ctx: Context, versionId: Uuid) {
  const { breaches, floating, ...counts } = await checkPlan(tx, zoneOf(ctx), versionId)
  return {
    versionId,
    ...counts,
    targetYuan: formatYuan(floating.targetFen),
    plannedYuan: formatYuan(floating.plannedFen),
    unplannedYuan: formatYuan(floating.unplannedFen),
    unplacedYuan: formatYuan(floating.unplacedFen),
    floatingYuan: formatYuan(floating.totalFen),
    breaches: breaches.map((found) => {
      const { amountFen, acceptance, params: _params, ...breach } = found
      const sentence = sentenceOf(found, ctx.locale)
      return {
        ...breach,
        amountYuan: formatYuan(amountFen),
        acceptance: acceptance && { reason: acceptance.reason, acceptedBy: acceptance.acceptedBy, acceptedAt: acceptance.acceptedAt },
        sentence: messageText(ctx.locale, sentence.code, sentence.params),
      }
    }),
  }
}

const nodeClaim = (params: { versionId: string; nodeId: string }, ifMatch: bigint | undefined) => ({
  versionId: asUuid(params.versionId),
  nodeId: asUuid(params.nodeId),
  ifMatch,
})
const targetClaim = (params: { versionId: string; targetId: string }, ifMatch: bigint | undefined) => ({
  versionId: asUuid(params.versionId),
  targetId: asUuid(params.targetId),
  ifMatch,
})
const projectClaim = (params: { versionId: string; projectId: string }, ifMatch: bigint | undefined) => ({
  versionId: asUuid(params.versionId),
  projectId: asUuid(params.projectId),
  ifMatch,
})

export const planEditHandlers = defineHandlers({
  'plan.versions': async (tx, ctx, { params }) => ({ versions: (await versionsOfYear(tx, zoneOf(ctx), params.year)).map(toVersion) }),
  'plan.tree': async (tx, ctx, { params, query }) => planTree(tx, zoneOf(ctx), await idOf(tx, ctx, params.year, query.versionId)),
  'plan.targets': async (tx, ctx, { params, query }) => readTargets(tx, zoneOf(ctx), await idOf(tx, ctx, params.year, query.versionId)),
  'plan.matrix': async (tx, ctx, { params, query: { versionId, ...filter } }) =>
    planMatrix(tx, zoneOf(ctx), await idOf(tx, ctx, params.year, versionId), filter),
  'plan.project': (tx, ctx, { params }) => projectPlan(tx, zoneOf(ctx), asUuid(params.versionId), asUuid(params.projectId)),
  'plan.candidates': async (tx, ctx, { params, query }) => ({
    projects: await planCandidates(tx, zoneOf(ctx), asUuid(params.versionId), query.search ?? ''),
  }),
  'plan.places': async (tx, ctx, { query }) => ({ places: await planPlaces(tx, zoneOf(ctx), query.search) }),
  'plan.check': async (tx, ctx, { params, query }) => checkToWire(tx, ctx, await idOf(tx, ctx, params.year, query.versionId)),
  'plan.diff': (tx, ctx, { query }) => planDifference(tx, zoneOf(ctx), ctx.locale, asUuid(query.from), asUuid(query.to)),
  'plan.rebase-preview': async (tx, ctx, { params }) =>
    compareWithForce(tx, ctx, await versionById(tx, zoneOf(ctx), asUuid(params.versionId))),
  'plan.draft': (tx, ctx, { params, body }) => draftPlan(tx, ctx, { year: params.year, ...body }),
  'plan.adjust': (tx, ctx, { params, body }) => adjustPlan(tx, ctx, { year: params.year, ...body }),
  'plan.adopt': (tx, ctx, { params, ifMatch }) => adoptPlan(tx, ctx, { versionId: asUuid(params.versionId), ifMatch }),
  'plan.rebase': (tx, ctx, { params, body, ifMatch }) =>
    rebasePlan(tx, ctx, { versionId: asUuid(params.versionId), ifMatch, resolutions: body.resolutions }),
  'plan.discard': (tx, ctx, { params, ifMatch }) => discardPlan(tx, ctx, { versionId: asUuid(params.versionId), ifMatch }),
  'plan.add-node': (tx, ctx, { params, body: { code, ...body } }) =>
    addNode(tx, ctx, asUuid(params.versionId), { code, ...nodeChange(body) }),
  'plan.edit-node': (tx, ctx, { params, body, ifMatch }) => editNode(tx, ctx, nodeClaim(params, ifMatch), nodeChange(body)),
  'plan.remove-node': (tx, ctx, { params, ifMatch }) => removeNode(tx, ctx, nodeClaim(params, ifMatch)),
  'plan.add-target': (tx, ctx, { params, body: { indicator, scopeKind, scopeCode, period, comparator, ...value } }) =>
    addTarget(tx, ctx, asUuid(params.versionId), { indicator, scopeKind, scopeCode, period, comparator, ...targetChange(value) }),
  'plan.edit-target': (tx, ctx, { params, body, ifMatch }) => editTarget(tx, ctx, targetClaim(params, ifMatch), targetChange(body)),
  'plan.remove-target': (tx, ctx, { params, ifMatch }) => removeTarget(tx, ctx, targetClaim(params, ifMatch)),
  'plan.add-project': (tx, ctx, { params, body: { projectNo, ...body } }) =>
    addProject(tx, ctx, asUuid(params.versionId), { projectNo, ...projectChange(body) }),
  'plan.edit-project': (tx, ctx, { params, body, ifMatch }) => editProjectPlan(tx, ctx, projectClaim(params, ifMatch), projectChange(body)),
  'plan.remove-project': (tx, ctx, { params, ifMatch }) => removeProject(tx, ctx, projectClaim(params, ifMatch)),
  'plan.place': (tx, ctx, { params, body, ifMatch }) =>
    placeProject(tx, ctx, projectClaim(params, ifMatch), {
      method: body.method,
      shares: body.shares.map(({ parcel, sharePpm }) => ({ parcel, sharePpm: BigInt(sharePpm) })),
    }),
  'plan.spread': (_tx, _ctx, { body }) => {
    const weights = profileWeights(
      body.profile,
      body.months.length,
      (body.weights ?? []).map((weight) => BigInt(weight)),
    )
    const lines = spreadComposition(compositionOf(body.composition), body.months.map(parseYearMonth), weights)
    return Promise.resolve({ months: lines.map(lineToWire) })
  },
  'plan.accept-warning': async (tx, ctx, { params, body }) => {
    await acceptWarning(tx, ctx, { versionId: asUuid(params.versionId), ...body })
    return { versionId: params.versionId }
  },
  'plan.withdraw-acceptance': async (tx, ctx, { params, query }) => {
    await withdrawAcceptance(tx, ctx, { versionId: asUuid(params.versionId), ...query })
    return { versionId: params.versionId }
  },
})
