import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ApplicationState } from '@ballast/domain/voucher/grant.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOf, when, type Condition } from '../../platform/list-query.ts'
import { newId } from '../../platform/ids.ts'
import type { Moment } from './ledger.queries.ts'

export interface ApplicationRecord {
  readonly applicationId: Uuid
  readonly applicationNo: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly projectId: Uuid | null
  readonly projectNameZh: string | null
  readonly projectNameEn: string | null
  readonly unit: VoucherUnit
  readonly amount: bigint
  readonly purpose: string
  readonly state: ApplicationState
  readonly appliedOn: PlainDate
  readonly appliedByName: string
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly decisionNote: string | null
  readonly voucherId: Uuid | null
  readonly voucherNo: string | null
  readonly granted: bigint | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly version: bigint
}

/** @param reach a condition on the enterprise (alias `e`) */
export async function readApplications(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: { readonly state?: readonly ApplicationState[] | undefined; readonly applicationId?: Uuid },
): Promise<ApplicationRecord[]> {
  const conditions = allOf([
    reach,
    isOneOf(sql`a.state`, filter.state),
    when(filter.applicationId, (id) => sql<boolean>`a.application_id = ${id}`),
  ])
  const { rows } = await sql<ApplicationRecord>`
    select a.application_id as "applicationId", a.application_no as "applicationNo", a.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh",
      e.name_en as "enterpriseNameEn", a.project_id as "projectId", p.name_zh as "projectNameZh", p.name_en as "projectNameEn", a.unit, a.amount,
      a.purpose, a.state, a.applied_on as "appliedOn", a.applied_by_name as "appliedByName", a.decided_by_name as "decidedByName",
      a.decided_at as "decidedAt", a.decision_note as "decisionNote", v.voucher_id as "voucherId", v.voucher_no as "voucherNo", v.amount as granted,
      a.source_kind as "sourceKind", a.version
    from voucher_application a join enterprise e on e.zone_id = a.zone_id and e.enterprise_id = a.enterprise_id
    left join project p on p.zone_id = a.zone_id and p.project_id = a.project_id
    left join voucher v on v.zone_id = a.zone_id and v.application_id = a.application_id
    where a.zone_id = ${zoneId} and ${conditions}
    order by a.state = 'submitted' desc, a.applied_at desc, a.application_id desc`.execute(tx)
  return rows
}

/** What waits to be decided, the oldest first. */
export const waitingApplications = async (tx: ReadTx, zoneId: Uuid): Promise<ApplicationRecord[]> =>
  (await readApplications(tx, zoneId, undefined, { state: ['submitted'] })).toReversed()

export async function insertApplication(
  tx: WriteTx,
  zoneId: Uuid,
  given: {
    applicationNo: string
    enterpriseId: Uuid
    projectId: Uuid | null
    unit: VoucherUnit
    amount: bigint
    purpose: string
    sourceKind: ApplicationRecord['sourceKind']
  },
  { on, at, by, byName }: Moment,
): Promise<Uuid> {
  const applicationId = newId()
  await tx
    .insertInto('voucher_application')
    .values({
      zone_id: zoneId,
      application_id: applicationId,
      application_no: given.applicationNo,
      enterprise_id: given.enterpriseId,
      project_id: given.projectId,
      unit: given.unit,
      amount: given.amount,
      purpose: given.purpose,
      state: 'submitted',
      applied_on: on,
      applied_by: by,
      applied_by_name: byName,
      applied_at: at,
      source_kind: given.sourceKind,
    })
    .execute()
  return applicationId
}

/** False: somebody else was first, or it is not waiting any more. */
export async function decideApplication(
  tx: WriteTx,
  zoneId: Uuid,
  { applicationId, version }: { applicationId: Uuid; version: bigint },
  decision: { state: 'granted' | 'refused'; note: string | null; moment: Moment } | { state: 'withdrawn' },
): Promise<boolean> {
  const decided =
    decision.state === 'withdrawn'
      ? {}
      : {
          decided_by: decision.moment.by,
          decided_by_name: decision.moment.byName,
          decided_at: decision.moment.at,
          decision_note: decision.note,
        }
  const written = await tx
    .updateTable('voucher_application')
    .set({ state: decision.state, version: version + 1n, ...decided })
    .where('zone_id', '=', zoneId)
    .where('application_id', '=', applicationId)
    .where('version', '=', version)
    .where('state', '=', 'submitted')
    .returning('version')
    .execute()
  return written.length === 1
}

/** Whether a project is one of the enterprise's. */
export async function ownsProject(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid, projectId: Uuid): Promise<boolean> {
  const { rows } = await sql`select from project p where p.zone_id = ${zoneId} and p.project_id = ${projectId}
    and p.owner_enterprise_id = ${enterpriseId}`.execute(tx)
  return rows.length === 1
}
