import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { PlanMonthRow } from '@ballast/domain/plan/plan-row.ts'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import { fen, type Fen } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../../platform/context.ts'
import type { Database } from '../../../platform/database.ts'
import { newId } from '../../../platform/ids.ts'
import { saveEnterprises } from '../../enterprise/index.ts'
import { saveParcels } from '../../parcel/index.ts'
import { savePlanNodes, savePlanProjects, savePlanTargets } from '../../plan/index.ts'
import { saveProjects } from '../../project/index.ts'

const action = 'pack.load'
const day = (text: string) => text as PlainDate
const money = (amount: bigint): Fen => fen(amount)

export const ENTERPRISES: readonly EnterpriseRow[] = [
  {
    nameZh: '京东方科技集团股份有限公司',
    shortName: '京东方',
    aliases: ['BOE', '京东方；北京'],
    groupName: '京东方',
    sourceKind: 'public',
    citation: '年报 2023, 第 3 页',
  },
  { nameZh: '=cmd|calc 公司', parent: '京东方科技集团股份有限公司', notes: '两行\n备注, 带"引号"' },
]
export const PARCELS: readonly ParcelRow[] = [
  {
    name: 'X23',
    names: ['X23', '社区卫生中心地块', 'A=1'],
    areaOfficialM2: '531130.5',
    farRatio: '2.74',
    status: null,
    priceFen: money(1n),
    dealOn: day('2023-12-31'),
  },
  { name: 'X31', tenureYears: 50, areaOfficialM2: '20000', sourceKind: 'simulated' },
  { name: '亦庄线走廊', kind: 'corridor' },
]
export const PROJECTS: readonly ProjectRow[] = [
  {
    projectNo: 'P-001',
    nameZh: '第 6 代 OLED 生产线',
    owner: '京东方科技集团股份有限公司',
    categoryCode: 'industry',
    clusterCode: 'it',
    nature: 'new',
    totalFen: money(290_000_000_001n),
    composition: { construction: money(100_000_000_000n), equipment: money(190_000_000_001n) },
    funding: { self_raised: money(290_000_000_001n) },
    gates: { signing: day('2023-05-06'), construction_start: day('2024-02-29') },
    parcels: [{ name: 'X23', areaM2: '1200.5', floorAreaM2: null }, { name: 'X31' }],
    tags: ['重点', '开门红'],
    notes: '-1+1',
    sourceKind: 'public',
    citation: '规划公告',
  },
  {
    projectNo: 'P-002',
    nameZh: '二期',
    relations: [{ kind: 'later_phase_of', projectNo: 'P-001' }],
    categoryCode: 'infrastructure',
    sourceKind: 'simulated',
  },
  { projectNo: '00123', nameZh: '编号像数字的项目' },
]

export const month = (ym: string, parts: readonly bigint[], reason: string | null = null): PlanMonthRow => ({
  month: ym as YearMonth,
  notCountableReason: reason,
  constructionFen: money(parts[0] ?? 0n),
  installationFen: money(parts[1] ?? 0n),
  equipmentFen: money(parts[2] ?? 0n),
  otherFen: money(parts[3] ?? 0n),
  landFen: money(parts[4] ?? 0n),
})

/** A small zone with something of everything that an export carries. @returns its plan draft */
export async function seedZone(database: Database, ctx: Context): Promise<Uuid> {
  const { zoneId } = ctx.zone
  const versionId = newId()
  await database.system(async (tx) => {
    await tx
      .insertInto('category')
      .values([
        { zone_id: zoneId, category_code: 'industry', name_zh: '产业', name_en: 'Industry', is_industry: true, sort: 1 },
        { zone_id: zoneId, category_code: 'infrastructure', name_zh: '基础设施', name_en: 'Infrastructure', is_industry: false, sort: 2 },
      ])
      .execute()
    await tx
      .insertInto('cluster')
      .values({
        zone_id: zoneId,
        cluster_code: 'it',
        category_code: 'industry',
        name_zh: '新一代信息技术',
        name_en: 'IT',
        color: '#123456',
        sort: 1,
      })
      .execute()
    await tx.insertInto('year_plan').values({ zone_id: zoneId, year: 2024 }).execute()
    await tx
      .insertInto('plan_version')
      .values({
        zone_id: zoneId,
        version_id: versionId,
        year: 2024,
        status: 'draft',
        title: '年初计划',
        reason: '测试',
        created_by: 'planner',
        created_at: ctx.clock.now(),
      })
      .execute()
  })
  await database.write(zoneId, (tx) => saveEnterprises(tx, ctx, ENTERPRISES, { action }))
  await database.write(zoneId, (tx) => saveParcels(tx, ctx, PARCELS, { action }))
  await database.write(zoneId, (tx) => saveProjects(tx, ctx, PROJECTS, { action }))
  await database.write(zoneId, async (tx) => {
    await savePlanTargets(
      tx,
      ctx,
      versionId,
      [
        {
          indicator: 'total-investment',
          scopeKind: 'zone',
          scopeCode: '',
          period: 'year',
          comparator: 'equal',
          valueFen: money(10_000_000_000_000n),
        },
        {
          indicator: 'category-share',
          scopeKind: 'category',
          scopeCode: 'industry',
          period: 'year',
          comparator: 'at_least',
          valuePpm: 600_001n,
        },
        { indicator: 'starts', scopeKind: 'zone', scopeCode: '', period: 'Q1', comparator: 'at_least', valueCount: 12n },
      ],
      { action },
    )
    await savePlanNodes(
      tx,
      ctx,
      versionId,
      [
        { code: 'zone', parentCode: null, nameZh: '全区', nameEn: 'Zone', frameFen: money(10_000_000_000_000n), sort: 0 },
        {
          code: 'industry',
          parentCode: 'zone',
          nameZh: '产业',
          nameEn: 'Industry',
          categoryCode: 'industry',
          frameFen: money(6_000_000_000_001n),
          sort: 1,
        },
      ],
      { action },
    )
    await savePlanProjects(
      tx,
      ctx,
      versionId,
      [
        {
          projectNo: 'P-001',
          nodeCode: 'industry',
          annualFen: money(1_200_000_003n),
          profile: 'custom',
          note: '分月',
          sourceKind: 'simulated',
          months: [
            month('2024-01', [100n, 2n, 3n, 400n, 50n]),
            month('2024-02', [1_200_000_000n - 505n]),
            month('2024-02', [7n], '设备已报'),
            month('2024-03', [8n, 0n, 0n, 9n, 9n], '融资租赁'),
          ],
          shares: [
            { parcel: 'X23', sharePpm: 333_333n, method: 'by_hand' },
            { parcel: 'X31', sharePpm: 666_667n, method: 'by_hand' },
          ],
        },
        { projectNo: '00123', annualFen: money(0n), profile: 'even' },
      ],
      { action },
    )
  })
  return versionId
}
