import type { RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { messageText } from '@ballast/contract/messages.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { sha256Of } from '../../platform/file-store/file-store.ts'
import { bulletinFiles, hashesOfBulletins } from '../bulletin/index.ts'
import { filesOf } from './begin-upload.ts'
import { filesOfZone, knownHashes } from './evidence.view.ts'

type Verification = RouteResponse<Routes['evidence.verify']>
type Finding = Verification['findings'][number]

/** Reads every file of the zone's evidence and bulletins, and names what is missing, changed, or belongs to nothing. */
export async function verifyEvidence(database: Database, ctx: Context): Promise<Verification> {
  const started = ctx.clock.milliseconds()
  const { store } = filesOf(ctx)
  const { zoneId } = ctx.zone
  const rows = await database.read(zoneId, async (tx) => [
    ...(await filesOfZone(tx, zoneId)),
    ...(await bulletinFiles(tx, zoneId)).map((file) => ({ ...file, evidenceId: null })),
  ])
  const findings: Finding[] = []
  const say = (kind: Finding['kind'], params: Record<string, string>, evidenceId: string | null): void =>
    void findings.push({
      kind,
      sha256: params['sha256'] as string,
      evidenceId,
      message: messageText(ctx.locale, `evidence.found-${kind}`, params),
    })
  const byHash = Map.groupBy(rows, (row) => row.sha256)
  let bytes = 0
  for (const [sha256, same] of byHash) {
    const file = await store.read(sha256)
    const found = file && (await sha256Of(file.stream))
    bytes += file?.bytes ?? 0
    if (found === sha256) continue
    for (const { evidenceId, fileName } of same) {
      if (found === undefined) say('missing', { sha256, name: fileName }, evidenceId)
      else say('changed', { sha256, name: fileName, found }, evidenceId)
    }
  }
  // Zones share the store, and a file is stored before its row is written: what has come since is no finding.
  const stored: string[] = []
  for await (const sha256 of store.list()) stored.push(sha256)
  const known = await database.system(async (tx) => new Set([...(await knownHashes(tx)), ...(await hashesOfBulletins(tx))]))
  for (const sha256 of stored) if (!known.has(sha256)) say('orphaned', { sha256 }, null)
  return {
    zone: ctx.zone.code,
    verifiedAt: ctx.clock.now(),
    store: store.place,
    rows: rows.length,
    files: byHash.size,
    bytes,
    isClean: findings.length === 0,
    findings,
    milliseconds: ctx.clock.milliseconds() - started,
  }
}
