import { formatYuan } from '@ballast/domain/shared/money.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { insertOpenings, type Opening } from './opening.queries.ts'

/** Enters what had been invested before the first year of a project's reports: their books begin with it. */
export async function enterOpenings(tx: WriteTx, ctx: Context, openings: readonly Opening[]): Promise<void> {
  await insertOpenings(tx, ctx.zone.zoneId, openings)
  await recordAudits(
    tx,
    ctx,
    openings.map(({ projectId, beforeYear, cumulativeFen }) => ({
      action: 'report.enter-opening',
      subjectType: 'project',
      subjectId: projectId,
      before: null,
      after: { beforeYear, cumulativeYuan: formatYuan(cumulativeFen) },
    })),
  )
}
