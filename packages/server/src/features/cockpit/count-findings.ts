import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { checkPlan, findVersion } from '../plan/index.ts'

/** The check's conclusion without its findings, which may be thousands. */
export async function countFindings(tx: ReadTx, ctx: Context, request: { year: number; versionId?: Uuid | undefined }) {
  const { versionId } = await findVersion(tx, ctx.zone.zoneId, request)
  const { errors, warnings, openWarnings } = await checkPlan(tx, ctx.zone.zoneId, versionId)
  return { errors, warnings, openWarnings }
}
