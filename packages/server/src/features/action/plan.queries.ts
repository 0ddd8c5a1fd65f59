import { sql } from 'kysely'
import type { ActionFacts } from '@ballast/contract/action.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import type { Measured } from './setting.queries.ts'

/** What a plan was computed with. */
export interface PlanBasis {
  readonly facts: ActionFacts
  readonly measured: readonly Measured[]
}

export interface PlanRecord {
  readonly planId: Uuid
  readonly runId: Uuid
  readonly year: number
  readonly asOf: YearMonth
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly done: bigint
  readonly total: bigint
  readonly reasons: readonly Reason[]
  readonly startedByName: string
  readonly startedAt: Instant
  readonly acceptedByName: string | null
  readonly acceptedAt: Instant | null
}
export interface PlanDetail extends PlanRecord {
  readonly targetFen: bigint
  readonly basis: PlanBasis
  readonly result: string | null
}

const COLUMNS = sql`a.plan_id as "planId", a.run_id as "runId", r.year, to_char(r.as_of_ym, 'YYYY-MM') as "asOf", a.state, a.done, a.total, a.reasons,
  a.started_by_name as "startedByName", a.started_at as "startedAt", a.accepted_by_name as "acceptedByName", a.accepted_at as "acceptedAt"`
const FROM = sql`action_plan a join forecast_run r on r.zone_id = a.zone_id and r.run_id = a.run_id`
const SHOWN = 50

export async function listPlans(tx: ReadTx, zoneId: Uuid): Promise<PlanRecord[]> {
  const { rows } = await sql<PlanRecord>`select ${COLUMNS} from ${FROM} where a.zone_id = ${zoneId}
    order by a.started_at desc, a.plan_id desc limit ${SHOWN}`.execute(tx)
  return rows
}

export async function findPlan(tx: ReadTx, zoneId: Uuid, planId: Uuid): Promise<PlanDetail> {
  const { rows } = await sql<PlanDetail>`select ${COLUMNS}, r.target_fen as "targetFen", a.facts as basis, a.result from ${FROM}
    where a.zone_id = ${zoneId} and a.plan_id = ${planId}`.execute(tx)
  if (rows[0] === undefined) throw new Refusal('action.plan-not-found')
  return rows[0]
}

/** @returns false when another is being computed in the zone, in whichever process */
export async function insertPlan(
  tx: WriteTx,
  zoneId: Uuid,
  plan: { planId: Uuid; runId: Uuid; total: number; basis: PlanBasis; by: string; byName: string; at: Instant },
): Promise<boolean> {
  const { rows } = await sql`
    insert into action_plan (zone_id, plan_id, run_id, state, total, facts, started_by, started_by_name, started_at, touched_at)
    values (${zoneId}, ${plan.planId}, ${plan.runId}, 'running', ${plan.total}, ${JSON.stringify(plan.basis)}::jsonb, ${plan.by}, ${plan.byName},
      ${plan.at}, now())
    on conflict (zone_id) where state = 'running' do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** Says how far a plan is; false when it is no longer running, because somebody cancelled it. */
export async function movePlan(
  tx: WriteTx,
  zoneId: Uuid,
  planId: Uuid,
  change: {
    done?: number
    total?: number | undefined
    end?: { state: 'done' | 'failed' | 'cancelled'; at: Instant; reasons?: readonly Reason[]; result?: string }
  },
): Promise<boolean> {
  const { done = null, total = null, end } = change
  const { rows } = await sql`
    update action_plan set total = coalesce(${total}::bigint, total), done = coalesce(${done}::bigint, done), state = coalesce(${end?.state ?? null}::text, state),
      finished_at = coalesce(${end?.at ?? null}::timestamptz, finished_at), result = ${end?.result ?? null}::text,
      reasons = ${JSON.stringify(end?.reasons ?? [])}::jsonb, touched_at = now()
    where zone_id = ${zoneId} and plan_id = ${planId} and state = 'running' returning 1`.execute(tx)
  return rows.length > 0
}

/** @returns false when somebody was faster */
export async function markAccepted(
  tx: WriteTx,
  zoneId: Uuid,
  planId: Uuid,
  { byName, at }: { byName: string; at: Instant },
): Promise<boolean> {
  const { rows } = await sql`update action_plan set accepted_by_name = ${byName}, accepted_at = ${at}
    where zone_id = ${zoneId} and plan_id = ${planId} and state = 'done' and accepted_at is null returning 1`.execute(tx)
  return rows.length > 0
}

/** Ends what an earlier process left behind, as of forecasts. */
export async function failInterruptedPlans(database: Database): Promise<void> {
  const stale = database.kind === 'embedded' ? sql`true` : sql`touched_at < now() - interval '10 minutes'`
  await database.system((tx) =>
    sql`update action_plan set state = 'failed', finished_at = now(), reasons = '[{"code": "action.interrupted"}]'::jsonb
      where state = 'running' and ${stale}`.execute(tx),
  )
}

/** Service managers of projects, by their ids. */
export async function managersOf(tx: ReadTx, zoneId: Uuid): Promise<Record<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.project_id as id, p.service_manager as name from project p where p.zone_id = ${zoneId} and p.service_manager is not null`.execute(
    tx,
  )
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]))
}

/** Who has a role in the zone: its first person by name, for the office of an approval. */
export async function personsOf(tx: ReadTx, zoneId: Uuid): Promise<Map<string, string>> {
  const { rows } = await sql<{ role: string; name: string }>`
    select distinct on (r.role) r.role, u.name_zh as name from user_role r join app_user u on u.zone_id = r.zone_id and u.user_id = r.user_id
    where r.zone_id = ${zoneId} and u.is_active order by r.role, u.login`.execute(tx)
  return new Map(rows.map(({ role, name }) => [role, name]))
}
