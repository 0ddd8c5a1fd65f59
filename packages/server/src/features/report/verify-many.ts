import { messageText } from '@ballast/contract/messages.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { refuseIfAny } from '@ballast/domain/shared/refusal.ts'
import type { YearMonth } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { caseOf, casesOf, heldPeriod } from './load-period.ts'
import { againstVerifying, stepCases, stepReturns, type Seen } from './step-returns.ts'

/** Verifies one return; refused with everything that stands against it. */
export async function verifyReturn(tx: WriteTx, ctx: Context, month: YearMonth, seen: Seen): Promise<void> {
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const record = await caseOf(tx, ctx, period, 'report.verify', seen.projectId)
  refuseIfAny('report.refused', (await againstVerifying(tx, ctx, period, [record])).get(seen.projectId) ?? [])
  await stepReturns(tx, ctx, period, 'verify', [seen])
}

/** Verifies those of many returns against which nothing stands, and says of the others what does. */
export async function verifyMany(
  tx: WriteTx,
  ctx: Context,
  month: YearMonth,
  seen: readonly Seen[],
): Promise<{ verified: number; refused: { projectId: Uuid; projectNo: string; message: string }[] }> {
  const period = await heldPeriod(tx, ctx, month, 'shared')
  const versions = new Map(seen.map(({ projectId, version }) => [projectId, version]))
  const records = await casesOf(tx, ctx, period, 'report.verify-many', { projectIds: [...versions.keys()] })
  const against = await againstVerifying(tx, ctx, period, records)
  const refused: { projectId: Uuid; projectNo: string; message: string }[] = []
  const clean: Seen[] = []
  for (const { projectId, projectNo, version } of records) {
    const reasons = version === versions.get(projectId) ? (against.get(projectId) ?? []) : [{ code: 'changed-meanwhile' }]
    if (reasons.length === 0) clean.push({ projectId, version: version as bigint })
    else
      refused.push({ projectId, projectNo, message: reasons.map(({ code, params }) => messageText(ctx.locale, code, params)).join('；') })
  }
  const byProject = new Map(records.map((record) => [record.projectId, record]))
  if (clean.length > 0) await stepCases(tx, ctx, period, 'verify', byProject, clean)
  return { verified: clean.length, refused }
}
