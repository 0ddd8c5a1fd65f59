import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
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

export function saveEnterprises(
  _tx: WriteTx,
  _ctx: Context,
  _rows: readonly EnterpriseRow[],
  _options: SaveOptions,
): Promise<RowOutcome[]> {
  throw new Error('saveEnterprises is being written')
}

/** The rows that saveEnterprises would find unchanged, by name. */
export function readEnterpriseRows(_tx: ReadTx, _zoneId: Uuid, _enterpriseIds?: readonly Uuid[]): Promise<EnterpriseRow[]> {
  throw new Error('readEnterpriseRows is being written')
}
