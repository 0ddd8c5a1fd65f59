import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import { recordAudits } from '../../platform/audit.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import type { SaveOptions } from '../../platform/row-save.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { insertMovements, lockFundsOf, movementsByNumber, type MovementFacts } from './fund.queries.ts'
import { faultsOf, momentOf, sideOf } from './move-funds.ts'

/** A movement as a file has it. */
export interface MovementRow extends MovementFacts {
  readonly projectNo: string
  readonly citation?: string | null | undefined
}

/** What makes two rows the same movement: a file that is read again enters nothing twice. */
export const movementKey = ({ projectNo, kind, on, fen, documentNo }: MovementRow): string =>
  [projectNo, kind, on, formatYuan(fen), documentNo ?? ''].join(' ')

/** Enters many movements, refused ones apart. Of each project the earlier come first, so that what was released can be spent. */
export async function saveMovements(
  tx: WriteTx,
  ctx: Context,
  rows: readonly MovementRow[],
  { action, dryRun = false, sourceKind = 'entered' }: SaveOptions,
): Promise<RowOutcome[]> {
  const { zoneId } = ctx.zone
  const numbers = [...new Set(rows.map(({ projectNo }) => projectNo))]
  if (!dryRun) await lockFundsOf(tx, zoneId, numbers)
  const known = await movementsByNumber(tx, zoneId, numbers, projectsInReach(ctx, 'fund.release'))
  const today = businessDate(ctx)
  const outcomes = new Map<MovementRow, RowOutcome>()
  const entered: (MovementRow & { projectId: Uuid })[] = []
  for (const [projectNo, ofProject] of Map.groupBy(rows, (row) => row.projectNo)) {
    const project = known.get(projectNo)
    const taken = [...(project?.movements ?? [])]
    const before = new Set(taken.map((movement) => movementKey({ ...movement, projectNo })))
    for (const row of inTheirOrder(ofProject)) {
      const key = movementKey(row)
      const reasons: Reason[] =
        project === undefined
          ? [{ code: 'fund.project-unknown', params: { projectNo }, at: 'projectNo' }]
          : [...sourceFaults(row), ...faultsOf(row, taken, today)]
      if (project !== undefined && before.has(key)) outcomes.set(row, { key, outcome: 'unchanged', changes: [], reasons: [] })
      else if (project === undefined || reasons.length > 0) outcomes.set(row, { key, outcome: 'refused', changes: [], reasons })
      else {
        taken.push(row)
        entered.push({ ...row, projectId: project.projectId })
        outcomes.set(row, { key, outcome: 'new', changes: changesOf(row), reasons: [] })
      }
    }
  }
  if (!dryRun) {
    const movements = entered.map((row) => ({ ...row, sourceKind, citation: row.citation ?? null }))
    await insertMovements(tx, zoneId, movements, momentOf(ctx))
    const audits = entered.map((row) => ({ action, subjectType: 'project', subjectId: row.projectId, before: null, after: sideOf(row) }))
    await recordAudits(tx, ctx, audits)
  }
  return rows.map((row) => outcomes.get(row) as RowOutcome)
}

/** A release says where it comes from; a spending does not. */
const sourceFaults = ({ kind, source }: MovementRow): Reason[] =>
  (kind === 'release') === (source !== null)
    ? []
    : [{ code: kind === 'release' ? 'fund.source-needed' : 'fund.source-of-release', at: 'source' }]

const inTheirOrder = (rows: readonly MovementRow[]): MovementRow[] =>
  rows.toSorted((a, b) => (a.on === b.on ? (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0) : a.on < b.on ? -1 : 1))

const changesOf = (row: MovementRow): RowOutcome['changes'] => [{ field: 'fen', before: null, after: formatYuan(row.fen) }]
