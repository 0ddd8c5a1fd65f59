import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { AuditKey, AuditKeys } from './audit-key.ts'

/** Of a secret that is kept to be used again: what it is for, and whose it is, so that it opens nowhere else. */
export interface BoxLabel {
  readonly purpose: string
  readonly owner: string
}

const keyFor = (key: AuditKey, purpose: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', `ballast ${purpose}`, 32))

/** Encrypts under a key that is derived from the installation's secret (HKDF-SHA-256, AES-256-GCM). */
export function sealSecret(key: AuditKey, label: BoxLabel, text: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, label.purpose), nonce).setAAD(Buffer.from(label.owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.')
}

/** @returns what was sealed, under the key in use or a retired one; undefined under none of them */
export function openSecret(keys: AuditKeys, label: BoxLabel, box: string): string | undefined {
  const [nonce, tag, sealed] = box.split('.').map((part) => Buffer.from(part, 'base64url'))
  if (nonce?.length !== 12 || tag?.length !== 16 || sealed === undefined) return undefined
  for (const key of keys) {
    try {
      const decipher = createDecipheriv('aes-256-gcm', keyFor(key, label.purpose), nonce)
      decipher.setAAD(Buffer.from(label.owner)).setAuthTag(tag)
      return decipher.update(sealed, undefined, 'utf8') + decipher.final('utf8')
    } catch {
      continue
    }
  }
  return undefined
}
