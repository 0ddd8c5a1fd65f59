import { sql } from 'kysely'
import type { WatchFilter } from '@ballast/contract/light.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { Condition as GateCondition, LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import type { MovementKind } from '@ballast/domain/fund/balance.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import { HAS_COMPUTING_CAPACITY, IS_PROVEN } from '../gate/index.ts'
import { allOf, isOneOf, matchesWords, type Condition } from '../../platform/list-query.ts'

type SourceKind = 'public' | 'simulated' | 'entered'
type CommitmentKind = 'completion_date' | 'production_date' | 'full_capacity_date'

/** A project with everything that its lights and its next gate are decided from. */
export interface WatchedRecord {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly standing: Standing
  readonly typeCode: string | null
  readonly serviceManager: string | null
  readonly bureauCode: string | null
  readonly categoryCode: string | null
  readonly clusterCode: string | null
  readonly projectCode: string | null
  readonly industryCode: string | null
  readonly statAreaCode: string | null
  readonly address: string | null
  readonly ownerId: Uuid | null
  readonly hasComputingCapacity: boolean
  readonly ownerZh: string | null
  readonly ownerEn: string | null
  readonly sourceKind: SourceKind
  readonly totalFen: Fen | null
  readonly planFen: Fen | null
  readonly planSourceKind: SourceKind | null
  /** Of these fields the value is simulated. */
  readonly simulated: readonly string[] | null
  readonly planned: Partial<Record<LifeGate, PlainDate>> | null
  readonly progress: Partial<Record<LifeGate, readonly [forecastOn: PlainDate | null, actualOn: PlainDate | null, SourceKind]>> | null
  /** By condition: the day, the figure in fen as text, whether it is done without, whether it is proven. */
  readonly brought: Readonly<Record<string, readonly [PlainDate, string | null, boolean, boolean]>> | null
  readonly promised: Partial<Record<CommitmentKind, PlainDate>> | null
  /** Amounts in fen by month, as text: planned of the version; reported of closed months, with corrections; told from the site. */
  readonly plannedByMonth: Readonly<Record<YearMonth, string>> | null
  readonly reportedByMonth: Readonly<Record<YearMonth, string>> | null
  readonly toldByMonth: Readonly<Record<YearMonth, string>> | null
  readonly movements: readonly { kind: MovementKind; on: PlainDate; fen: string }[] | null
}

export const watchConditions = (filter: WatchFilter): Condition =>
  allOf([
    matchesWords([sql`p.search_text`, sql`e.search_text`], filter.q),
    isOneOf(sql`p.service_manager`, filter.serviceManager),
    isOneOf(sql`p.bureau_code`, filter.bureauCode),
    isOneOf(sql`p.category_code`, filter.categoryCode),
    isOneOf(sql`p.cluster_code`, filter.clusterCode),
  ])

export const isOneOfProjects = (ids: readonly Uuid[]): Condition => sql<boolean>`p.project_id = any(${ids}::uuid[])`

/** What of a project (alias `p`) is watched; select it from `watchedFrom`. */
export const WATCHED_COLUMNS = sql`
  p.project_id as "projectId", p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn", p.standing, p.type_code as "typeCode",
  p.service_manager as "serviceManager", p.bureau_code as "bureauCode", p.category_code as "categoryCode", p.cluster_code as "clusterCode",
  p.project_code as "projectCode", p.industry_code as "industryCode", p.stat_area_code as "statAreaCode", p.address,
  e.enterprise_id as "ownerId", e.name_zh as "ownerZh", e.name_en as "ownerEn", p.source_kind as "sourceKind", p.total_fen as "totalFen",
  ${HAS_COMPUTING_CAPACITY} as "hasComputingCapacity",
  case when n.project_id is not null then plan.fen end as "planFen", n.source_kind as "planSourceKind", s.simulated,
  d.planned, r.progress, f.brought, c.promised, plan.months as "plannedByMonth", done.months as "reportedByMonth",
  told.months as "toldByMonth", moved.movements`

/** The first day of the year that the version plans. */
const yearStart = (versionId: Uuid | null) =>
  sql`(select make_date(y.year, 1, 1) from plan_version y where y.zone_id = p.zone_id and y.version_id = ${versionId}::uuid)`

