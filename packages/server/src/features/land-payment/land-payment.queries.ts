import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Fen } from '@ballast/domain/shared/money.ts'
import { firstDayOf, type Instant, type PlainDate, type YearMonth } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

export interface PaymentFacts {
  readonly paidOn: PlainDate
  readonly amountFen: Fen
  readonly instalment: string | null
  readonly contractNo: string | null
  readonly countsIn: YearMonth | null
  readonly reasonCode: string | null
  readonly note: string | null
}

export interface PaymentRecord extends PaymentFacts {
  readonly paymentId: Uuid
  readonly byName: string
  readonly at: Instant
  readonly version: bigint
  readonly withdrawnBy: string | null
  readonly withdrawnAt: Instant | null
  readonly withdrawnReason: string | null
  readonly files: bigint
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation: string | null
}

/** Everything that was entered of a project's land, the newest payment first. */
export async function readPayments(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<PaymentRecord[]> {
  const { rows } = await sql<PaymentRecord>`
    select l.payment_id as "paymentId", l.paid_on as "paidOn", l.amount_fen as "amountFen", l.instalment, l.contract_no as "contractNo",
      to_char(l.counts_ym, 'YYYY-MM') as "countsIn", l.reason_code as "reasonCode", l.note, l.entered_by_name as "byName", l.entered_at as at,
      l.version, l.withdrawn_by as "withdrawnBy", l.withdrawn_at as "withdrawnAt", l.withdrawn_reason as "withdrawnReason",
      (select count(*) from evidence v where v.zone_id = l.zone_id and v.project_id = l.project_id and v.subject_type = 'land-payment'
        and v.subject_id = l.payment_id::text and v.withdrawn_at is null) as files, l.source_kind as "sourceKind", l.citation
    from land_payment l where l.zone_id = ${zoneId} and l.project_id = ${projectId}
    order by l.paid_on desc, l.payment_id desc`.execute(tx)
  return rows
}

/** 建设用地费 as it was reported: of closed months, with corrections. */
export async function landReported(tx: ReadTx, zoneId: Uuid, projectId: Uuid): Promise<Fen> {
  const { rows } = await sql<{ fen: Fen }>`
    select ((select coalesce(sum(r.land_fen), 0) from report_return r where r.zone_id = ${zoneId} and r.project_id = ${projectId} and r.state = 'closed')
      + (select coalesce(sum(c.land_fen), 0) from report_correction c where c.zone_id = ${zoneId} and c.project_id = ${projectId}))::bigint as fen`.execute(
    tx,
  )
  return (rows[0] as { fen: Fen }).fen
}

interface Moment {
  readonly by: string
  readonly byName: string
  readonly at: Instant
}

export async function insertPayments(
  tx: WriteTx,
  zoneId: Uuid,
  payments: readonly (PaymentFacts & { projectId: Uuid; sourceKind: PaymentRecord['sourceKind']; citation: string | null })[],
  { by, byName, at }: Moment,
): Promise<void> {
  if (payments.length === 0) return
  await tx
    .insertInto('land_payment')
    .values(
      payments.map((payment) => ({
        zone_id: zoneId,
        payment_id: newId(),
        project_id: payment.projectId,
        paid_on: payment.paidOn,
        amount_fen: payment.amountFen,
        instalment: payment.instalment,
        contract_no: payment.contractNo,
        counts_ym: payment.countsIn === null ? null : firstDayOf(payment.countsIn),
        reason_code: payment.reasonCode,
        note: payment.note,
        source_kind: payment.sourceKind,
        citation: payment.citation,
        entered_by: by,
        entered_by_name: byName,
        entered_at: at,
      })),
    )
    .execute()
}

/** @returns false when it is not at this version any more */
export async function withdrawPayment(
  tx: WriteTx,
  zoneId: Uuid,
  { paymentId, version }: { paymentId: Uuid; version: bigint },
  { by, at, reason }: { by: string; at: Instant; reason: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('land_payment')
    .set({ withdrawn_by: by, withdrawn_at: at, withdrawn_reason: reason, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('payment_id', '=', paymentId)
    .where('version', '=', version)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
