import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { WriteTx } from '../../platform/database.ts'
import { lockContent } from './plan-content.queries.ts'

const NOT_FOUND = {
  plan_target: 'plan.target-not-found',
  plan_node: 'plan.node-not-found',
  plan_project: 'plan.project-not-found',
} as const

/** Locks one row of a draft and refuses unless it still is what the editor saw; the refusal carries what it is now. */
export async function claimRow(
  tx: WriteTx,
  zoneId: Uuid,
  row: { versionId: Uuid; table: keyof typeof NOT_FOUND; id: Uuid; ifMatch: bigint | undefined },
  current: () => Promise<unknown>,
): Promise<void> {
  const version = await lockContent(tx, zoneId, row.versionId, row.table, row.id)
  if (version === undefined) throw new Refusal(NOT_FOUND[row.table])
  if (version !== row.ifMatch) throw new Refusal('changed-meanwhile', [], { current: await current() })
}

export function refuseRefused(outcomes: readonly RowOutcome[]): void {
  const reasons = outcomes.flatMap((outcome) => outcome.reasons)
  if (reasons.length > 0) throw new Refusal('plan.row-refused', reasons)
}