/** Each part is looked up by the project's key, which serves one manager's twenty projects and a zone's two thousand alike. */
export const watchedFrom = (versionId: Uuid | null) => sql`
  project p
  left join enterprise e on e.zone_id = p.zone_id and e.enterprise_id = p.owner_enterprise_id
  left join plan_project n on n.zone_id = p.zone_id and n.version_id = ${versionId}::uuid and n.project_id = p.project_id
  left join lateral (select coalesce(sum(m.total_fen), 0)::bigint as fen, json_object_agg(to_char(m.month_ym, 'YYYY-MM'), m.total_fen::text) as months
    from plan_month m where m.zone_id = p.zone_id and m.version_id = ${versionId}::uuid and m.project_id = p.project_id and m.countable) plan on true
  left join lateral (select json_object_agg(to_char(r.month_ym, 'YYYY-MM'), (r.total_fen + coalesce(k.fen, 0))::text) as months
    from report_return r
    left join (select c.month_ym, sum(c.total_fen) as fen from report_correction c where c.zone_id = p.zone_id and c.project_id = p.project_id
      group by 1) k on k.month_ym = r.month_ym
    where r.zone_id = p.zone_id and r.project_id = p.project_id and r.state = 'closed' and r.month_ym >= ${yearStart(versionId)}) done on true
  left join lateral (select json_object_agg(to_char(d.month_ym, 'YYYY-MM'), d.total_fen::text) as months from dispatch_entry d
    where d.zone_id = p.zone_id and d.project_id = p.project_id and d.superseded_at is null and d.month_ym >= ${yearStart(versionId)}) told on true
  left join lateral (select json_agg(json_build_object('kind', m.kind, 'on', m.moved_on, 'fen', m.amount_fen::text)) as movements
    from fund_movement m where m.zone_id = p.zone_id and m.project_id = p.project_id and m.withdrawn_at is null) moved on true
  left join lateral (select array_agg(v.field) as simulated from provenance v where v.zone_id = p.zone_id and v.subject_type = 'project'
    and v.subject_id = p.project_id and v.source_kind = 'simulated' and (v.field = 'totalFen' or v.field like 'gates.%')) s on true
  left join lateral (select json_object_agg(g.gate, g.planned_on) as planned from project_gate g
    where g.zone_id = p.zone_id and g.project_id = p.project_id) d on true
  left join lateral (select json_object_agg(g.gate, json_build_array(g.forecast_on, g.actual_on, g.source_kind)) as progress from gate_progress g
    where g.zone_id = p.zone_id and g.project_id = p.project_id) r on true
  left join lateral (select json_object_agg(f.condition_code, json_build_array(f.fulfilled_on, f.figure_fen::text, f.waived_reason is not null,
      ${IS_PROVEN})) as brought
    from gate_fulfilment f where f.zone_id = p.zone_id and f.project_id = p.project_id) f on true
  left join lateral (select json_object_agg(g.kind, g.due_on) as promised from project_commitment g
    where g.zone_id = p.zone_id and g.project_id = p.project_id and g.due_on is not null and g.reached_on is null and g.result is null) c on true`

/** The projects under some conditions, in the order of their names. */
export async function watchedProjects(tx: ReadTx, zoneId: Uuid, versionId: Uuid | null, conditions: Condition): Promise<WatchedRecord[]> {
  const { rows } = await sql<WatchedRecord>`
    select ${WATCHED_COLUMNS} from ${watchedFrom(versionId)}
    where p.zone_id = ${zoneId} and ${conditions} order by p.sort_key, p.project_id`.execute(tx)
  return rows
}

export interface NamedCondition extends GateCondition {
  /** The project types that it binds; none named: all. */
  readonly typeCodes: readonly string[]
  readonly owedBy: Role
  /** The permit of the light that watches permits lapse. */
  readonly isPermitOfLight: boolean
  readonly nameZh: string
  readonly nameEn: string
}

/** What gates of the zone's projects require. */
export async function requiredConditions(tx: ReadTx, zoneId: Uuid): Promise<NamedCondition[]> {
  const { rows } = await sql<NamedCondition>`
    select c.condition_code as code, c.gate, c.type_codes as "typeCodes", c.kind, c.name_zh as "nameZh", c.name_en as "nameEn",
      c.owed_by as "owedBy", c.fact, c.minimum_fen as "minimumFen", c.is_required as "isRequired", c.needs_evidence as "needsEvidence",
      exists (select from light_rule l where l.zone_id = c.zone_id and l.condition_code = c.condition_code) as "isPermitOfLight"
    from gate_condition c where c.zone_id = ${zoneId} and c.is_required order by c.sort, c.condition_code`.execute(tx)
  return rows
}
