import { z } from 'zod'
import { POOL_GROUPS } from '@ballast/contract/voucher.ts'
import { POSTING_STEPS } from '@ballast/domain/voucher/ledger.ts'
import { useSearchState } from '../../app/search-state.ts'

export const TABS = ['pool', 'vouchers', 'applications', 'redemptions', 'uses', 'ledger', 'terms'] as const
export type Tab = (typeof TABS)[number]

/** What of the page a link reproduces. */
const voucherSearch = z.object({
  tab: z.enum(TABS).optional(),
  year: z.number().int().min(1990).max(2100).optional(),
  group: z.enum(POOL_GROUPS).default('firm'),
  unit: z.enum(['tflops_s', 'yuan']).optional(),
  q: z.string().max(200).optional(),
  step: z.enum(POSTING_STEPS).optional(),
  /** The voucher that is open, or whose postings and metered use are shown. */
  voucher: z.uuid().optional(),
  /** The posting or redemption that is open. */
  item: z.uuid().optional(),
})

export const useVoucherSearch = () => useSearchState(voucherSearch)
