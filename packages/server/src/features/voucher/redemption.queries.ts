import { IS_UNBILLED } from './use.queries.ts'
import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { firstDayOf, yearMonthOf, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { RedeemedUse, RedemptionState } from '@ballast/domain/voucher/redemption.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import { allOf, isOneOf, when, type Condition } from '../../platform/list-query.ts'
import { newId } from '../../platform/ids.ts'
import type { Moment } from './ledger.queries.ts'

export interface Papers {
  readonly voucherId: Uuid
  readonly contractNo: string
  readonly contractOn: PlainDate
  readonly supplierName: string
  readonly supplierCreditCode: string
  readonly invoiceNo: string
  readonly invoiceOn: PlainDate
  readonly invoiceFen: bigint
  readonly computeFen: bigint
  readonly paidOn: PlainDate
}

export interface RedemptionRecord extends Papers {
  readonly redemptionId: Uuid
  readonly redemptionNo: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly enterpriseCreditCode: string | null
  readonly voucherNo: string
  readonly voucherLeftFen: bigint
  readonly meteredFen: bigint
  readonly uses: bigint
  readonly redemptionPpm: bigint
  readonly askedFen: bigint
  readonly amountFen: bigint | null
  readonly state: RedemptionState
  readonly submittedOn: PlainDate
  readonly submittedByName: string
  readonly submittedBy: string
  readonly checkedBy: string | null
  readonly checkedByName: string | null
  readonly checkedAt: Instant | null
  readonly decidedByName: string | null
  readonly decidedAt: Instant | null
  readonly paymentNo: string | null
  readonly decisionNote: string | null
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly version: bigint
}

/** @param reach a condition on the enterprise (alias `e`) */
export async function readRedemptions(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  filter: { readonly state?: readonly RedemptionState[] | undefined; readonly redemptionId?: Uuid },
): Promise<RedemptionRecord[]> {
  const conditions = allOf([
    reach,
    isOneOf(sql`r.state`, filter.state),
    when(filter.redemptionId, (id) => sql<boolean>`r.redemption_id = ${id}`),
  ])
  const { rows } = await sql<RedemptionRecord>`
    select r.redemption_id as "redemptionId", r.redemption_no as "redemptionNo", r.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh",
      e.name_en as "enterpriseNameEn", e.credit_code as "enterpriseCreditCode", r.voucher_id as "voucherId", v.voucher_no as "voucherNo",
      coalesce((select a.balance from voucher_account a where a.zone_id = r.zone_id and a.voucher_id = r.voucher_id and a.kind = 'voucher'), 0)::bigint
        as "voucherLeftFen",
      r.contract_no as "contractNo", r.contract_on as "contractOn", r.supplier_name as "supplierName", r.supplier_credit_code as "supplierCreditCode",
      r.invoice_no as "invoiceNo", r.invoice_on as "invoiceOn", r.invoice_fen as "invoiceFen", r.compute_fen as "computeFen", r.paid_on as "paidOn",
      r.metered_fen as "meteredFen", (select count(*) from voucher_redemption_use l where l.zone_id = r.zone_id and l.redemption_id = r.redemption_id)
        as uses,
      r.redemption_ppm as "redemptionPpm", r.asked_fen as "askedFen", r.amount_fen as "amountFen", r.state, r.submitted_on as "submittedOn",
      r.submitted_by as "submittedBy", r.submitted_by_name as "submittedByName", r.checked_by as "checkedBy", r.checked_by_name as "checkedByName",
      r.checked_at as "checkedAt", r.decided_by_name as "decidedByName", r.decided_at as "decidedAt", r.payment_no as "paymentNo",
      r.decision_note as "decisionNote", r.source_kind as "sourceKind", r.version
    from voucher_redemption r join enterprise e on e.zone_id = r.zone_id and e.enterprise_id = r.enterprise_id
    join voucher v on v.zone_id = r.zone_id and v.voucher_id = r.voucher_id
    where r.zone_id = ${zoneId} and ${conditions}
    order by case r.state when 'submitted' then 0 when 'checked' then 1 else 2 end, r.submitted_at desc, r.redemption_id desc`.execute(tx)
  return rows
}

/** The metered rows of some ids that belong to the enterprise, as a redemption looks at them. @param except the redemption itself */
export async function usesToRedeem(
  tx: ReadTx,
  zoneId: Uuid,
  enterpriseId: Uuid,
  useIds: readonly Uuid[],
  except: Uuid | null,
): Promise<RedeemedUse[]> {
  const { rows } = await sql<RedeemedUse>`
    select u.use_id as "useId", u.centre || '/' || u.engine_job as label, u.ended_on as "endedOn", u.charged_fen as "chargedFen",
      u.charged_fen = 0 and u.covered_tflops_s > 0 and not coalesce(v.is_paid, false) as "isPaidByQuota", r.redemption_no as "redeemedIn",
      ${IS_UNBILLED} as "isUnbilled"
    from voucher_use u
    left join voucher v on v.zone_id = u.zone_id and v.voucher_id = u.voucher_id
    left join compute_bill_line b on b.zone_id = u.zone_id and b.use_id = u.use_id
    left join voucher_redemption_use l on l.zone_id = u.zone_id and l.use_id = u.use_id and l.is_live and l.redemption_id is distinct from ${except}::uuid
    left join voucher_redemption r on r.zone_id = l.zone_id and r.redemption_id = l.redemption_id
    where u.zone_id = ${zoneId} and u.enterprise_id = ${enterpriseId} and u.use_id = any(${useIds}::uuid[]) order by u.ended_on, u.use_id`.execute(
    tx,
  )
  return rows
}

/**
 * By how much the rows exceed what is still owed on the bills on which they stand: a correction is of a bill's sum, and rows of other
 * redemptions that stand count first. @param except the redemption itself
 */
export async function correctedFen(tx: ReadTx, zoneId: Uuid, useIds: readonly Uuid[], except: Uuid | null): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    with brought as (
      select l.bill_id, sum(u.charged_fen) as fen from compute_bill_line l
      join voucher_use u on u.zone_id = l.zone_id and u.use_id = l.use_id
      where l.zone_id = ${zoneId} and (l.use_id = any(${useIds}::uuid[]) or exists (select from voucher_redemption_use o
        where o.zone_id = l.zone_id and o.use_id = l.use_id and o.is_live and o.redemption_id is distinct from ${except}::uuid))
        and l.bill_id in (select m.bill_id from compute_bill_line m where m.zone_id = ${zoneId} and m.use_id = any(${useIds}::uuid[]))
      group by l.bill_id
    )
    select coalesce(sum(greatest(brought.fen - b.charged_fen - coalesce((select sum(n.charged_fen) from compute_bill n
      where n.zone_id = b.zone_id and n.corrects_bill_id = b.bill_id), 0), 0)), 0)::bigint as amount
    from brought join compute_bill b on b.zone_id = ${zoneId} and b.bill_id = brought.bill_id`.execute(tx)
  return rows[0]?.amount ?? 0n
}

/** A redemption that stands, of the same contract by another voucher. */
export async function contractTaken(
  tx: ReadTx,
  zoneId: Uuid,
  { supplierCreditCode, contractNo, voucherId }: Pick<Papers, 'supplierCreditCode' | 'contractNo' | 'voucherId'>,
): Promise<string | null> {
  const { rows } = await sql<{ no: string }>`
    select r.redemption_no as no from voucher_redemption r where r.zone_id = ${zoneId} and r.supplier_credit_code = ${supplierCreditCode}
      and r.contract_no = ${contractNo} and r.voucher_id <> ${voucherId} and r.state in ('submitted', 'checked', 'redeemed')
    order by r.submitted_at limit 1`.execute(tx)
  return rows[0]?.no ?? null
}

export async function useIdsOf(tx: ReadTx, zoneId: Uuid, redemptionId: Uuid): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select l.use_id as id from voucher_redemption_use l where l.zone_id = ${zoneId} and l.redemption_id = ${redemptionId} and l.is_live`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** All rows that were brought with it, whatever became of it. */
export async function useIdsOnPapers(tx: ReadTx, zoneId: Uuid, redemptionId: Uuid): Promise<Uuid[]> {
  const { rows } = await sql<{ id: Uuid }>`
    select l.use_id as id from voucher_redemption_use l where l.zone_id = ${zoneId} and l.redemption_id = ${redemptionId}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Numbers of the bills on which metered rows stand. */
export async function billsOfUses(tx: ReadTx, zoneId: Uuid, useIds: readonly Uuid[]): Promise<ReadonlyMap<Uuid, string>> {
  const { rows } = await sql<{ useId: Uuid; billNo: string }>`
    select l.use_id as "useId", b.bill_no as "billNo" from compute_bill_line l
    join compute_bill b on b.zone_id = l.zone_id and b.bill_id = l.bill_id
    where l.zone_id = ${zoneId} and l.use_id = any(${useIds}::uuid[])`.execute(tx)
  return new Map(rows.map(({ useId, billNo }) => [useId, billNo]))
}

/** Another redemption that stands on the same invoice. */
export async function invoiceTaken(
  tx: ReadTx,
  zoneId: Uuid,
  { supplierCreditCode, invoiceNo }: Pick<Papers, 'supplierCreditCode' | 'invoiceNo'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ no: string }>`
    select r.redemption_no as no from voucher_redemption r where r.zone_id = ${zoneId} and r.supplier_credit_code = ${supplierCreditCode}
      and r.invoice_no = ${invoiceNo} and r.state in ('submitted', 'checked', 'redeemed')`.execute(tx)
  return rows[0]?.no
}

/** What an enterprise has had checked or redeemed of what it handed in in a year. */
export async function redeemedIn(tx: ReadTx, zoneId: Uuid, enterpriseId: Uuid, year: number): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(r.amount_fen), 0)::bigint as amount from voucher_redemption r where r.zone_id = ${zoneId} and r.enterprise_id = ${enterpriseId}
      and r.state in ('checked', 'redeemed') and r.submitted_on >= ${firstDayOf(yearMonthOf(year, 1))}
      and r.submitted_on < ${firstDayOf(yearMonthOf(year + 1, 1))}`.execute(tx)
  return rows[0]?.amount ?? 0n
}

/** Whoever redeems for the same enterprise waits for his turn: the cap of its year is looked at one after the other. */
export async function lockRedemptions(tx: WriteTx, enterpriseId: Uuid): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${enterpriseId}, 310))`.execute(tx)
}

export async function insertRedemption(
  tx: WriteTx,
  zoneId: Uuid,
  given: Papers & {
    redemptionNo: string
    enterpriseId: Uuid
    meteredFen: bigint
    redemptionPpm: bigint
    askedFen: bigint
    useIds: readonly Uuid[]
  },
  { on, at, by, byName }: Moment,
): Promise<Uuid> {
  const redemptionId = newId()
  await tx
    .insertInto('voucher_redemption')
    .values({
      zone_id: zoneId,
      redemption_id: redemptionId,
      redemption_no: given.redemptionNo,
      enterprise_id: given.enterpriseId,
      voucher_id: given.voucherId,
      contract_no: given.contractNo,
      contract_on: given.contractOn,
      supplier_name: given.supplierName,
      supplier_credit_code: given.supplierCreditCode,
      invoice_no: given.invoiceNo,
      invoice_on: given.invoiceOn,
      invoice_fen: given.invoiceFen,
      compute_fen: given.computeFen,
      paid_on: given.paidOn,
      is_unrelated: true,
      is_not_subsidised_elsewhere: true,
      metered_fen: given.meteredFen,
      redemption_ppm: given.redemptionPpm,
      asked_fen: given.askedFen,
      state: 'submitted',
      submitted_on: on,
      submitted_by: by,
      submitted_by_name: byName,
      submitted_at: at,
      source_kind: 'entered',
    })
    .execute()
  await tx
    .insertInto('voucher_redemption_use')
    .values(given.useIds.map((useId) => ({ zone_id: zoneId, redemption_id: redemptionId, use_id: useId })))
    .execute()
  return redemptionId
}

export type RedemptionStep =
  | { readonly to: 'withdrawn' }
  | { readonly to: 'checked'; readonly amountFen: bigint; readonly moment: Moment }
  | { readonly to: 'redeemed'; readonly paymentNo: string; readonly moment: Moment }
  | { readonly to: 'refused'; readonly note: string; readonly moment: Moment }

function changes(step: RedemptionStep) {
  if (step.to === 'withdrawn') return {}
  const { by, byName, on, at } = step.moment
  if (step.to === 'checked') return { amount_fen: step.amountFen, checked_by: by, checked_by_name: byName, checked_at: at }
  return {
    ...(step.to === 'redeemed' ? { payment_no: step.paymentNo } : { decision_note: step.note }),
    decided_by: by,
    decided_by_name: byName,
    decided_on: on,
    decided_at: at,
  }
}

/** False: somebody else was first. */
export async function stepRedemption(
  tx: WriteTx,
  zoneId: Uuid,
  { redemptionId, version }: { redemptionId: Uuid; version: bigint },
  from: readonly RedemptionState[],
  step: RedemptionStep,
): Promise<boolean> {
  const written = await tx
    .updateTable('voucher_redemption')
    .set({ state: step.to, version: version + 1n, ...changes(step) })
    .where('zone_id', '=', zoneId)
    .where('redemption_id', '=', redemptionId)
    .where('version', '=', version)
    .where('state', 'in', from)
    .returning('version')
    .execute()
  return written.length === 1
}

/** The metered rows can be brought again. */
export async function freeUses(tx: WriteTx, zoneId: Uuid, redemptionId: Uuid): Promise<void> {
  await tx
    .updateTable('voucher_redemption_use')
    .set({ is_live: false })
    .where('zone_id', '=', zoneId)
    .where('redemption_id', '=', redemptionId)
    .execute()
}
