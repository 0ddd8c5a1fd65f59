import { sql } from 'kysely'
import type { RegistrationState } from '@ballast/domain/registration/state.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { Condition } from '../../platform/list-query.ts'
import { WATCHED_COLUMNS, watchedFrom, type WatchedRecord } from '../light/index.ts'
import type { PackRecord } from './registration.queries.ts'

/** A project that goes into the library, or is in it, with its pack. */
export interface QueueRecord extends WatchedRecord {
  readonly creditCode: string | null
  readonly hasParcels: boolean
  readonly permitNo: string | null
  readonly sameCode: string | null
  readonly packState: RegistrationState | null
  readonly packVersion: bigint | null
  readonly batch: YearMonth | null
  readonly libraryNo: string | null
  readonly submittedBy: string | null
  readonly submittedAt: Instant | null
  /** Amounts as text: JSON numbers do not hold them. */
  readonly pack: (Omit<PackRecord, 'totalFen' | 'contractFen'> & { totalFen: string | null; contractFen: string | null }) | null
}

/** Projects whose type has the gate 入库, under a condition on alias `p`. */
export async function queuedProjects(tx: ReadTx, zoneId: Uuid, versionId: Uuid | null, where: Condition): Promise<QueueRecord[]> {
  const { rows } = await sql<QueueRecord>`
    select ${WATCHED_COLUMNS}, e.credit_code as "creditCode", k.state as "packState", k.version as "packVersion",
      to_char(k.batch_ym, 'YYYY-MM') as batch, k.library_no as "libraryNo", k.submitted_by as "submittedBy", k.submitted_at as "submittedAt",
      exists (select from project_parcel l where l.zone_id = p.zone_id and l.project_id = p.project_id) as "hasParcels",
      (select f.document_no from light_rule l join gate_fulfilment f on f.zone_id = l.zone_id and f.condition_code = l.condition_code
        where l.zone_id = p.zone_id and l.kind = 'permit-lapse' and f.project_id = p.project_id) as "permitNo",
      (select min(o.project_no) from project o left join registration x on x.zone_id = o.zone_id and x.project_id = o.project_id
        where o.zone_id = p.zone_id and o.project_id <> p.project_id and k.project_code is not null
          and (o.project_code = k.project_code or x.project_code = k.project_code)) as "sameCode",
      case when k.project_id is not null then json_build_object('unitName', k.unit_name, 'creditCode', k.credit_code,
        'projectCode', k.project_code, 'contractParty', k.contract_party, 'contractNo', k.contract_no, 'contractFen', k.contract_fen::text,
        'totalFen', k.total_fen::text, 'startOn', k.start_on, 'completionOn', k.completion_on, 'permitNo', k.permit_no,
        'industryCode', k.industry_code, 'statAreaCode', k.stat_area_code, 'address', k.address, 'explanations', k.explanations) end as pack
    from ${watchedFrom(versionId)}
    left join registration k on k.zone_id = p.zone_id and k.project_id = p.project_id
    where p.zone_id = ${zoneId} and ${where}
      and (p.type_code is null or exists (select from project_type_gate a where a.zone_id = p.zone_id and a.type_code = p.type_code
        and a.gate = 'registration'))
    order by p.sort_key, p.project_id`.execute(tx)
  return rows
}
