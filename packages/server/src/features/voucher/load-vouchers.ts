import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { CardRate, Terms } from '@ballast/domain/voucher/terms.ts'
import type { VoucherUnit } from '@ballast/domain/voucher/unit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { amountOut } from './amounts.ts'
import { applyForVoucher } from './apply.ts'
import { grantVoucher } from './decide-application.ts'
import { fundPool } from './fund-pool.ts'
import { setRate, setTerms } from './set-terms.ts'
import type { SourceKind } from './terms.queries.ts'

interface Cited {
  readonly citation: string | null
  readonly sourceKind: SourceKind
}
interface Amount {
  readonly unit: VoucherUnit
  readonly amount: bigint
}
export interface VoucherBooks {
  readonly terms: Terms & Cited
  readonly rates: readonly (CardRate & Cited)[]
  readonly pools: readonly (Amount & { readonly year: number; readonly note: string })[]
  readonly vouchers: readonly (Amount & { readonly enterpriseId: Uuid; readonly purpose: string; readonly sourceKind: SourceKind })[]
}

/** What a zone's vouchers begin with; each is asked for and granted as any other is. */
export async function loadVouchers(tx: WriteTx, ctx: Context, { terms, rates, pools, vouchers }: VoucherBooks): Promise<void> {
  await setTerms(tx, ctx, terms)
  for (const rate of rates) await setRate(tx, ctx, rate)
  for (const pool of pools) await fundPool(tx, ctx, { ...pool, isWithdrawal: false })
  for (const { enterpriseId, unit, amount, purpose, sourceKind } of vouchers) {
    const applicant = { ...ctx, user: { ...ctx.user, grants: [{ role: 'enterprise_reporter' as const, bureauOnly: false }], enterpriseId } }
    const { applicationId, version } = await applyForVoucher(tx, applicant, { unit, amount, purpose, projectId: null }, sourceKind)
    const office = { ...ctx, user: { ...ctx.user, grants: [{ role: 'planner' as const, bureauOnly: false }] } }
    const granted = { applicationId: applicationId as Uuid, version: BigInt(version), amount: amountOut(unit, amount), note: null }
    await grantVoucher(tx, office, granted)
  }
}
