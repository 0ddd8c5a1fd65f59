import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { searchText, sortKey } from '../../platform/pinyin.ts'
import { writeSources } from '../../platform/provenance.ts'
import { auditSides, refusingRaces } from '../../platform/row-save.ts'
import { releaseNames, writeEnterprises, type EnterpriseRecord } from './enterprise.queries.ts'
import type { PreparedEnterprise } from './prepare-enterprises.ts'

/** Writes prepared enterprises that change something and are not refused, with their audit entries. */
export async function writePrepared(tx: WriteTx, ctx: Context, prepared: readonly PreparedEnterprise[], action: string): Promise<void> {
  const zoneId = ctx.zone.zoneId
  const changed = prepared.filter((enterprise) => enterprise.faults.length === 0 && enterprise.changes.length > 0)
  if (changed.length === 0) return
  await refusingRaces(async () => {
    await releaseNames(tx, zoneId, takenOver(changed))
    const versions = await writeEnterprises(tx, zoneId, changed.map(recordOf), { at: ctx.clock.now(), by: ctx.user.login })
    const missed = changed.find((enterprise) => !versions.has(enterprise.enterpriseId))
    if (missed !== undefined) throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile', at: missed.after.nameZh }])
    const withSources = changed.filter(({ changes }) => changes.some(({ field }) => field.startsWith('provenance.')))
    await writeSources(tx, zoneId, 'enterprise', new Map(withSources.map(({ enterpriseId, after }) => [enterpriseId, after.provenance])))
    await recordAudits(
      tx,
      ctx,
      changed.map(({ enterpriseId, before, changes }) => ({
        action,
        subjectType: 'enterprise',
        subjectId: enterpriseId,
        ...auditSides(changes, before === undefined),
      })),
    )
  })
}

/** Enterprises of the save whose name or code another one of it takes over. */
function takenOver(changed: readonly PreparedEnterprise[]): Uuid[] {
  const names = new Map(changed.map((enterprise) => [enterprise.after.nameZh, enterprise.enterpriseId]))
  const codes = new Map(changed.map((enterprise) => [enterprise.after.creditCode, enterprise.enterpriseId]))
  return changed.flatMap(({ enterpriseId, before }) => {
    if (before === undefined) return []
    const { nameZh, creditCode } = before.facts
    const isTaken = [names.get(nameZh), creditCode === null ? undefined : codes.get(creditCode)].some(
      (taker) => taker !== undefined && taker !== enterpriseId,
    )
    return isTaken ? [enterpriseId] : []
  })
}

const recordOf = ({ enterpriseId, before, after, parentId }: PreparedEnterprise): EnterpriseRecord => ({
  enterpriseId,
  version: before?.version ?? null,
  facts: after,
  parentId,
  searchText: searchText([after.nameZh, after.shortName, after.nameEn, after.creditCode, ...after.aliases, after.groupName]),
  sortKey: sortKey(after.nameZh),
})
