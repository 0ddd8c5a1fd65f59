import type { EscalationRun } from '@ballast/contract/escalation.ts'
import { dueStep, type EscalationStep, type StepRule } from '@ballast/domain/light/escalation.ts'
import type { Light } from '@ballast/contract/light.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { yearOf } from '@ballast/domain/shared/time.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits, type AuditRecord } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { notifyAll, type Notice } from '../notification/index.ts'
import { stepNotice, type Numbered } from './escalation-notices.ts'
import { lockLights, readSteps, ruleOf, watchProjects, type Watch, type Watched } from '../light/index.ts'
import {
  insertEscalation,
  insertEvents,
  lastLetter,
  readEscalations,
  updateEscalation,
  type EscalationEvent,
  type EscalationRecord,
} from './escalation.queries.ts'

/** Something that a run does about one light. */
interface Move {
  readonly project: Watched
  readonly kind: Light['kind']
  readonly open: EscalationRecord | undefined
  readonly light: Light | undefined
  readonly what: EscalationStep | 'closed'
  readonly replyDueOn: PlainDate | null
}

/**
 * Raises every step that is due and closes what is no longer red, each with its entry in the audit trail. Done again on the same day
 * it finds nothing to do, because each step counts from the one before.
 * @param isTrial says what would be done and writes nothing
 */
export async function raiseEscalations(tx: WriteTx, ctx: Context, { isTrial }: { isTrial: boolean }): Promise<EscalationRun> {
  const { zoneId } = ctx.zone
  await lockLights(tx, zoneId)
  const { watch, projects } = await watchProjects(tx, ctx, 'escalation.run')
  const { today } = watch
  const steps = await readSteps(tx, zoneId)
  if (watch.workdays.between(today, today) === null) {
    throw new Refusal('escalation.no-calendar', [{ code: 'escalation.no-calendar', params: { today } }])
  }
  const open = await readEscalations(tx, zoneId, { isClosed: false })
  const moves = projects.flatMap((project) => movesOf(watch, project, open, steps))
  if (!isTrial) await makeMoves(tx, ctx, watch, moves)
  return {
    businessOn: today,
    isTrial,
    raised: moves.map(({ project: { record }, kind, what, replyDueOn }) => {
      const { nameZh: ruleZh, nameEn: ruleEn } = ruleOf(watch, kind)
      const { projectId, projectNo, nameZh, nameEn } = record
      return { projectId, projectNo, nameZh, nameEn, kind, ruleZh, ruleEn, what, replyDueOn }
    }),
  }
}

function movesOf(watch: Watch, project: Watched, all: readonly EscalationRecord[], steps: readonly StepRule[]): Move[] {
  const own = all.filter(({ projectId }) => projectId === project.record.projectId)
  const red = project.lights.filter(({ colour }) => colour === 'red')
  const gone = own.filter(({ kind }) => !red.some((light) => light.kind === kind))
  const closing: Move[] = gone.map((open) => ({ project, kind: open.kind, open, light: undefined, what: 'closed', replyDueOn: null }))
  const raising = red.flatMap((light): Move[] => {
    const open = own.find(({ kind }) => kind === light.kind)
    const due = dueStep(open ?? { redSince: light.since as PlainDate }, steps, watch.workdays, watch.today)
    return due === undefined ? [] : [{ project, kind: light.kind, open, light, what: due.step, replyDueOn: due.replyDueOn }]
  })
  return [...closing, ...raising]
}

async function makeMoves(tx: WriteTx, ctx: Context, watch: Watch, moves: readonly Move[]): Promise<void> {
  const { zoneId } = ctx.zone
  const { today } = watch
  const year = yearOf(today)
  let letter = await lastLetter(tx, zoneId, year)
  const events: Parameters<typeof insertEvents>[2][number][] = []
  const audits: AuditRecord[] = []
  const notices: Notice[] = []
  for (const move of moves) {
    const numbered: Numbered = move.what === 'supervision' ? { letterYear: year, letterNumber: ++letter } : {}
    const escalationId = await makeMove(tx, zoneId, today, move, numbered)
    const { open, what, light, project, kind, replyDueOn } = move
    if (what !== 'closed' && light !== undefined) {
      const { projectId } = project.record
      notices.push(stepNotice({ escalationId, projectId, step: what, light, rule: ruleOf(watch, kind), numbered, replyDueOn }))
    }
    events.push({ escalationId, ...eventOf(move, today), by: ctx.user.login, byName: ctx.user.nameZh, at: ctx.clock.now() })
    audits.push({
      action: 'escalation.run',
      subjectType: 'project',
      subjectId: project.record.projectId,
      before: open === undefined ? null : { kind, step: open.step, stepOn: open.stepOn },
      after: { kind, step: what, stepOn: today, replyDueOn, owes: light?.owes.person ?? light?.owes.role ?? null, ...numbered },
    })
  }
  await insertEvents(tx, zoneId, events)
  await recordAudits(tx, ctx, audits)
  await notifyAll(tx, ctx, notices)
}

async function makeMove(
  tx: WriteTx,
  zoneId: Uuid,
  today: PlainDate,
  { open, what, light, project, kind, replyDueOn }: Move,
  numbered: Numbered,
): Promise<Uuid> {
  if (what === 'closed' && open !== undefined) {
    await updateEscalation(tx, zoneId, open, { closedOn: today })
    return open.escalationId
  }
  const step = { step: what as EscalationStep, stepOn: today, replyDueOn, promisedOn: null, closedOn: null }
  if (open !== undefined) {
    await updateEscalation(tx, zoneId, open, { ...step, ...numbered })
    return open.escalationId
  }
  const opened = { projectId: project.record.projectId, kind, redSince: (light as Light).since as PlainDate }
  return insertEscalation(tx, zoneId, { ...opened, ...step, letterYear: null, letterNumber: null, ...numbered })
}

const eventOf = ({ what, replyDueOn, light, project }: Move, today: PlainDate): Omit<EscalationEvent, 'by' | 'at'> => ({
  what,
  on: today,
  dueOn: replyDueOn,
  text: light?.says ?? null,
  owedBy: light?.owes.role ?? null,
  owedPerson: light?.owes.person ?? null,
  stakeFen: light === undefined ? null : project.record.planFen,
})
