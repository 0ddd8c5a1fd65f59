import { sql } from 'kysely'
import type { Role } from '@ballast/contract/roles.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { ESCALATION_STEPS, type EscalationStep, type StepRule } from '@ballast/domain/light/escalation.ts'
import type { LightKind, LightRule } from '@ballast/domain/light/light-rule.ts'
import type { Override } from '@ballast/domain/light/lights.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

export interface RuleRecord extends LightRule {
  readonly nameZh: string
  readonly nameEn: string
  readonly owedBy: Role
  readonly owedPerson: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation: string | null
  readonly version: bigint
}

export async function readRules(tx: ReadTx, zoneId: Uuid): Promise<RuleRecord[]> {
  const { rows } = await sql<RuleRecord>`
    select r.kind, r.name_zh as "nameZh", r.name_en as "nameEn", r.unit, r.yellow_after as "yellowAfter", r.red_after as "redAfter",
      r.owed_by as "owedBy", r.owed_person as "owedPerson", r.condition_code as "conditionCode", r.is_active as "isActive",
      r.source_kind as "sourceKind", r.citation, r.version
    from light_rule r where r.zone_id = ${zoneId} order by r.sort, r.kind`.execute(tx)
  return rows
}

export type RuleFacts = Omit<RuleRecord, 'kind' | 'version'>

const ruleColumns = (facts: RuleFacts) => ({
  name_zh: facts.nameZh,
  name_en: facts.nameEn,
  unit: facts.unit,
  yellow_after: facts.yellowAfter,
  red_after: facts.redAfter,
  owed_by: facts.owedBy,
  owed_person: facts.owedPerson,
  condition_code: facts.conditionCode,
  is_active: facts.isActive,
  source_kind: facts.sourceKind,
  citation: facts.citation,
})

/** Adds the rules that the zone does not have. @returns the kinds that were added */
export async function insertRules(tx: WriteTx, zoneId: Uuid, rules: readonly Omit<RuleRecord, 'version'>[]): Promise<string[]> {
  if (rules.length === 0) return []
  const added = await tx
    .insertInto('light_rule')
    .values(rules.map((rule, index) => ({ zone_id: zoneId, kind: rule.kind, sort: index + 1, ...ruleColumns(rule) })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .execute()
  return added.map(({ kind }) => kind)
}

/** @returns false when somebody was faster */
export async function updateRule(tx: WriteTx, zoneId: Uuid, kind: LightKind, version: bigint, facts: RuleFacts): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('light_rule')
    .set({ ...ruleColumns(facts), version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export interface StepRecord extends StepRule {
  readonly version: bigint
}

export async function readSteps(tx: ReadTx, zoneId: Uuid): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select s.step, s.after_workdays as "afterWorkdays", s.reply_workdays as "replyWorkdays", s.version
    from escalation_step s where s.zone_id = ${zoneId}`.execute(tx)
  return rows.toSorted((a, b) => ESCALATION_STEPS.indexOf(a.step) - ESCALATION_STEPS.indexOf(b.step))
}

export async function insertSteps(tx: WriteTx, zoneId: Uuid, steps: readonly StepRule[]): Promise<string[]> {
  if (steps.length === 0) return []
  const added = await tx
    .insertInto('escalation_step')
    .values(
      steps.map(({ step, afterWorkdays, replyWorkdays }) => ({
        zone_id: zoneId,
        step,
        after_workdays: afterWorkdays,
        reply_workdays: replyWorkdays,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .execute()
  return added.map(({ step }) => step)
}

export async function updateStep(
  tx: WriteTx,
  zoneId: Uuid,
  step: EscalationStep,
  version: bigint,
  facts: Omit<StepRule, 'step'>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('escalation_step')
    .set({ after_workdays: facts.afterWorkdays, reply_workdays: facts.replyWorkdays, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('step', '=', step)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function hasPermit(tx: ReadTx, zoneId: Uuid, code: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from gate_condition c where c.zone_id = ${zoneId} and c.condition_code = ${code} and c.kind = 'permit'`.execute(tx)
  return rows.length > 0
}

export interface OverrideRecord extends Override {
  readonly projectId: Uuid
  readonly overrideId: Uuid
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

/** Overrides that nobody has ended; those whose day has passed are among them. */
export async function readOverrides(tx: ReadTx, zoneId: Uuid): Promise<ReadonlyMap<Uuid, readonly OverrideRecord[]>> {
  const { rows } = await sql<OverrideRecord>`
    select o.project_id as "projectId", o.override_id as "overrideId", o.kind, o.colour, o.reason, o.until_on as "untilOn",
      o.set_by as by, o.set_at as at
    from light_override o where o.zone_id = ${zoneId} and o.ended_at is null`.execute(tx)
  return Map.groupBy(rows, ({ projectId }) => projectId)
}

export async function endOverride(
  tx: WriteTx,
  zoneId: Uuid,
  { projectId, kind }: { projectId: Uuid; kind: LightKind },
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  await tx
    .updateTable('light_override')
    .set({ ended_by: by, ended_at: at })
    .where('zone_id', '=', zoneId)
    .where('project_id', '=', projectId)
    .where('kind', '=', kind)
    .where('ended_at', 'is', null)
    .execute()
}

export async function insertOverride(tx: WriteTx, zoneId: Uuid, given: Omit<OverrideRecord, 'overrideId'>): Promise<void> {
  await tx
    .insertInto('light_override')
    .values({
      zone_id: zoneId,
      override_id: newId(),
      project_id: given.projectId,
      kind: given.kind,
      colour: given.colour,
      reason: given.reason,
      until_on: given.untilOn,
      set_by: given.by,
      set_at: given.at,
    })
    .execute()
}

/** One after the other for everybody who sets lights of the zone aside or follows them up; ends with the transaction. */
export async function lockLights(tx: WriteTx, zoneId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${zoneId}, 130))`.execute(tx)
}

/** By project type: the gates that apply, in their order. */
export async function readGateOrders(tx: ReadTx, zoneId: Uuid): Promise<ReadonlyMap<string, readonly LifeGate[]>> {
  const { rows } = await sql<{ typeCode: string; gates: LifeGate[] }>`
    select g.type_code as "typeCode", array_agg(g.gate order by g.ordinal) as gates
    from project_type_gate g where g.zone_id = ${zoneId} group by g.type_code`.execute(tx)
  return new Map(rows.map(({ typeCode, gates }) => [typeCode, gates]))
}
