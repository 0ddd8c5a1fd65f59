import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import type { FileKeeping } from '../../platform/file-store/file-keeping.ts'
import { deleteExpiredUploads, knownUploads } from './evidence.queries.ts'

/** A part whose row is not to be seen may belong to an upload that is being begun just now. */
const TOO_YOUNG_MS = 3600_000

/** Forgets uploads that have expired, and removes parts that no upload needs. @returns how many parts were removed */
export async function tidyUploads(database: Database, { parts }: FileKeeping, clock: Clock): Promise<number> {
  const now = clock.now()
  const found = await parts.list()
  const { expired, known } = await database.system(async (tx) => ({
    expired: new Set<string>(await deleteExpiredUploads(tx, now)),
    known: await knownUploads(tx),
  }))
  const useless = found.filter(({ uploadId, writtenAtMs }) => {
    const hasBecomeEvidence = known.get(uploadId)
    return expired.has(uploadId) || (hasBecomeEvidence ?? writtenAtMs < Date.parse(now) - TOO_YOUNG_MS)
  })
  for (const { uploadId } of useless) await parts.remove(uploadId)
  return useless.length
}
