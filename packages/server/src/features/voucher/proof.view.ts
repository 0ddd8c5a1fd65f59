import { sql, type RawBuilder } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { TFLOPS_SECONDS_PER_P_HOUR } from '@ballast/domain/voucher/computing-power.ts'
import type { ReadTx } from '../../platform/database.ts'

export interface Check {
  readonly code: string
  readonly looked: number
  readonly wrong: number
  readonly examples: readonly string[]
}
const EXAMPLES = 10

/**
 * What the constraints of the ledger leave to be proven, each by counting anew from the postings and from the papers behind them. Every
 * query gives a line for each thing it looks at, with what the books say and what the count says.
 */
export async function proveLedger(tx: ReadTx, zoneId: Uuid): Promise<Check[]> {
  const sides = sql`sides as (
    select g.from_account_id as account_id, g.from_no as no, -g.amount as moved, g.from_balance as balance from voucher_posting g where g.zone_id = ${zoneId}
    union all select g.to_account_id, g.to_no, g.amount, g.to_balance from voucher_posting g where g.zone_id = ${zoneId})`
  const ofVoucher = (
    kind: string,
  ) => sql`(select a.balance from voucher_account a where a.zone_id = v.zone_id and a.voucher_id = v.voucher_id
    and a.kind = ${kind})`
  const account = sql`coalesce(v.voucher_no, l.year::text || case when l.is_paid then ' paid' else '' end) || ' ' || a.kind || ' (' || a.unit || ')'`
  const accounts = sql`voucher_account a join voucher_pool l on l.zone_id = a.zone_id and l.pool_id = a.pool_id
    left join voucher v on v.zone_id = a.zone_id and v.voucher_id = a.voucher_id`
  const queries: Readonly<Record<string, RawBuilder<unknown>>> = {
    'voucher-proof.balance': sql`with ${sides}, counted as (select account_id, sum(moved) as moved, count(*) as n from sides group by 1)
      select ${account} as what, a.balance::text || ' #' || a.postings as said, coalesce(c.moved, 0)::bigint || ' #' || coalesce(c.n, 0) as counted
      from ${accounts} left join counted c on c.account_id = a.account_id where a.zone_id = ${zoneId}`,
    'voucher-proof.chain': sql`with ${sides}, ordered as (select s.*, row_number() over w as place, sum(s.moved) over w as running from sides s
        window w as (partition by s.account_id order by s.no))
      select ${account} || ' #' || o.no as what, o.balance::text || ' #' || o.no as said, o.running::bigint || ' #' || o.place as counted
      from ordered o join ${accounts} on a.zone_id = ${zoneId} and a.account_id = o.account_id`,
    'voucher-proof.zero': sql`select a.unit as what, sum(a.balance)::bigint::text as said, '0' as counted from voucher_account a
      where a.zone_id = ${zoneId} group by a.unit`,
    'voucher-proof.granted': sql`select v.voucher_no as what, v.amount::text as said, (select sum(a.balance)::bigint from voucher_account a
        where a.zone_id = v.zone_id and a.voucher_id = v.voucher_id)::text as counted
      from voucher v where v.zone_id = ${zoneId}`,
    'voucher-proof.held': sql`select v.voucher_no as what, ${ofVoucher('hold')}::text as said, (
        coalesce((select sum(h.amount_tflops_s - h.captured_tflops_s) from voucher_hold h where h.zone_id = v.zone_id and h.voucher_id = v.voucher_id
          and h.closed_at is null), 0)
        + coalesce((select sum(r.amount_fen) from voucher_redemption r where r.zone_id = v.zone_id and r.voucher_id = v.voucher_id
          and r.state = 'checked'), 0))::bigint::text as counted
      from voucher v where v.zone_id = ${zoneId}`,
    'voucher-proof.used': sql`select v.voucher_no as what, ${ofVoucher('used')}::text as said, coalesce((select sum(u.covered_tflops_s) from voucher_use u
        where u.zone_id = v.zone_id and u.voucher_id = v.voucher_id), 0)::bigint::text as counted
      from voucher v where v.zone_id = ${zoneId}`,
    'voucher-proof.charged': sql`select u.centre || '/' || u.engine_job as what, u.charged_fen::text as said,
        div((u.amount_tflops_s - u.free_tflops_s - case when v.is_paid then 0 else u.covered_tflops_s end)::numeric * u.fen_per_p_hour * 2
          + ${TFLOPS_SECONDS_PER_P_HOUR}::numeric, ${TFLOPS_SECONDS_PER_P_HOUR}::numeric * 2)::text as counted
      from voucher_use u left join voucher v on v.zone_id = u.zone_id and v.voucher_id = u.voucher_id where u.zone_id = ${zoneId}`,
    'voucher-proof.paid': sql`select l.year::text as what, a.balance::text as said, '0' as counted from voucher_pool l
      join voucher_account a on a.zone_id = l.zone_id and a.pool_id = l.pool_id and a.kind = 'pool' where l.zone_id = ${zoneId} and l.is_paid`,
    'voucher-proof.redeemed': sql`select v.voucher_no as what, ${ofVoucher('redeemed')}::text as said, coalesce((select sum(r.amount_fen) from voucher_redemption r
        where r.zone_id = v.zone_id and r.voucher_id = v.voucher_id and r.state = 'redeemed'), 0)::bigint::text as counted
      from voucher v where v.zone_id = ${zoneId}`,
  }
  const checks: Check[] = []
  for (const [code, lines] of Object.entries(queries)) {
    const { rows } = await sql<{ looked: bigint; wrong: bigint; examples: string[] | null }>`
      with lines as (${lines}), differing as (select what || ': ' || coalesce(said, '-') || ' ≠ ' || coalesce(counted, '-') as text from lines
        where said is distinct from counted order by 1)
      select (select count(*) from lines) as looked, (select count(*) from differing) as wrong,
        (select array_agg(text) from (select text from differing limit ${EXAMPLES}) few) as examples`.execute(tx)
    const [row] = rows
    checks.push({ code, looked: Number(row?.looked), wrong: Number(row?.wrong), examples: row?.examples ?? [] })
  }
  return checks
}

export async function countAccounts(tx: ReadTx, zoneId: Uuid): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`select count(*) as n from voucher_account where zone_id = ${zoneId}`.execute(tx)
  return Number(rows[0]?.n)
}
