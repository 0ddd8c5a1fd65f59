import type { Registration } from '@ballast/contract/registration.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { isExplainable } from '@ballast/domain/registration/checks.ts'
import { mayTake, stateAfter, type RegistrationStep } from '@ballast/domain/registration/state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import type { Declared } from '@ballast/domain/registration/checks.ts'
import { lockLife, writePassing, type PassingSource } from '../gate/index.ts'
import { notify } from '../notification/index.ts'
import { loadCase, nextBatch, packObstacles, type RegistrationCase } from './load-case.ts'
import { registrationNotice } from './registration-notice.ts'
import { insertEvent, movePack, writePack, type Explanations, type PackMove, type ReturnedItem } from './registration.queries.ts'
import { onWire, showRegistration } from './show-registration.ts'

interface OfPack {
  readonly projectId: Uuid
  /** The version that was seen; 0: nobody had begun the pack. */
  readonly ifMatch: bigint
}

/** One change of a pack. It takes the project's turn at its gates, since the last step passes one. */
async function taking(tx: WriteTx, ctx: Context, { projectId, ifMatch }: OfPack, step: RegistrationStep): Promise<RegistrationCase> {
  const action: RouteId = `registration.${step}`
  await lockLife(tx, projectId)
  const found = await loadCase(tx, ctx, projectId, action)
  if ((found.pack?.version ?? 0n) !== ifMatch) {
    const current = await showRegistration(tx, ctx, projectId, action)
    throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], { current })
  }
  refuseIfAny('registration.refused', [
    ...(mayTake(found.state, step) ? [] : [{ code: `registration.cannot-${step}` }]),
    ...(found.life.gates.some(({ gate }) => gate === 'registration') ? [] : [{ code: 'registration.not-applicable' }]),
  ])
  return found
}

const momentOf = ({ user, clock }: Context) => ({ by: user.login, byName: user.nameZh, at: clock.now() })

/** Fields that differ, as the audit trail keeps them. */
function changed(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const keys = Object.keys(after).filter((key) => before[key] !== after[key])
  const side = (of: Readonly<Record<string, unknown>>) => Object.fromEntries(keys.map((key) => [`pack.${key}`, of[key] ?? null]))
  return { before: side(before), after: side(after) }
}

/** Saves what the documents state, right or wrong; handing in judges it. */
export async function savePack(
  tx: WriteTx,
  ctx: Context,
  given: OfPack & { declared: Declared; explanations: Explanations; note: string | null; sourceKind?: 'simulated' | 'entered' },
): Promise<Registration> {
  const { projectId, declared, note, sourceKind = 'entered' } = given
  const { pack } = await taking(tx, ctx, given, 'save')
  const negative = (['contractFen', 'totalFen'] as const).filter((field) => (declared[field] ?? 0n) < 0n)
  refuseIfAny(
    'registration.refused',
    negative.map((field): Reason => ({ code: 'report.negative', at: `declared.${field.replace('Fen', 'Yuan')}` })),
  )
  const explanations = Object.fromEntries(
    Object.entries(given.explanations).filter(([check, text]) => isExplainable(check as never) && text),
  )
  await writePack(tx, ctx.zone.zoneId, projectId, { declared, explanations, note, sourceKind }, momentOf(ctx))
  const sides = changed(pack === undefined ? {} : { ...onWire(pack), note: pack.note }, { ...onWire(declared), note })
  await recordAudit(tx, ctx, { action: 'registration.save', subjectType: 'project', subjectId: projectId, ...sides })
  return showRegistration(tx, ctx, projectId, 'registration.save')
}

interface Said {
  readonly change?: PackMove
  readonly items?: readonly ReturnedItem[]
  readonly note?: string | null
  /** What else the step did, for the audit entry. */
  readonly beside?: { readonly before: object; readonly after: object }
}

