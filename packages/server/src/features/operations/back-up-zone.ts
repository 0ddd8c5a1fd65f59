import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditHeadsInMemory } from '../../platform/audit-heads.ts'
import { backup } from '../../platform/backup.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { FileReply } from '../../platform/handler.ts'

/** Writes the backup to a file first: a slow caller must not hold the database's transaction open. */
export async function backUpZone(database: Database, ctx: Context): Promise<FileReply> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-backup-'))
  const tidy = () => rm(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'zone.backup')
    await backup(database, path, { clock: ctx.clock, heads: ctx.auditHeads ?? auditHeadsInMemory(), zone: ctx.zone.code })
    const stream = createReadStream(path)
    stream.once('close', () => void tidy())
    return new FileReply(stream, 'application/gzip', `${ctx.zone.code}-${ctx.clock.today()}.backup`)
  } catch (error) {
    await tidy()
    throw error
  }
}
