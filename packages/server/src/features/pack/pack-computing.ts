import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { parseYuan } from '@ballast/domain/shared/money.ts'
import { parsePpm } from '@ballast/domain/shared/ratio.ts'
import type { PlainDate } from '@ballast/domain/shared/time.ts'
import { parsePHours } from '@ballast/domain/voucher/computing-power.ts'
import type { VoucherBooks } from '../voucher/index.ts'
import type { ComputingAmount, ComputingFile, ComputingOrigin } from './computing-file.ts'
import { CSV_FILES, type ProblemList } from './pack-file.ts'
import type { Pack } from './read-pack.ts'

const amountOf = ({ unit, amount }: ComputingAmount) =>
  unit === 'yuan' ? { unit: 'fen' as const, amount: parseYuan(amount) } : { unit: 'tflops_s' as const, amount: parsePHours(amount) }
const originOf = ({ sourceKind, citation }: ComputingOrigin) => ({ sourceKind, citation: citation ?? null })

export const voucherBooksOf = (
  { terms, rates = [], pools = [], vouchers = [] }: ComputingFile,
  enterpriseIds: ReadonlyMap<string, Uuid>,
): VoucherBooks => ({
  terms: {
    ...originOf(terms),
    fromOn: terms.fromOn as PlainDate,
    redemptionPpm: parsePpm(terms.redemptionShare),
    firmCapFen: terms.firmCapYuan === undefined ? null : parseYuan(terms.firmCapYuan),
    firmCapTflopsS: null,
    validityMonths: terms.validityMonths,
    freeEndStates: terms.freeEndStates ?? [],
  },
  rates: rates.map((rate) => ({
    ...originOf(rate),
    cardType: rate.cardType,
    fromOn: rate.fromOn as PlainDate,
    tflops: BigInt(rate.tflops),
    fenPerPHour: parseYuan(rate.yuanPerPHour),
  })),
  pools: pools.map(({ year, note, ...pool }) => ({ ...amountOf(pool), year, note })),
  vouchers: vouchers.map(({ enterprise, purpose, sourceKind, ...voucher }) => ({
    ...amountOf(voucher),
    purpose,
    sourceKind,
    enterpriseId: enterpriseIds.get(enterprise) as Uuid,
  })),
})

/** Vouchers are for enterprises that are there. */
export function computingChecks({ computing, csv }: Pack, problems: ProblemList): void {
  if (computing === null) return
  const { path } = CSV_FILES.enterprises
  const known = new Set(csv.enterprises.map(({ cells }) => cells['name_zh']))
  for (const [index, { enterprise }] of (computing.value.vouchers ?? []).entries()) {
    const line = computing.lineOf(['vouchers', String(index), 'enterprise'])
    if (!known.has(enterprise)) {
      problems.add('computing.yaml', line, 'pack.unknown-reference', { column: 'enterprise', value: enterprise, file: path })
    }
  }
}
