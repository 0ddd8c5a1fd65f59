import type { RouteId } from '@ballast/contract/routes.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { missing } from '@ballast/domain/gate/obstacles.ts'
import { batchOn, type Batch } from '@ballast/domain/registration/batch.ts'
import { checkPack, isOpen, type CheckResult, type Declared, type Known } from '@ballast/domain/registration/checks.ts'
import { queueState, type QueueState } from '@ballast/domain/registration/state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen } from '@ballast/domain/shared/money.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { workdayIndex } from '@ballast/domain/shared/workday-index.ts'
import { nameIn, REGISTRATION_CHECK_NAMES } from '@ballast/contract/names.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { loadLife, reasonOf, type LoadedLife } from '../gate/index.ts'
import { readCalendarRule } from '../report/index.ts'
import { findPack, findProject, otherWithCode, type PackRecord, type RegisteredProject } from './registration.queries.ts'

/** 500 万元: what the statistics of fixed assets begin with, where the zone's condition of the gate says nothing else. */
export const PRESET_THRESHOLD_FEN = fen(500_000_000n)

/** A project, its life, and its pack held against both. */
export interface RegistrationCase {
  readonly projectId: Uuid
  readonly project: RegisteredProject
  readonly life: LoadedLife
  readonly pack: PackRecord | undefined
  readonly state: QueueState
  readonly registeredOn: PlainDate | null
  readonly known: Declared
  readonly declared: Declared
  readonly checks: readonly CheckResult[]
}

export async function loadCase(tx: ReadTx, ctx: Context, projectId: Uuid, action: RouteId): Promise<RegistrationCase> {
  const { zoneId } = ctx.zone
  const project = await findProject(tx, zoneId, projectId, projectsInReach(ctx, action))
  if (project === undefined) throw new Refusal('project.not-found')
  const life = await loadLife(tx, zoneId, projectId)
  const pack = await findPack(tx, zoneId, projectId)
  const registeredOn = actualOn(life, 'registration')
  const known = knownOf(project, life)
  const declared = pack ?? known
  const judged: Known = {
    ...known,
    needsPermit: life.conditions.some(({ code }) => code === project.permitCondition),
    sameCode: await otherWithCode(tx, zoneId, projectId, declared.projectCode),
    thresholdFen: thresholdOf(life.conditions),
  }
  const checks = checkPack(declared, judged, pack?.explanations)
  return { projectId, project, life, pack, state: queueState(pack?.state ?? null, registeredOn), registeredOn, known, declared, checks }
}

const actualOn = (life: LoadedLife, gate: LifeGate): PlainDate | null => life.gates.find((state) => state.gate === gate)?.actualOn ?? null

export const thresholdOf = (conditions: readonly Pick<LoadedLife['conditions'][number], 'gate' | 'fact' | 'minimumFen'>[]) =>
  conditions.find(({ gate, fact, minimumFen }) => gate === 'registration' && fact === 'total' && minimumFen !== null)?.minimumFen ??
  PRESET_THRESHOLD_FEN

/** What the registers and the gates state in place of a pack that nobody has begun. */
function knownOf(project: RegisteredProject, life: LoadedLife): Declared {
  const dated = (gate: LifeGate): PlainDate | null => {
    const state = life.gates.find((each) => each.gate === gate)
    return state?.actualOn ?? state?.plannedOn ?? null
  }
  return {
    unitName: project.ownerName,
    creditCode: project.creditCode,
    projectCode: project.projectCode,
    contractParty: project.ownerName,
    contractNo: null,
    contractFen: null,
    totalFen: project.totalFen,
    startOn: dated('construction_start'),
    completionOn: dated('completion'),
    permitNo: project.permitCondition === null ? null : (life.brought.get(project.permitCondition)?.documentNo ?? null),
    industryCode: project.industryCode,
    statAreaCode: project.statAreaCode,
    address: project.address,
  }
}

/** The batch that takes a pack today; null: the calendar of working days does not reach. */
export async function nextBatch(tx: ReadTx, ctx: Context): Promise<Batch | null> {
  const { zoneId } = ctx.zone
  const { dueAfter } = await readCalendarRule(tx, zoneId)
  return batchOn(businessDate(ctx), dueAfter, workdayIndex(await readCalendar(tx, zoneId)))
}

const checkReason = (locale: Locale, { check, outcome, declared, known }: CheckResult): Reason => ({
  code: outcome === 'missing' ? 'registration.check-missing' : 'registration.check-differs',
  params: { check: nameIn(locale, REGISTRATION_CHECK_NAMES[check]), declared: declared ?? '—', known: known ?? '—' },
  at: check,
})

/** Everything that stands in the way of handing the pack in, or of accepting it. */
export function packObstacles({ locale }: Context, { checks, life }: RegistrationCase): Reason[] {
  return [
    ...checks.filter(isOpen).map((check) => checkReason(locale, check)),
    ...missing(life, 'registration').map((condition) => reasonOf(locale, 'registration', { code: 'gate.condition-missing', condition })),
  ]
}
