import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** argon2id with the least memory and passes that OWASP's Password Storage Cheat Sheet recommends (19 MiB, 2, 1). */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const TAG_BYTES = 32
const derive = promisify(argon2)
const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

const tagOf = (password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength: TAG_BYTES, ...cost })

/** The hash in PHC text, which names its own cost: a later cost does not break earlier hashes. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await tagOf(password, nonce, COST)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(nonce)}$${unpadded(tag)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = PHC.exec(hash)
  if (!match) return false
  const [, memory, passes, parallelism, nonce = '', tag = ''] = match
  const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
  return timingSafeEqual(await tagOf(password, Buffer.from(nonce, 'base64'), cost), Buffer.from(tag, 'base64'))
}

/** Verifies against nothing, so that an unknown login takes as long as a known one. */
export async function verifyNothing(password: string): Promise<false> {
  await tagOf(password, Buffer.alloc(16), COST)
  return false
}

// Without letters and digits that look alike.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A password to hand over once, e.g. "kF7m-Qw3x-9sTb": 12 characters of 55, about 69 bits. */
export function newPassword(): string {
  for (;;) {
    const characters = [...randomBytes(48)].filter((byte) => byte < ALPHABET.length * 4).map((byte) => ALPHABET[byte % ALPHABET.length])
    const text = characters.slice(0, 12).join('')
    if (text.length === 12 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text)) return text.replace(/(.{4})(?=.)/g, '$1-')
  }
}