async function move(
  tx: WriteTx,
  ctx: Context,
  found: RegistrationCase,
  step: Exclude<RegistrationStep, 'save'>,
  { change = {}, items = [], note = null, beside }: Said = {},
): Promise<void> {
  const { projectId, state: before } = found
  const moment = momentOf(ctx)
  const state = stateAfter(step)
  await movePack(tx, ctx.zone.zoneId, projectId, { ...(state === null ? {} : { state }), ...change }, moment)
  await insertEvent(tx, ctx.zone.zoneId, projectId, { step, items, note }, moment)
  await recordAudit(tx, ctx, {
    action: `registration.${step}`,
    subjectType: 'project',
    subjectId: projectId,
    before: { 'pack.state': before, ...beside?.before },
    after: {
      'pack.state': state ?? 'registered',
      ...beside?.after,
      ...(change.batch == null ? {} : { 'pack.batch': change.batch }),
      ...(change.libraryNo === undefined ? {} : { 'pack.libraryNo': change.libraryNo }),
      ...(items.length === 0 ? {} : { 'pack.items': items.map(({ item, reasonCode }) => `${item} ${reasonCode}`).join(', ') }),
      ...(note === null ? {} : { note }),
    },
  })
}

/** Hands the pack in, for the first batch whose last day has not passed. */
export async function submitPack(tx: WriteTx, ctx: Context, given: OfPack): Promise<Registration> {
  const found = await taking(tx, ctx, given, 'submit')
  const batch = await nextBatch(tx, ctx)
  refuseIfAny('registration.refused', [
    ...packObstacles(ctx, found),
    ...(found.life.standing === 'active' ? [] : [{ code: 'registration.standing' }]),
    ...(batch === null ? [{ code: 'calendar.not-covered', params: { date: businessDate(ctx), until: '—' } }] : []),
  ])
  const month = batch?.month ?? null
  await move(tx, ctx, found, 'submit', { change: { batch: month, submitted: { by: ctx.user.login, at: ctx.clock.now() } } })
  await notify(tx, ctx, registrationNotice(ctx, 'registration-submitted', found, { batch: month ?? '' }))
  return showRegistration(tx, ctx, given.projectId, 'registration.submit')
}

export async function recallPack(tx: WriteTx, ctx: Context, given: OfPack): Promise<Registration> {
  await move(tx, ctx, await taking(tx, ctx, given, 'recall'), 'recall', { change: { batch: null } })
  return showRegistration(tx, ctx, given.projectId, 'registration.recall')
}

/** Returns the pack, with a coded reason for each item that is wrong. */
export async function returnPack(
  tx: WriteTx,
  ctx: Context,
  given: OfPack & { items: readonly ReturnedItem[]; note: string },
): Promise<Registration> {
  const { items, note } = given
  const found = await taking(tx, ctx, given, 'return')
  const known = new Set([...found.checks.map(({ check }) => check), ...found.life.conditions.map(({ code }) => code)] as string[])
  refuseIfAny(
    'registration.refused',
    items.flatMap(({ item }, index) =>
      known.has(item) ? [] : [{ code: 'registration.no-such-item', params: { item }, at: `items.${index}` }],
    ),
  )
  await move(tx, ctx, found, 'return', { change: { batch: null }, items, note })
  await notify(tx, ctx, registrationNotice(ctx, 'registration-returned', found, { reason: note }))
  return showRegistration(tx, ctx, given.projectId, 'registration.return')
}

/** Accepts the pack: it is held once more against the registers, which may have moved since it was handed in. */
export async function acceptPack(tx: WriteTx, ctx: Context, given: OfPack): Promise<Registration> {
  const found = await taking(tx, ctx, given, 'accept')
  refuseIfAny('registration.refused', [
    ...packObstacles(ctx, found),
    ...(found.pack?.submittedBy === ctx.user.login ? [{ code: 'registration.four-eyes' }] : []),
  ])
  await move(tx, ctx, found, 'accept')
  return showRegistration(tx, ctx, given.projectId, 'registration.accept')
}

/** Gives the project its number in the library. The gate 入库 is passed with it: the two are one fact. */
export async function registerProject(
  tx: WriteTx,
  ctx: Context,
  given: OfPack & { on: PlainDate; libraryNo: string; note: string | null; source?: PassingSource },
): Promise<Registration> {
  const { projectId, on, libraryNo, note, source } = given
  const found = await taking(tx, ctx, given, 'register')
  const beside = await writePassing(tx, ctx, found.life, { projectId, gate: 'registration', on, note, source })
  await move(tx, ctx, found, 'register', { change: { libraryNo }, note, beside })
  return showRegistration(tx, ctx, projectId, 'registration.register')
}
