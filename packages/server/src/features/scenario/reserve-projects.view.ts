import { sql } from 'kysely'
import type { ReserveProject } from '@ballast/contract/scenario.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

interface Row {
  readonly projectId: Uuid
  readonly projectNo: string
  readonly nameZh: string
  readonly nameEn: string | null
  readonly category: string | null
  readonly cluster: string | null
  readonly isIndustry: boolean
  readonly typeCode: string | null
  readonly totalFen: bigint | null
  readonly startOn: PlainDate | null
}

/** Active projects of the register that are not among the given ones. */
export async function reserveProjects(tx: ReadTx, zoneId: Uuid, except: readonly string[]): Promise<ReserveProject[]> {
  const { rows } = await sql<Row>`
    select p.project_id as "projectId", p.project_no as "projectNo", coalesce(p.short_name, p.name_zh) as "nameZh", p.name_en as "nameEn",
      p.category_code as category, p.cluster_code as cluster, coalesce(k.is_industry, false) as "isIndustry", p.type_code as "typeCode",
      p.total_fen as "totalFen", g.planned_on as "startOn"
    from project p
    left join category k on k.zone_id = p.zone_id and k.category_code = p.category_code
    left join project_gate g on g.zone_id = p.zone_id and g.project_id = p.project_id and g.gate = 'construction_start'
    where p.zone_id = ${zoneId} and p.standing = 'active' and not (p.project_id = any(${except}::uuid[]))
    order by p.project_no limit 500`.execute(tx)
  return rows.map(({ typeCode, totalFen, category, ...row }) => ({
    ...row,
    category: category ?? '',
    sector: typeCode ?? category ?? '',
    totalYuan: totalFen === null ? null : formatYuan(totalFen),
  }))
}
