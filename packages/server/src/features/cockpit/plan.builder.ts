import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

type Source = 'public' | 'simulated' | 'entered'
export interface GivenMonth {
  readonly month: number
  readonly countable?: boolean
  readonly construction?: bigint
  readonly installation?: bigint
  readonly equipment?: bigint
  readonly other?: bigint
  readonly land?: bigint
}
export interface GivenProject {
  readonly no: string
  readonly category?: string | null
  readonly cluster?: string | null
  readonly months?: readonly GivenMonth[]
  /** Parts per million on a parcel each. */
  readonly shares?: readonly bigint[]
  readonly sourceKind?: Source
  readonly gates?: Readonly<Record<string, string>>
}
export interface GivenTarget {
  readonly indicator: string
  readonly scope?: readonly [kind: 'category' | 'cluster', code: string]
  readonly period?: string
  readonly fen?: bigint
  readonly ppm?: bigint
  readonly count?: bigint
}
export interface GivenPlan {
  readonly targets?: readonly GivenTarget[]
  readonly projects: readonly GivenProject[]
  readonly frames?: readonly { readonly code: string; readonly category?: string; readonly cluster?: string; readonly fen: bigint }[]
}

export interface BuiltPlan {
  readonly versionId: Uuid
  readonly projectIds: ReadonlyMap<string, Uuid>
  readonly parcelIds: ReadonlyMap<string, readonly Uuid[]>
}

/** The categories and clusters that the plans of these tests name: only industry has clusters. */
export async function buildCategories(database: Database, ctx: Context): Promise<void> {
  const zone_id = ctx.zone.zoneId
  await database.system(async (tx) => {
    await tx
      .insertInto('category')
      .values([
        { zone_id, category_code: 'industry', name_zh: '产业', name_en: 'Industry', is_industry: true, sort: 1 },
        { zone_id, category_code: 'infrastructure', name_zh: '基础设施', name_en: 'Infrastructure', is_industry: false, sort: 2 },
      ])
      .execute()
    await tx
      .insertInto('cluster')
      .values(
        ['it', 'car'].map((code, index) => ({
          zone_id,
          cluster_code: code,
          category_code: 'industry',
          name_zh: `集群 ${code}`,
          name_en: `Cluster ${code}`,
          color: '#0b4f6c',
          sort: index,
        })),
      )
      .execute()
  })
}

/** A draft of the year with these projects, written as the owner: laws that a draft may break can be broken here. */
export async function buildPlan(database: Database, ctx: Context, year: number, given: GivenPlan): Promise<BuiltPlan> {
  const zone_id = ctx.zone.zoneId
  const version_id = newId()
  const now = ctx.clock.now()
  const projectIds = new Map<string, Uuid>()
  const parcelIds = new Map<string, Uuid[]>()
  const registered = { zone_id, search_text: '', sort_key: '', created_at: now, modified_at: now, modified_by: 'test' }
  await database.system(async (tx) => {
    await tx
      .insertInto('year_plan')
      .values({ zone_id, year })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx
      .insertInto('plan_version')
      .values({ zone_id, version_id, year, status: 'draft', title: '草案', reason: 'test', created_by: 'test', created_at: now })
      .execute()
    for (const target of given.targets ?? []) {
      await tx
        .insertInto('plan_target')
        .values({
          zone_id,
          version_id,
          target_id: newId(),
          indicator: target.indicator,
          scope_kind: target.scope?.[0] ?? 'zone',
          scope_code: target.scope?.[1] ?? '',
          period: target.period ?? 'year',
          comparator: 'at_least',
          value_fen: target.fen ?? null,
          value_ppm: target.ppm ?? null,
          value_count: target.count ?? null,
          source_kind: 'entered',
        })
        .execute()
    }
    const nodeIds = new Map<string, Uuid>()
    for (const [index, frame] of [
      { code: 'root', fen: given.frames?.reduce((sum, item) => sum + (item.cluster ? 0n : item.fen), 0n) ?? 0n },
      ...(given.frames ?? []),
    ].entries()) {
      const { category, cluster, code, fen } = { category: null, cluster: null, ...frame }
      const parent = cluster ? given.frames?.find((item) => item.category === category && item.cluster === undefined)?.code : 'root'
      const above = parent === undefined || code === 'root' ? undefined : nodeIds.get(parent)
      const node_id = newId()
      nodeIds.set(code, node_id)
      await tx
        .insertInto('plan_node')
        .values({
          zone_id,
          version_id,
          node_id,
          parent_id: above ?? null,
          code,
          name_zh: code,
          name_en: code,
          category_code: category,
          cluster_code: cluster,
          frame_fen: fen,
          sort: index,
        })
        .execute()
    }
    for (const project of given.projects) {
      const project_id = newId()
      projectIds.set(project.no, project_id)
      await tx
        .insertInto('project')
        .values({
          ...registered,
          project_id,
          project_no: `${version_id}-${project.no}`,
          name_zh: `项目 ${project.no}`,
          category_code: project.category === undefined ? 'industry' : project.category,
          cluster_code: project.cluster ?? null,
          source_kind: project.sourceKind ?? 'entered',
        })
        .execute()
      for (const [gate, planned_on] of Object.entries(project.gates ?? {})) {
        await tx
          .insertInto('project_gate')
          .values({ zone_id, project_id, gate, planned_on: planned_on as PlainDate })
          .execute()
      }
      await tx
        .insertInto('plan_project')
        .values({ zone_id, version_id, project_id, annual_fen: 0n, profile: 'custom', source_kind: project.sourceKind ?? 'entered' })
        .execute()
      for (const month of project.months ?? []) {
        await tx
          .insertInto('plan_month')
          .values({
            zone_id,
            version_id,
            project_id,
            month_ym: `${year}-${String(month.month).padStart(2, '0')}-01` as PlainDate,
            countable: month.countable ?? true,
            not_countable_reason: month.countable === false ? '流动资产' : null,
            construction_fen: month.construction ?? 0n,
            installation_fen: month.installation ?? 0n,
            equipment_fen: month.equipment ?? 0n,
            other_fen: month.other ?? 0n,
            land_fen: month.land ?? 0n,
          })
          .execute()
      }
      const ids: Uuid[] = []
      for (const [index, share_ppm] of (project.shares ?? []).entries()) {
        const parcel_id = newId()
        ids.push(parcel_id)
        await tx
          .insertInto('parcel')
          .values({
            ...registered,
            parcel_id,
            kind: 'parcel',
            name: `地块 ${project.no}-${index}`,
            geometry: JSON.stringify({ type: 'Polygon', coordinates: [] }),
            min_lng: 116.5,
            min_lat: 39.7,
            max_lng: 116.6,
            max_lat: 39.8,
            source_kind: 'entered',
          })
          .execute()
        await tx
          .insertInto('plan_share')
          .values({ zone_id, version_id, project_id, parcel_id, ordinal: index, share_ppm, method: 'by_hand' })
          .execute()
      }
      parcelIds.set(project.no, ids)
    }
  })
  return { versionId: version_id, projectIds, parcelIds }
}
