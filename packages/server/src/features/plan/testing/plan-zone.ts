import type { PlanMonthRow, PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { NOTHING } from '@ballast/domain/plan/spread.ts'
import { parseYuan, type Fen } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parsePlainDate, yearMonthOf } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database, WriteTx } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { draftPlan, savePlanNodes, savePlanProjects, savePlanTargets } from '../index.ts'

export const yuan = (text: string): Fen => parseYuan(text)

interface ProjectGiven {
  no: string
  code?: string
  name?: string
  categoryCode?: string | null
  clusterCode?: string | null
  totalYuan?: string | null
  startOn?: string | null
  completionOn?: string
  hasOwner?: boolean
  serviceManager?: string | null
}

const stamp = (ctx: Context) => ({ created_at: ctx.clock.now(), modified_at: ctx.clock.now(), modified_by: 'test' })

/** Two categories, one cluster, one owner, two parcels and a corridor. */
export async function planZone(database: Database, ctx: Context): Promise<void> {
  const { zoneId } = ctx.zone
  await database.write(zoneId, async (tx) => {
    await tx
      .insertInto('category')
      .values([
        { zone_id: zoneId, category_code: 'industry', name_zh: '产业', name_en: 'Industry', is_industry: true, sort: 1 },
        { zone_id: zoneId, category_code: 'public', name_zh: '公共', name_en: 'Public', is_industry: false, sort: 2 },
      ])
      .execute()
    await tx
      .insertInto('cluster')
      .values({ zone_id: zoneId, cluster_code: 'it', category_code: 'industry', name_zh: '信息', name_en: 'IT', color: '#123456', sort: 1 })
      .execute()
    await tx
      .insertInto('enterprise')
      .values({
        zone_id: zoneId,
        enterprise_id: newId(),
        name_zh: '甲公司',
        source_kind: 'entered',
        search_text: '甲公司',
        sort_key: 'jia',
        ...stamp(ctx),
      })
      .execute()
    for (const [name, kind, area] of [
      ['X1', 'parcel', '1000.00'],
      ['X2', 'parcel', '2000.00'],
      ['路廊', 'corridor', null],
    ] as const) {
      const parcelId = newId()
      const facts = { zone_id: zoneId, parcel_id: parcelId, kind, name, area_official_m2: area, source_kind: 'entered' }
      await tx
        .insertInto('parcel')
        .values({ ...facts, search_text: name.toLowerCase(), sort_key: name, ...stamp(ctx) })
        .execute()
      await tx.insertInto('parcel_name').values({ zone_id: zoneId, name, parcel_id: parcelId }).execute()
    }
  })
}

export async function addRegisterProject(tx: WriteTx, ctx: Context, given: ProjectGiven): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const owner = await tx.selectFrom('enterprise').select('enterprise_id').where('zone_id', '=', zoneId).executeTakeFirstOrThrow()
  const projectId = newId()
  const name = given.name ?? `项目${given.no}`
  await tx
    .insertInto('project')
    .values({
      zone_id: zoneId,
      project_id: projectId,
      project_no: given.no,
      project_code: given.code ?? null,
      name_zh: name,
      owner_enterprise_id: given.hasOwner === false ? null : owner.enterprise_id,
      category_code: given.categoryCode === undefined ? 'industry' : given.categoryCode,
      cluster_code: given.clusterCode === undefined ? 'it' : given.clusterCode,
      total_fen: given.totalYuan === null ? null : yuan(given.totalYuan ?? '1000000'),
      service_manager: given.serviceManager === undefined ? '李管家' : given.serviceManager,
      source_kind: 'entered',
      search_text: `${given.no} ${name}`.toLowerCase(),
      sort_key: given.no,
      ...stamp(ctx),
    })
    .execute()
  const gates = [
    ['construction_start', given.startOn === undefined ? '2024-01-10' : given.startOn],
    ['completion', given.completionOn ?? '2025-06-30'],
  ] as const
  for (const [gate, on] of gates) {
    if (on !== null)
      await tx
        .insertInto('project_gate')
        .values({ zone_id: zoneId, project_id: projectId, gate, planned_on: parsePlainDate(on) })
        .execute()
  }
  const parcel = await tx.selectFrom('parcel').select('parcel_id').where('zone_id', '=', zoneId).orderBy('name').executeTakeFirstOrThrow()
  await tx.insertInto('project_parcel').values({ zone_id: zoneId, project_id: projectId, parcel_id: parcel.parcel_id }).execute()
  return projectId
}

/** One countable line a month. */
export const monthLine = (month: number, given: Partial<PlanMonthRow> = {}): PlanMonthRow => ({
  ...NOTHING,
  month: yearMonthOf(2024, month),
  notCountableReason: null,
  ...given,
})

/** 1,200 yuan in twelve equal months on parcel X1. */
export const planRow = (projectNo: string, given: Partial<PlanProjectRow> = {}): PlanProjectRow => ({
  projectNo,
  nodeCode: 'it',
  annualFen: yuan('1200'),
  profile: 'even',
  months: Array.from({ length: 12 }, (_, index) => monthLine(index + 1, { constructionFen: yuan('60'), equipmentFen: yuan('40') })),
  shares: [{ parcel: 'X1', sharePpm: 1_000_000n, method: 'by_hand' }],
  ...given,
})

/** A first draft without any breach: 3,600 yuan, two thirds of it industry, on projects P1 and P2 (industry) and P3 (public). */
export async function cleanDraft(database: Database, ctx: Context, year = 2024): Promise<{ versionId: Uuid }> {
  return database.write(ctx.zone.zoneId, async (tx) => {
    for (const no of ['P1', 'P2']) await addRegisterProject(tx, ctx, { no })
    await addRegisterProject(tx, ctx, { no: 'P3', categoryCode: 'public', clusterCode: null })
    const { versionId } = await draftPlan(tx, ctx, { year, title: '年度计划', reason: '' })
    const options = { action: 'test' }
    await savePlanTargets(
      tx,
      ctx,
      versionId,
      [
        { indicator: 'total-investment', scopeKind: 'zone', scopeCode: '', period: 'year', comparator: 'equal', valueFen: yuan('3600') },
        {
          indicator: 'category-share',
          scopeKind: 'category',
          scopeCode: 'industry',
          period: 'year',
          comparator: 'at_least',
          valuePpm: 600_000n,
        },
      ],
      options,
    )
    await savePlanNodes(
      tx,
      ctx,
      versionId,
      [
        { code: 'it', parentCode: 'industry', nameZh: '信息', nameEn: 'IT', clusterCode: 'it', frameFen: yuan('2400'), sort: 1 },
        { code: 'root', parentCode: null, nameZh: '全部', nameEn: 'All', frameFen: yuan('3600'), sort: 1 },
        {
          code: 'industry',
          parentCode: 'root',
          nameZh: '产业',
          nameEn: 'Industry',
          categoryCode: 'industry',
          frameFen: yuan('2400'),
          sort: 1,
        },
        { code: 'public', parentCode: 'root', nameZh: '公共', nameEn: 'Public', categoryCode: 'public', frameFen: yuan('1200'), sort: 2 },
      ],
      options,
    )
    await savePlanProjects(tx, ctx, versionId, [planRow('P1'), planRow('P2'), planRow('P3', { nodeCode: 'public' })], options)
    return { versionId }
  })
}
