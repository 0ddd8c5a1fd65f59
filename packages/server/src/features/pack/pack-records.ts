import type { CommitmentKind, CommitmentResult } from '@ballast/domain/gate/commitment.ts'
import type { FundSource, MovementKind } from '@ballast/domain/fund/balance.ts'
import type { ReturnReason } from '@ballast/domain/registration/state.ts'
import { parseWan, type Fen } from '@ballast/domain/shared/money.ts'
import type { PlainDate, YearMonth } from '@ballast/domain/shared/time.ts'
import type { Pack } from './read-pack.ts'

const wan = (text: string | undefined): Fen | null => (text === undefined ? null : parseWan(text))
type Own = 'simulated' | 'entered'

export const movementsOf = ({ csv }: Pack) =>
  csv['fund-movements'].map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    kind: cells['kind'] as MovementKind,
    on: cells['moved_on'] as PlainDate,
    fen: parseWan(cells['amount_wan'] as string),
    source: (cells['source'] ?? null) as FundSource | null,
    batch: cells['batch'] ?? null,
    documentNo: cells['document_no'] ?? null,
    note: cells['note'] ?? null,
    sourceKind: cells['source_kind'] as Own,
  }))

export const paymentsOf = ({ csv }: Pack) =>
  csv['land-payments'].map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    paidOn: cells['paid_on'] as PlainDate,
    amountFen: parseWan(cells['amount_wan'] as string),
    instalment: cells['instalment'] ?? null,
    contractNo: cells['contract_no'] ?? null,
    countsIn: (cells['counts_in'] ?? null) as YearMonth | null,
    reasonCode: cells['reason_code'] ?? null,
    note: cells['note'] ?? null,
    sourceKind: cells['source_kind'] as 'public' | 'simulated',
    citation: cells['citation'] ?? null,
  }))

export const visitsOf = ({ csv }: Pack) =>
  csv.visits.map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    visitedOn: cells['visited_on'] as PlainDate,
    visitors: cells['visitors'] as string,
    found: cells['found'] as string,
    promised: cells['promised'] ?? null,
    promisedUntil: (cells['promised_until'] ?? null) as PlainDate | null,
    keptOn: (cells['kept_on'] ?? null) as PlainDate | null,
    sourceKind: cells['source_kind'] as Own,
  }))

export const commitmentsOf = ({ csv }: Pack) =>
  csv.commitments.map(({ cells }) => ({
    projectNo: cells['project_no'] as string,
    kind: cells['kind'] as CommitmentKind,
    promisedFen: wan(cells['promised_wan']),
    dueOn: (cells['due_on'] ?? null) as PlainDate | null,
    reachedFen: wan(cells['reached_wan']),
    reachedOn: (cells['reached_on'] ?? null) as PlainDate | null,
    result: (cells['result'] ?? null) as CommitmentResult | null,
    consequence: cells['consequence'] ?? null,
    sourceKind: cells['source_kind'] as 'public' | 'simulated',
    citation: cells['citation'] as string,
  }))

export type PackRegistration = ReturnType<typeof registrationsOf>[number]

/** Packs of the queue, the earlier first; of one that is registered with the day of its gate. */
export const registrationsOf = ({ csv }: Pack) => {
  const registeredOn = new Map(
    csv['gate-progress']
      .filter(({ cells }) => cells['gate'] === 'registration')
      .map(({ cells }) => [
        cells['project_no'],
        { on: cells['actual_on'] as PlainDate | undefined, citation: cells['citation'] as string },
      ]),
  )
  return csv.registrations
    .map(({ cells }) => ({
      projectNo: cells['project_no'] as string,
      state: cells['state'] as 'preparing' | 'submitted' | 'returned' | 'accepted' | 'registered',
      contractNo: cells['contract_no'] ?? null,
      contractFen: wan(cells['contract_wan']),
      totalFen: wan(cells['total_wan']),
      totalReason: cells['total_reason'],
      submittedOn: cells['submitted_on'] as PlainDate | undefined,
      returned:
        cells['returned_item'] === undefined
          ? null
          : { item: cells['returned_item'], reasonCode: cells['returned_reason'] as ReturnReason, note: cells['returned_note'] as string },
      gate: registeredOn.get(cells['project_no']),
      libraryNo: cells['library_no'] ?? '',
      note: cells['note'] ?? null,
      sourceKind: cells['source_kind'] as Own,
    }))
    .toSorted((a, b) => ((a.submittedOn ?? '') < (b.submittedOn ?? '') ? -1 : 1))
}
