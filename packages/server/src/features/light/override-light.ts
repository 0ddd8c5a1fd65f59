import type { Light } from '@ballast/contract/light.ts'
import { COLOUR_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { LightKind } from '@ballast/domain/light/light-rule.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal, refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { endOverride, insertOverride, lockLights } from './light.queries.ts'
import { watchProjects } from './watch.ts'
import { isOneOfProjects } from './watched.view.ts'

interface OfLight {
  readonly projectId: Uuid
  readonly kind: LightKind
}

async function lightOn(tx: ReadTx, ctx: Context, { projectId, kind }: OfLight): Promise<{ light: Light; today: PlainDate }> {
  const { watch, projects } = await watchProjects(tx, ctx, 'light.override', { where: isOneOfProjects([projectId]) })
  const [project] = projects
  if (project === undefined) throw new Refusal('project.not-found')
  const light = project.lights.find((one) => one.kind === kind)
  if (light === undefined) throw new Refusal('light.override-refused', [{ code: 'light.not-on' }])
  return { light, today: watch.today }
}

const auditSide = ({ kind, override }: Light) =>
  override === null ? null : { kind, colour: override.colour, reason: override.reason, untilOn: override.untilOn }

/** Somebody answers for a light until a day: it counts as paler. An earlier word about the same light ends with this one. */
export async function overrideLight(
  tx: WriteTx,
  ctx: Context,
  given: OfLight & { colour: 'green' | 'yellow'; reason: string; untilOn: PlainDate },
): Promise<Light> {
  const { projectId, kind, colour, reason, untilOn } = given
  await lockLights(tx, ctx.zone.zoneId)
  const { light: before, today } = await lightOn(tx, ctx, given)
  refuseIfAny('light.override-refused', [
    ...(colour === before.ruleColour
      ? [{ code: 'light.not-paler', params: { colour: nameIn(ctx.locale, COLOUR_NAMES[before.ruleColour]) }, at: 'colour' }]
      : []),
    ...(untilOn < today ? [{ code: 'light.until-past', params: { until: untilOn, today }, at: 'untilOn' }] : []),
  ])
  const moment = { by: ctx.user.login, at: ctx.clock.now() }
  await endOverride(tx, ctx.zone.zoneId, given, moment)
  await insertOverride(tx, ctx.zone.zoneId, { projectId, kind, colour, reason, untilOn, ...moment })
  return recorded(tx, ctx, 'light.override', given, before)
}

export async function liftOverride(tx: WriteTx, ctx: Context, given: OfLight): Promise<Light> {
  await lockLights(tx, ctx.zone.zoneId)
  const { light: before } = await lightOn(tx, ctx, given)
  if (before.override === null) throw new Refusal('light.override-refused', [{ code: 'light.no-override' }])
  await endOverride(tx, ctx.zone.zoneId, given, { by: ctx.user.login, at: ctx.clock.now() })
  return recorded(tx, ctx, 'light.end-override', given, before)
}

async function recorded(tx: WriteTx, ctx: Context, action: string, given: OfLight, before: Light): Promise<Light> {
  const { light: after } = await lightOn(tx, ctx, given)
  const sides = { before: auditSide(before), after: auditSide(after) }
  await recordAudit(tx, ctx, { action, subjectType: 'project', subjectId: given.projectId, ...sides })
  return after
}
