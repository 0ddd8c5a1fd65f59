import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { Account, AccountKind, Posting } from '@ballast/domain/voucher/ledger.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'

export interface VoucherAccount extends Account {
  readonly voucherId: Uuid | null
}

const ACCOUNT = sql`a.account_id as "accountId", a.kind, a.unit, a.balance, a.postings, a.voucher_id as "voucherId"`

/** The accounts of vouchers as they stand; whoever else wants them waits until this transaction ends. */
export async function lockVoucherAccounts(tx: WriteTx, zoneId: Uuid, voucherIds: readonly Uuid[]): Promise<VoucherAccount[]> {
  const { rows } = await sql<VoucherAccount>`
    select ${ACCOUNT} from voucher_account a where a.zone_id = ${zoneId} and a.voucher_id = any(${voucherIds}::uuid[])
    order by a.account_id for update`.execute(tx)
  return rows
}

/** What a pool is of: the public money or quota of a year, or the paid lines that were opened in it. */
export interface PoolKey {
  readonly year: number
  readonly unit: VoucherUnit
  readonly isPaid: boolean
}

/** The pool of a year and its budget, made when they are not there. */
export async function openPool(tx: WriteTx, zoneId: Uuid, key: PoolKey): Promise<Uuid> {
  const poolId = newId()
  const { year, unit, isPaid } = key
  const { rows } = await sql<{ poolId: Uuid }>`
    insert into voucher_pool (zone_id, pool_id, year, unit, is_paid) values (${zoneId}, ${poolId}, ${year}, ${unit}, ${isPaid})
    on conflict (zone_id, year, unit, is_paid) do nothing returning pool_id as "poolId"`.execute(tx)
  if (rows.length === 0) return (await findPool(tx, zoneId, key)) as Uuid
  await openAccounts(tx, zoneId, { poolId, unit, voucherId: null }, ['budget', 'pool'])
  return poolId
}

export async function findPool(tx: WriteTx, zoneId: Uuid, { year, unit, isPaid }: PoolKey): Promise<Uuid | undefined> {
  const { rows } = await sql<{ poolId: Uuid }>`
    select pool_id as "poolId" from voucher_pool where zone_id = ${zoneId} and year = ${year} and unit = ${unit}
      and is_paid = ${isPaid}`.execute(tx)
  return rows[0]?.poolId
}

export async function lockPoolAccounts(tx: WriteTx, zoneId: Uuid, poolId: Uuid): Promise<VoucherAccount[]> {
  const { rows } = await sql<VoucherAccount>`
    select ${ACCOUNT} from voucher_account a where a.zone_id = ${zoneId} and a.pool_id = ${poolId} and a.voucher_id is null
    order by a.account_id for update`.execute(tx)
  return rows
}

export async function openAccounts(
  tx: WriteTx,
  zoneId: Uuid,
  { poolId, unit, voucherId }: { poolId: Uuid; unit: VoucherUnit; voucherId: Uuid | null },
  kinds: readonly AccountKind[],
): Promise<VoucherAccount[]> {
  const accounts = kinds.map((kind) => ({ accountId: newId(), kind, unit, balance: 0n, postings: 0n, voucherId }))
  await tx
    .insertInto('voucher_account')
    .values(
      accounts.map(({ accountId, kind }) => ({
        zone_id: zoneId,
        account_id: accountId,
        kind,
        unit,
        pool_id: poolId,
        voucher_id: voucherId,
      })),
    )
    .execute()
  return accounts
}

/** What a posting is about, and who posts it when. */
export interface Cause {
  readonly type: 'pool' | 'application' | 'job' | 'use' | 'redemption' | 'voucher'
  readonly id: Uuid
  readonly voucherId: Uuid | null
  readonly note?: string | null
}
export interface Moment {
  readonly on: PlainDate
  readonly at: Instant
  readonly by: string
  readonly byName: string
}

const asText = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

/** Writes postings and the balances that they leave, in one statement. The accounts are locked; were they not, a number would be there twice. */
export async function insertPostings(
  tx: WriteTx,
  zoneId: Uuid,
  postings: readonly (Posting & { readonly cause: Cause })[],
  { on, at, by, byName }: Moment,
): Promise<void> {
  if (postings.length === 0) return
  const heads = new Map(
    postings.flatMap(({ from, to }) =>
      [from, to].map((side) => [side.account.accountId, { id: side.account.accountId, balance: side.balance, no: side.no }] as const),
    ),
  )
  const rows = postings.map(({ step, amount, from, to, cause }) => ({
    id: newId(),
    step,
    unit: from.account.unit,
    amount,
    fromId: from.account.accountId,
    fromKind: from.account.kind,
    fromNo: from.no,
    fromBalance: from.balance,
    toId: to.account.accountId,
    toKind: to.account.kind,
    toNo: to.no,
    toBalance: to.balance,
    voucherId: cause.voucherId,
    causeType: cause.type,
    causeId: cause.id,
    note: cause.note ?? null,
  }))
  await sql`
    with moved as (
      update voucher_account a set balance = h.balance, postings = h.no
      from jsonb_to_recordset(${asText([...heads.values()])}::jsonb) as h(id uuid, balance bigint, no bigint)
      where a.zone_id = ${zoneId} and a.account_id = h.id
    )
    insert into voucher_posting (zone_id, posting_id, step, unit, amount, from_account_id, from_kind, from_no, from_balance, to_account_id, to_kind,
      to_no, to_balance, voucher_id, cause_type, cause_id, note, posted_on, posted_at, posted_by, posted_by_name)
    select ${zoneId}::uuid, r.id, r.step, r.unit, r.amount, r."fromId", r."fromKind", r."fromNo", r."fromBalance", r."toId", r."toKind", r."toNo",
      r."toBalance", r."voucherId", r."causeType", r."causeId", r.note, ${on}::date, ${at}::timestamptz, ${by}, ${byName}
    from jsonb_to_recordset(${asText(rows)}::jsonb) as r(id uuid, step text, unit text, amount bigint, "fromId" uuid, "fromKind" text, "fromNo" bigint,
      "fromBalance" bigint, "toId" uuid, "toKind" text, "toNo" bigint, "toBalance" bigint, "voucherId" uuid, "causeType" text, "causeId" uuid, note text)`.execute(
    tx,
  )
}

/** The next number of a series: "JQ-2024-0007". */
export async function nextNumber(tx: WriteTx, zoneId: Uuid, series: keyof typeof PREFIX, year: number): Promise<string> {
  const { rows } = await sql<{ no: bigint }>`
    insert into voucher_number as n (zone_id, series, year, last_no) values (${zoneId}, ${series}, ${year}, 1)
    on conflict (zone_id, series, year) do update set last_no = n.last_no + 1 returning n.last_no as no`.execute(tx)
  return `${PREFIX[series]}-${year}-${String(rows[0]?.no).padStart(4, '0')}`
}
/** 申请, 券, 兑付, 账单, 自费. */
const PREFIX = { application: 'SQ', voucher: 'JQ', redemption: 'DF', bill: 'ZD', 'paid-line': 'ZF' } as const
