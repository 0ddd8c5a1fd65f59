import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Secret kept outside the database; whoever can write to the database alone cannot forge an entry. */
export type AuditKey = Buffer

/** Reads the audit key of a data folder; makes it on first use, readable by this account alone. */
export function auditKeyOf(dataDir: string): AuditKey {
  const path = join(dataDir, 'audit.key')
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
}
