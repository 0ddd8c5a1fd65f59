import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'

/** Secret kept outside the database; whoever can write to the database alone cannot forge an entry. */
export type AuditKey = Buffer

/** The key that writes, first, and retired keys that still verify what they wrote. */
export type AuditKeys = readonly [AuditKey, ...AuditKey[]]

export const auditKeyPath = (dataDir: string): string => join(dataDir, 'audit.key')

/** Reads the audit keys of a data folder, one a line, the one in use first; makes one on first use, readable by this account alone. */
export function auditKeysOf(dataDir: string): AuditKeys {
  const path = auditKeyPath(dataDir)
  if (!existsSync(path)) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return parseAuditKeys(readFileSync(path, 'utf8'), path)
}

export function parseAuditKeys(text: string, path: string): AuditKeys {
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  if (lines.length === 0 || lines.some((line) => !/^[0-9a-f]{64}$/.test(line))) {
    throw new Refusal('audit.key-unreadable', [{ code: 'audit.key-unreadable', params: { path } }])
  }
  return lines.map((line) => Buffer.from(line, 'hex')) as unknown as AuditKeys
}

/** Tells keys apart without giving them away. */
export const fingerprintOf = (key: AuditKey): string => createHmac('sha256', key).update('ballast audit key').digest('hex').slice(0, 16)

/**
 * Ties the database to the keys of this data folder. A database whose entries were written under keys that are not here is
 * refused, because everything written from now on could not be verified together with what it holds.
 */
export async function claimAuditKey(
  database: Database,
  keys: AuditKeys,
  clock: Clock,
  { dataDir, acceptNew }: { dataDir: string; acceptNew: boolean },
): Promise<void> {
  const known = await database.system(async (tx) =>
    (await tx.selectFrom('shared_audit_key').select('fingerprint').execute()).map((row) => row.fingerprint),
  )
  const ours = new Set(keys.map(fingerprintOf))
  if (known.length > 0 && !acceptNew && !known.some((fingerprint) => ours.has(fingerprint))) {
    const params = { fingerprint: known.join(', '), path: auditKeyPath(dataDir) }
    throw new Refusal('audit.key-differs', [{ code: 'audit.key-differs', params }])
  }
  if (known.includes(fingerprintOf(keys[0]))) return
  await database.system(async (tx) => {
    await tx
      .insertInto('shared_audit_key')
      .values({ fingerprint: fingerprintOf(keys[0]), first_used_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}
