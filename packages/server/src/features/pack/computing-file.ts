import type { EndState } from '@ballast/domain/voucher/settle.ts'

export interface ComputingOrigin {
  readonly sourceKind: 'public' | 'simulated' | 'entered'
  readonly citation?: string
}
export interface ComputingAmount {
  readonly unit: 'p_hours' | 'yuan'
  readonly amount: string
}
export interface ComputingFile {
  readonly terms: ComputingOrigin & {
    readonly fromOn: string
    readonly redemptionShare: string
    readonly firmCapYuan?: string
    readonly validityMonths: number
    readonly freeEndStates?: readonly EndState[]
  }
  readonly rates?: readonly (ComputingOrigin & {
    readonly cardType: string
    readonly fromOn: string
    readonly tflops: number
    readonly yuanPerPHour: string
  })[]
  readonly pools?: readonly (ComputingAmount & { readonly year: number; readonly note: string })[]
  readonly vouchers?: readonly (ComputingAmount & ComputingOrigin & { readonly enterprise: string; readonly purpose: string })[]
}
