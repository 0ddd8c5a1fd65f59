import type { ProjectRow, RowSourceKind } from '@ballast/domain/project/project-row.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

export interface SaveOptions {
  /** The action's name in the audit trail. */
  readonly action: string
  /** Computes the same outcomes and writes nothing. */
  readonly dryRun?: boolean
  /** Of new rows that do not say it themselves. */
  readonly sourceKind?: RowSourceKind
}

export function saveProjects(_tx: WriteTx, _ctx: Context, _rows: readonly ProjectRow[], _options: SaveOptions): Promise<RowOutcome[]> {
  throw new Error('saveProjects is being written')
}

/** The rows that saveProjects would find unchanged, by project number. */
export function readProjectRows(_tx: ReadTx, _zoneId: Uuid, _projectIds?: readonly Uuid[]): Promise<ProjectRow[]> {
  throw new Error('readProjectRows is being written')
}
