import { sql, type RawBuilder } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { ReadTx } from '../../platform/database.ts'

/** The version of a year's plan that amounts on parcels come from: the one in force; before the first adoption, the latest draft. */
export async function planVersionInForce(tx: ReadTx, zoneId: Uuid, year: number): Promise<{ versionId: Uuid; isFrozen: boolean } | null> {
  const row = await tx
    .selectFrom('plan_version')
    .innerJoin('year_plan', (join) =>
      join.onRef('year_plan.zone_id', '=', 'plan_version.zone_id').onRef('year_plan.year', '=', 'plan_version.year'),
    )
    .select(['plan_version.version_id as versionId', 'plan_version.status'])
    .where('plan_version.zone_id', '=', zoneId)
    .where('plan_version.year', '=', year)
    .where('plan_version.status', '<>', 'discarded')
    .orderBy((order) => order.case().whenRef('plan_version.version_id', '=', 'year_plan.adopted_version_id').then(0).else(1).end())
    .orderBy('plan_version.created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { versionId: row.versionId, isFrozen: row.status === 'adopted' } : null
}

/**
 * The part of an amount that stands on a share (alias s with reached and share_ppm): cumulative rounding, so that the parts of
 * whole shares add up to the amount, to the fen. Numeric, because a large amount times a share leaves bigint.
 */
export const partOnShare = (amount: string): RawBuilder<bigint> =>
  sql.raw(
    `(case when s.share_ppm = 1000000 then ${amount} else (div(${amount}::numeric * s.reached, 1000000) - div(${amount}::numeric * (s.reached - s.share_ppm), 1000000))::bigint end)`,
  )

/** Shares of the projects of a version, each with the sum of the shares up to it. */
export const reachedShares = (zoneId: Uuid, versionId: Uuid | null, parcelIds?: readonly Uuid[]): RawBuilder<unknown> => sql`
  select s.project_id, s.parcel_id, s.ordinal, s.share_ppm, sum(s.share_ppm) over (partition by s.project_id order by s.ordinal)::bigint as reached
  from plan_share s where s.zone_id = ${zoneId} and s.version_id = ${versionId}::uuid ${
    parcelIds === undefined
      ? sql``
      : sql`and s.project_id in (select o.project_id from plan_share o where o.zone_id = ${zoneId} and o.version_id = ${versionId}::uuid and o.parcel_id = any(${parcelIds}::uuid[]))`
  }`

/** Countable amounts of a version by parcel and project: columns parcel_id, project_id, share_ppm, fen, source_kind. */
export const amountsByProject = (
  zoneId: Uuid,
  versionId: Uuid | null,
  options: { parcelIds?: readonly Uuid[]; publicOnly?: boolean } = {},
): RawBuilder<unknown> => sql`
  select s.parcel_id, s.project_id, s.share_ppm, p.source_kind,
    sum(${partOnShare('m.construction_fen')} + ${partOnShare('m.installation_fen')} + ${partOnShare('m.equipment_fen')} + ${partOnShare('m.other_fen')})::bigint as fen
  from (${reachedShares(zoneId, versionId, options.parcelIds)}) s
  join plan_project p on p.zone_id = ${zoneId} and p.version_id = ${versionId}::uuid and p.project_id = s.project_id
  join plan_month m on m.zone_id = ${zoneId} and m.version_id = ${versionId}::uuid and m.project_id = s.project_id and m.countable
  where true ${options.parcelIds === undefined ? sql`` : sql`and s.parcel_id = any(${options.parcelIds}::uuid[])`}
    ${options.publicOnly === true ? sql`and p.source_kind = 'public'` : sql``}
  group by s.parcel_id, s.project_id, s.share_ppm, p.source_kind`
