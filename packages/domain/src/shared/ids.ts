declare const uuid: unique symbol
export type Uuid = string & { readonly [uuid]: true }

/**
 * A UUID v7 (RFC 9562): 48 bits of milliseconds, then random bits, so that keys made later sort later.
 * @param random at least 10 random bytes
 */
export function uuidV7(milliseconds: number, random: Uint8Array): Uuid {
  const bytes = new Uint8Array(16)
  let rest = milliseconds
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Uuid
}
