import { messageText } from '@ballast/contract/messages.ts'
import type { Project } from '@ballast/contract/project.ts'
import { projectNotices } from '@ballast/domain/project/check-project.ts'
import { projectFieldTexts } from '@ballast/domain/project/project-facts.ts'
import { checkProjectCode } from '@ballast/domain/shared/codes.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { enteredFields } from '@ballast/domain/shared/row-facts.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { enteredFacts } from '../../platform/history.ts'
import { projectSurroundings } from './project-page.view.ts'
import { readProjectCodes, readProjectStates, type ProjectState } from './project.queries.ts'

export async function findProject(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<ProjectState> {
  const [state] = await readProjectStates(tx, ctx.zone.zoneId, { ids: [projectId] })
  if (state === undefined) throw new Refusal('project.not-found')
  return state
}

export async function showProject(tx: ReadTx, ctx: Context, projectId: Uuid): Promise<Project> {
  const { facts, version } = await findProject(tx, ctx, projectId)
  const surroundings = await projectSurroundings(tx, ctx.zone.zoneId, projectId)
  const notices = projectNotices(facts, await readProjectCodes(tx, ctx.zone.zoneId))
  const check = facts.projectCode === null ? null : checkProjectCode(facts.projectCode)
  return {
    projectId,
    version: version.toString(),
    projectNo: facts.projectNo,
    projectCode: facts.projectCode,
    projectCodeCheck: check === 'valid' || check === 'legacy' ? check : null,
    nameZh: facts.nameZh,
    nameEn: facts.nameEn,
    shortName: facts.shortName,
    categoryCode: facts.categoryCode,
    clusterCode: facts.clusterCode,
    industryCode: facts.industryCode,
    nature: facts.nature,
    totalYuan: facts.totalFen === null ? null : formatYuan(facts.totalFen),
    composition: inYuan(facts.composition),
    funding: inYuan(facts.funding),
    gates: facts.gates,
    bureauCode: facts.bureauCode,
    serviceManager: facts.serviceManager,
    address: facts.address,
    statAreaCode: facts.statAreaCode,
    tags: [...facts.tags],
    custom: facts.custom,
    notes: facts.notes,
    sourceKind: facts.sourceKind,
    citation: facts.citation,
    provenance: facts.provenance,
    entered: await enteredFacts(
      tx,
      ctx.zone.zoneId,
      { type: 'project', id: projectId },
      // The number is the zone's own, no fact that a source could state.
      enteredFields(projectFieldTexts(facts), facts.provenance).filter((field) => field !== 'projectNo'),
    ),
    notices: notices.map(({ code, params, at }) => ({ code, message: messageText(ctx.locale, code, params), ...(at && { at }) })),
    ...surroundings,
  }
}

const inYuan = <K extends string>(amounts: Readonly<Record<K, bigint | null>>): Record<K, string | null> =>
  Object.fromEntries(
    Object.entries<bigint | null>(amounts).map(([name, amount]) => [name, amount === null ? null : formatYuan(amount)]),
  ) as Record<K, string | null>
