import { sql } from 'kysely'
import { WORK_TABLE_PARTS, type WorkTablePart, type WorkTableRow } from '@ballast/contract/work-table.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { monthsOfYear } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'

const COLUMNS: Readonly<Record<WorkTablePart, string>> = Object.fromEntries(
  WORK_TABLE_PARTS.map((part) => [part, `m.${part}_fen`]),
) as Record<WorkTablePart, string>

/** Every project of the plan by months, or the given ones; money of one part of the composition. */
export async function workTableRows(
  tx: ReadTx,
  zoneId: Uuid,
  plan: { versionId: Uuid; year: number },
  part: WorkTablePart,
  projectIds?: readonly Uuid[],
): Promise<WorkTableRow[]> {
  const only =
    projectIds === undefined
      ? sql``
      : sql`and pp.project_id in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(projectIds)}::jsonb))`
  const { rows } = await sql<
    Omit<WorkTableRow, 'version' | 'annualYuan' | 'months' | 'notCountableYuan'> & {
      version: bigint
      annualFen: bigint
      notCountableFen: bigint
      months: Record<string, string> | null
    }
  >`
    select pp.project_id as "projectId", pp.version, p.project_no as "projectNo", p.name_zh as "nameZh", p.name_en as "nameEn",
      p.cluster_code as "clusterCode",
      n.code as "nodeCode", n.name_zh as "nodeNameZh", n.name_en as "nodeNameEn", pp.annual_fen as "annualFen", pp.source_kind as "sourceKind", m.months, coalesce(m."notCountableFen", 0)::bigint as "notCountableFen"
    from plan_project pp
    join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
    left join plan_node n on n.zone_id = pp.zone_id and n.version_id = pp.version_id and n.node_id = pp.node_id
    left join (
      select m.project_id,
        jsonb_object_agg(to_char(m.month_ym, 'YYYY-MM'), ${sql.ref(COLUMNS[part])}::text) filter (where m.countable) as months,
        sum(m.total_fen) filter (where not m.countable) as "notCountableFen"
      from plan_month m where m.zone_id = ${zoneId} and m.version_id = ${plan.versionId} group by m.project_id
    ) m on m.project_id = pp.project_id
    where pp.zone_id = ${zoneId} and pp.version_id = ${plan.versionId} ${only}
    order by p.project_no`.execute(tx)
  const months = monthsOfYear(plan.year)
  return rows.map(({ version, annualFen, notCountableFen, months: amounts, ...row }) => ({
    ...row,
    version: version.toString(),
    annualYuan: formatYuan(annualFen),
    notCountableYuan: formatYuan(notCountableFen),
    months: months.map((month) => formatYuan(BigInt(amounts?.[month] ?? '0'))),
  }))
}
