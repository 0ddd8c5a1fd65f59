import type { PlanNodeRow, PlanProjectRow, PlanRows, PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface SavePlanOptions {
  /** The action's name in the audit trail. */
  readonly action: string
  /** Computes the same outcomes and writes nothing. */
  readonly dryRun?: boolean
  /** Of new rows that do not say it themselves. */
  readonly sourceKind?: 'public' | 'simulated' | 'entered'
}

type SavePlanRows<Row> = (
  tx: WriteTx,
  ctx: Context,
  versionId: Uuid,
  rows: readonly Row[],
  options: SavePlanOptions,
) => Promise<RowOutcome[]>

export const savePlanTargets: SavePlanRows<PlanTargetRow> = () => Promise.reject(new Error('being written'))
/** Parents may stand in the same call, before or after their children. */
export const savePlanNodes: SavePlanRows<PlanNodeRow> = () => Promise.reject(new Error('being written'))
export const savePlanProjects: SavePlanRows<PlanProjectRow> = () => Promise.reject(new Error('being written'))
/** The rows that the three savers would find unchanged. */
export const readPlanRows: (tx: ReadTx, zoneId: Uuid, versionId: Uuid) => Promise<PlanRows> = () =>
  Promise.reject(new Error('being written'))
