import { formatWanExact, fen } from '../../packages/domain/src/shared/money.ts'
import { yearMonthOf, type PlainDate } from '../../packages/domain/src/shared/time.ts'
import type { WorkdayCalendar } from '../../packages/domain/src/shared/workday.ts'
import type { Fulfilment, Progress } from './life-rules.ts'
import type { Months } from './monthly-files.ts'
import { simulateCommitments } from './simulate-commitments.ts'
import type { EarlierProject } from './simulate-earlier.ts'
import { simulateFunds } from './simulate-funds.ts'
import { simulateLand } from './simulate-land.ts'
import { simulatePacks } from './simulate-packs.ts'
import type { PlannedProject } from './simulate-projects.ts'
import { simulateVisits } from './simulate-visits.ts'
import { csvText } from './text-files.ts'

/** Files of what offices keep beside the months: packs for the library, funds, payments for land, visits, commitments. */
export function recordFiles(given: {
  planned: readonly PlannedProject[]
  earlier: readonly EarlierProject[]
  months: Months
  lives: { readonly progress: readonly Progress[]; readonly fulfilments: readonly Fulfilment[] }
  fundingOf: (projectNo: string) => readonly number[]
  managerOf: (projectNo: string) => string
  calendar: WorkdayCalendar
  seed: number
  simulated: string
}): { readonly files: readonly (readonly [path: string, text: string])[]; readonly broughtWithPacks: readonly Fulfilment[] } {
  const { planned, earlier, months, lives, fundingOf, managerOf, calendar, seed, simulated } = given
  const startOf: ReadonlyMap<string, PlainDate> = new Map(
    lives.progress.flatMap(({ gate, project_no, actual_on }) =>
      gate === 'construction_start' && actual_on !== undefined ? [[project_no, actual_on] as const] : [],
    ),
  )
  const brought = new Map(lives.fulfilments.map((one) => [`${one.project_no} ${one.condition}`, one.document_no]))
  const mark = { source_kind: 'simulated' } as const
  const movements = simulateFunds(planned, { fundingOf, doneOf: months.truth.doneOf, startOf, calendar, seed })
  const payments = simulateLand(months.returns, calendar, seed + 2000)
  const visits = simulateVisits(planned, { managerOf, startOf, calendar, seed: seed + 4000 })
  const contractNoOf = (projectNo: string) => brought.get(`${projectNo} registration-contract`)
  const packs = simulatePacks(planned, { progress: lives.progress, contractNoOf, calendar, seed: seed + 6000 })
  // A pack is handed in whole.
  const broughtWithPacks = packs.flatMap(({ projectNo, submittedOn, contractNo }) =>
    submittedOn === undefined
      ? []
      : (['registration-contract', 'registration-photo'] as const)
          .filter((condition) => !brought.has(`${projectNo} ${condition}`))
          .map((condition): Fulfilment => {
            const document_no = condition === 'registration-contract' ? contractNo : undefined
            return { project_no: projectNo, condition, fulfilled_on: submittedOn, document_no, ...mark, citation: simulated }
          }),
  )
  const done = earlier.map((project) => ({ ...project, totalWan: months.truth.earlierWan.get(project.projectNo) as number }))
  const commitments = simulateCommitments(planned, done, lives.progress, seed + 8000)
  const files: readonly (readonly [path: string, text: string])[] = [
    [
      'fund-movements.csv',
      csvText(
        ['project_no', 'kind', 'moved_on', 'amount_wan', 'source', 'batch', 'document_no', 'source_kind'],
        movements.map(({ projectNo, on, wan, documentNo, ...rest }) => ({
          ...rest,
          project_no: projectNo,
          moved_on: on,
          amount_wan: wan,
          document_no: documentNo,
          ...mark,
        })),
      ),
    ],
    [
      'land-payments.csv',
      csvText(
        ['project_no', 'paid_on', 'amount_wan', 'instalment', 'contract_no', 'counts_in', 'reason_code', 'note', 'source_kind', 'citation'],
        payments.map(({ projectNo, on, fen: amount, instalment, countsAt, code, note }) => ({
          project_no: projectNo,
          paid_on: on,
          amount_wan: formatWanExact(fen(BigInt(amount))),
          instalment,
          contract_no: countsAt === undefined ? undefined : brought.get(`${projectNo} land-contract`),
          counts_in: countsAt === undefined ? undefined : yearMonthOf(Math.floor(countsAt / 12), (countsAt % 12) + 1),
          reason_code: code,
          note,
          ...mark,
          citation: simulated,
        })),
      ),
    ],
    [
      'visits.csv',
      csvText(
        ['project_no', 'visited_on', 'visitors', 'found', 'promised', 'promised_until', 'kept_on', 'source_kind'],
        visits.map(({ projectNo, on, until, keptOn, ...rest }) => ({
          ...rest,
          project_no: projectNo,
          visited_on: on,
          promised_until: until,
          kept_on: keptOn,
          ...mark,
        })),
      ),
    ],
    [
      'registrations.csv',
      csvText(
        [
          ...(['project_no', 'state', 'contract_no', 'contract_wan', 'total_wan', 'total_reason', 'submitted_on'] as const),
          ...(['returned_item', 'returned_reason', 'returned_note', 'library_no', 'source_kind'] as const),
        ],
        packs.map((pack) => ({
          project_no: pack.projectNo,
          state: pack.state,
          contract_no: pack.contractNo,
          contract_wan: pack.contractWan,
          total_wan: pack.totalWan,
          total_reason: pack.totalReason,
          submitted_on: pack.submittedOn,
          returned_item: pack.returned?.item,
          returned_reason: pack.returned?.reason,
          returned_note: pack.returned?.note,
          library_no: pack.libraryNo,
          ...mark,
        })),
      ),
    ],
    [
      'commitments.csv',
      csvText(
        [
          ...(['project_no', 'kind', 'promised_wan', 'due_on', 'reached_wan', 'reached_on', 'result', 'consequence'] as const),
          ...(['source_kind', 'citation'] as const),
        ],
        commitments.map((one) => ({
          project_no: one.projectNo,
          kind: one.kind,
          promised_wan: one.promisedWan,
          due_on: one.dueOn,
          reached_wan: one.reachedWan,
          reached_on: one.reachedOn,
          result: one.result,
          consequence: one.consequence,
          ...mark,
          citation: simulated,
        })),
      ),
    ],
  ]
  return { files, broughtWithPacks }
}
