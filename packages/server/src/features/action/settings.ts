import { ACTION_KINDS, type ActionFacts, type ActionKind, type ActionSettings } from '@ballast/contract/action.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ActionRule, ActionSettings as EngineSettings } from '@ballast/forecast/actions/action.ts'
import { recordAudit } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { actorName } from '../notification/index.ts'
import { PRESET_FACTS } from './preset.ts'
import { insertSetting, measuredOf, settingOn, updateSetting, type Measured } from './setting.queries.ts'

/** The settings of today; a zone that has entered none works with assumptions, as version 0. */
export async function readSettings(tx: ReadTx, ctx: Context): Promise<ActionSettings> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const found = await settingOn(tx, zoneId, today)
  return {
    version: (found?.version ?? 0n).toString(),
    validFrom: found?.validFrom ?? today,
    sourceKind: found?.sourceKind ?? 'simulated',
    changedByName: found?.changedByName ?? null,
    facts: found?.facts ?? PRESET_FACTS,
    measured: await measuredOf(tx, zoneId),
  }
}

/** Writes the settings down from a day on; the ones before stay what they were until then. */
export async function saveSettings(
  tx: WriteTx,
  ctx: Context,
  { validFrom, facts, ifMatch }: { validFrom: PlainDate; facts: ActionFacts; ifMatch: bigint },
): Promise<ActionSettings> {
  const { zoneId } = ctx.zone
  refuseIfAny('action.refused', faultsOf(facts))
  const before = await settingOn(tx, zoneId, businessDate(ctx))
  const given = {
    validFrom,
    facts,
    sourceKind: 'entered' as const,
    by: ctx.user.login,
    byName: actorName(ctx.user).zh,
    at: ctx.clock.now(),
    version: ifMatch + 1n,
  }
  const current = async () => ({ current: await readSettings(tx, ctx) })
  if ((before?.version ?? 0n) !== ifMatch) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], await current())
  if (before?.validFrom === validFrom) {
    if (!(await updateSetting(tx, zoneId, ifMatch, given)))
      throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile' }], await current())
  } else {
    await insertSetting(tx, zoneId, given)
  }
  await recordAudit(tx, ctx, {
    action: 'action.save-settings',
    subjectType: 'action_setting',
    subjectId: validFrom,
    before: before === undefined ? null : { validFrom: before.validFrom, ...before.facts },
    after: { validFrom, ...facts },
  })
  return readSettings(tx, ctx)
}

function faultsOf({ conflicts, offices }: ActionFacts): Reason[] {
  const gates = offices.flatMap((office) => office.gates)
  const twice = gates.filter((gate, place) => gates.indexOf(gate) !== place)
  return [
    ...conflicts.flatMap(([a, b], place) => (a === b ? [{ code: 'action.conflict-with-itself', at: `facts.conflicts.${place}` }] : [])),
    ...twice.map((gate) => ({ code: 'action.office-twice', params: { gate }, at: 'facts.offices' })),
  ]
}

/** As the engine takes them: amounts as floats of fen, and what was measured added to what is assumed. */
export function engineSettings(facts: ActionFacts, measured: readonly Measured[]): EngineSettings {
  const fenOf = (yuan: string): number => Number(parseYuan(yuan))
  const ruleOf = (kind: ActionKind): ActionRule => {
    const { costYuan, costRate, lagMonths, gain, worked, failed } = facts.kinds[kind]
    const seen = measured.find((one) => one.kind === kind) ?? { n: 0, worked: 0 }
    return {
      costFen: kind === 'front-load' ? costRate : fenOf(costYuan),
      lagMonths,
      gain,
      worked: worked + seen.worked,
      failed: failed + seen.n - seen.worked,
    }
  }
  return {
    months: facts.months,
    perProject: facts.perProject,
    conflicts: facts.conflicts,
    rules: Object.fromEntries(ACTION_KINDS.map((kind) => [kind, ruleOf(kind)])) as Record<ActionKind, ActionRule>,
    capacity: {
      visitsPerMonth: facts.visitsPerMonth,
      visitsPerManagerMonth: facts.visitsPerManagerMonth,
      offices: facts.offices,
      fundsPerQuarterFen: facts.fundsPerQuarterYuan === null ? null : fenOf(facts.fundsPerQuarterYuan),
      reservePerMonth: facts.reservePerMonth,
    },
  }
}
