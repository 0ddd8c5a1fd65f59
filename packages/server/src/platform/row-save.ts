import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

export interface SaveOptions {
  /** The action's name in the audit trail. */
  readonly action: string
  /** Computes the same outcomes and writes nothing. */
  readonly dryRun?: boolean
  /** Of new rows that do not say it themselves; 'entered' also means that a user vouches for what he changes. */
  readonly sourceKind?: RowSourceKind
}

const UNIQUE_VIOLATION = '23505'
const FOREIGN_KEY_VIOLATION = '23503'

/** Another request took the same number, or removed what a row refers to, between our check and our write. */
export async function refusingRaces<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === UNIQUE_VIOLATION || code === FOREIGN_KEY_VIOLATION) throw new Refusal('register.write-conflict')
    throw error
  }
}

/** An audit entry holds the fields that changed, before and after. */
export function auditSides(changes: readonly { field: string; before: string | null; after: string | null }[], isNew: boolean) {
  const side = (of: 'before' | 'after') => Object.fromEntries(changes.map((change) => [change.field, change[of]]))
  return { before: isNew ? null : side('before'), after: side('after') }
}
