import type { Uuid } from '../shared/ids.ts'
import { Refusal, type Reason } from '../shared/refusal.ts'
import { amountText, type VoucherUnit } from './unit.ts'

/** Where pools come from, the pool of a year, and of each voucher: free, held, used, redeemed, expired. */
export const ACCOUNT_KINDS = ['budget', 'pool', 'voucher', 'hold', 'used', 'redeemed', 'expired'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
/** The accounts that each voucher has. */
export const VOUCHER_ACCOUNTS = ['voucher', 'hold', 'used', 'redeemed', 'expired'] as const

export const POSTING_STEPS = ['fund', 'withdraw', 'grant', 'hold', 'release', 'capture', 'overrun', 'redeem', 'expire'] as const
export type PostingStep = (typeof POSTING_STEPS)[number]

/** The only ways that an amount can go. */
export const WAYS: Readonly<Record<PostingStep, readonly [from: AccountKind, to: AccountKind]>> = {
  fund: ['budget', 'pool'],
  withdraw: ['pool', 'budget'],
  grant: ['pool', 'voucher'],
  hold: ['voucher', 'hold'],
  release: ['hold', 'voucher'],
  capture: ['hold', 'used'],
  overrun: ['voucher', 'used'],
  redeem: ['hold', 'redeemed'],
  expire: ['voucher', 'expired'],
}

export interface Account {
  readonly accountId: Uuid
  readonly kind: AccountKind
  readonly unit: VoucherUnit
  readonly balance: bigint
  /** How many postings have moved it. */
  readonly postings: bigint
}

export interface Move {
  readonly step: PostingStep
  readonly amount: bigint
}

/** One side of a posting: the account, the number of the posting in it, and its balance afterwards. */
export interface Side {
  readonly account: Account
  readonly no: bigint
  readonly balance: bigint
}

export interface Posting extends Move {
  readonly from: Side
  readonly to: Side
}

/**
 * Carries moves out, one after the other, on the accounts of one voucher and its pool. Moves of nothing are left out. Refuses all of
 * them when one would leave an account short; what is moved always arrives.
 */
export function post(accounts: readonly Account[], moves: readonly Move[]): Posting[] {
  const current = new Map(accounts.map((account) => [account.kind, account]))
  const reasons: Reason[] = []
  const postings = moves.flatMap(({ step, amount }): Posting[] => {
    if (amount < 0n) throw new RangeError(`a ${step} of ${amount}`)
    if (amount === 0n) return []
    const [from, to] = WAYS[step].map((kind) => current.get(kind))
    if (from === undefined || to === undefined || from.unit !== to.unit)
      throw new RangeError(`a ${step} between accounts that are not there`)
    if (from.kind !== 'budget' && from.balance < amount) {
      reasons.push({
        code: `voucher.short-${from.kind}`,
        params: { left: amountText(from.unit, from.balance), wanted: amountText(from.unit, amount) },
      })
      return []
    }
    const left: Account = { ...from, balance: from.balance - amount, postings: from.postings + 1n }
    const filled: Account = { ...to, balance: to.balance + amount, postings: to.postings + 1n }
    current.set(left.kind, left)
    current.set(filled.kind, filled)
    return [{ step, amount, from: sideOf(left), to: sideOf(filled) }]
  })
  if (reasons.length > 0) throw new Refusal('voucher.short', reasons)
  return postings
}

const sideOf = (account: Account): Side => ({ account, no: account.postings, balance: account.balance })

/** The accounts as they stand after postings. */
export function standing<A extends Account>(accounts: readonly A[], postings: readonly Posting[]): A[] {
  const heads = new Map(postings.flatMap(({ from, to }) => [from, to]).map((side) => [side.account.accountId, side]))
  return accounts.map((account) => {
    const head = heads.get(account.accountId)
    return head === undefined ? account : { ...account, balance: head.balance, postings: head.no }
  })
}
