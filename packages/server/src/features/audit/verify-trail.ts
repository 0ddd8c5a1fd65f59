import type { AuditVerificationAnswer } from '@ballast/contract/audit.ts'
import { messageText } from '@ballast/contract/messages.ts'
import { auditHeadsInMemory } from '../../platform/audit-heads.ts'
import { findingReason, verifyAudit } from '../../platform/audit-verify.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'

/** Walks the zone's whole trail; what it finds is said in the caller's language. */
export async function verifyTrail(database: Database, ctx: Context): Promise<AuditVerificationAnswer> {
  const started = ctx.clock.milliseconds()
  const heads = ctx.auditHeads ?? auditHeadsInMemory()
  const result = await verifyAudit(database, ctx.auditKeys ?? [ctx.auditKey], heads, ctx.zone.zoneId)
  return {
    zone: ctx.zone.code,
    verifiedAt: ctx.clock.now(),
    isClean: result.findingCount === 0,
    sealedEntries: result.sealedEntries,
    pendingEntries: result.pendingEntries,
    headSeq: result.headSeq.toString(),
    headsOutside: heads.of(ctx.zone.zoneId).length,
    findingCount: result.findingCount,
    findings: result.findings.map((finding) => {
      const { code, params } = findingReason(finding)
      return {
        kind: finding.kind,
        entryId: finding.entryId,
        seq: finding.seq?.toString() ?? null,
        untilSeq: finding.untilSeq?.toString() ?? null,
        message: messageText(ctx.locale, code, params),
      }
    }),
    milliseconds: ctx.clock.milliseconds() - started,
  }
}
