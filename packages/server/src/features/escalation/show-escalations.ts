import type { Escalation, EscalationList, EscalationRow } from '@ballast/contract/escalation.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { ESCALATION_STEPS, nextStep, type EscalationStep, type StepRule } from '@ballast/domain/light/escalation.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import {
  isOneOfProjects,
  owesOf,
  readSteps,
  ruleOf,
  sumsOf,
  watchedColumns,
  watchProjects,
  type Watch,
  type Watched,
} from '../light/index.ts'
import { readEscalations, readEvents, type EscalationRecord } from './escalation.queries.ts'

interface EscalationQuery {
  readonly step?: readonly EscalationStep[] | undefined
  readonly closed?: boolean | undefined
  readonly serviceManager?: readonly string[] | undefined
  readonly projectId?: string | undefined
}

/** What is being followed up, the furthest step first. */
export async function listEscalations(tx: ReadTx, ctx: Context, query: EscalationQuery): Promise<EscalationList> {
  const records = await readEscalations(tx, ctx.zone.zoneId, {
    isClosed: query.closed === true,
    step: query.step,
    projectIds: query.projectId === undefined ? undefined : [query.projectId],
  })
  const { watch, projects, steps } = await around(tx, ctx, 'escalation.list', records, query.serviceManager)
  const rows = records.flatMap((record) => {
    const project = projects.get(record.projectId)
    return project === undefined ? [] : [{ project, row: rowOf(watch, steps, project, record) }]
  })
  const shown = [...new Set(rows.map(({ project }) => project))]
  return {
    businessOn: watch.today,
    rows: rows.map(({ row }) => row).toSorted((a, b) => ESCALATION_STEPS.indexOf(b.step) - ESCALATION_STEPS.indexOf(a.step)),
    totals: { count: rows.length, projects: shown.length, ...sumsOf(shown) },
  }
}

export async function findEscalation(tx: ReadTx, ctx: Context, escalationId: Uuid): Promise<EscalationRecord> {
  const [record] = await readEscalations(tx, ctx.zone.zoneId, { escalationId })
  if (record === undefined) throw new Refusal('escalation.not-found')
  return record
}

/** One escalation with all that was said about it. */
export async function showEscalation(tx: ReadTx, ctx: Context, action: RouteId, escalationId: Uuid): Promise<Escalation> {
  const record = await findEscalation(tx, ctx, escalationId)
  const { watch, projects, steps } = await around(tx, ctx, action, [record])
  const project = projects.get(record.projectId)
  if (project === undefined) throw new Refusal('escalation.not-found')
  const events = await readEvents(tx, ctx.zone.zoneId, escalationId)
  return {
    ...rowOf(watch, steps, project, record),
    events: events.map(({ owedBy, owedPerson, stakeFen, ...event }) => ({
      ...event,
      owes: owedBy === null ? null : { role: owedBy as Role, person: owedPerson },
      stakeYuan: stakeFen === null ? null : formatYuan(stakeFen),
    })),
    light: project.lights.find(({ kind }) => kind === record.kind) ?? null,
  }
}

async function around(
  tx: ReadTx,
  ctx: Context,
  action: RouteId,
  records: readonly EscalationRecord[],
  serviceManager?: readonly string[],
): Promise<{ watch: Watch; projects: ReadonlyMap<Uuid, Watched>; steps: readonly StepRule[] }> {
  const ids = [...new Set(records.map(({ projectId }) => projectId))]
  const filter = serviceManager === undefined ? {} : { serviceManager: [...serviceManager] }
  const { watch, projects } = await watchProjects(tx, ctx, action, { where: isOneOfProjects(ids), filter })
  const steps = await readSteps(tx, ctx.zone.zoneId)
  return { watch, projects: new Map(projects.map((project) => [project.record.projectId, project])), steps }
}

function rowOf(watch: Watch, steps: readonly StepRule[], project: Watched, record: EscalationRecord): EscalationRow {
  const rule = ruleOf(watch, record.kind)
  const { escalationId, kind, redSince, step, stepOn, replyDueOn, promisedOn, closedOn, letterYear, letterNumber } = record
  return {
    ...watchedColumns(project),
    escalationId,
    version: record.version.toString(),
    kind,
    ruleZh: rule.nameZh,
    ruleEn: rule.nameEn,
    redSince,
    step,
    stepOn,
    replyDueOn,
    promisedOn,
    letter: letterYear === null || letterNumber === null ? null : { year: letterYear, number: letterNumber },
    closedOn,
    nextStep: closedOn === null ? (nextStep(record, steps, watch.workdays) ?? null) : null,
    isReplyOverdue: closedOn === null && promisedOn === null && replyDueOn !== null && replyDueOn < watch.today,
    owes: owesOf(watch, project.record, rule.owedBy, rule.owedPerson),
  }
}
