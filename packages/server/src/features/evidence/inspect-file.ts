import { open } from 'node:fs/promises'
import exifr from 'exifr'
import { fileTypeFromFile } from 'file-type'
import { OLD_OFFICE } from '@ballast/domain/evidence/media-type.ts'
import { officialInstant, type Instant } from '@ballast/domain/shared/time.ts'

/** The media type that the content shows; undefined for none that is known. */
export async function contentTypeOf(path: string): Promise<string | undefined> {
  const found = (await fileTypeFromFile(path))?.mime
  if (found === 'application/zip' && (await holdsOfd(path))) return 'application/ofd'
  if (found === OLD_OFFICE && (await isInstaller(path))) return 'application/x-msi'
  return found
}

/** OFD (GB/T 33190), the fixed-layout document of Chinese offices, is a package with OFD.xml at its root; its directory is at the end. */
async function holdsOfd(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const length = Math.min(size, 1024 ** 2)
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
    for (let at = buffer.indexOf(DIRECTORY_ENTRY); at !== -1; at = buffer.indexOf(DIRECTORY_ENTRY, at + 1)) {
      if (at + 46 > buffer.length) return false
      const nameLength = buffer.readUInt16LE(at + 28)
      if (buffer.toString('latin1', at + 46, at + 46 + nameLength) === 'OFD.xml') return true
    }
    return false
  } finally {
    await file.close()
  }
}
const DIRECTORY_ENTRY = Buffer.from('PK\u0001\u0002', 'latin1')

/** A compound file is what its root storage says: Windows installers are programs in the clothes of a document. */
async function isInstaller(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const head = (await file.read(Buffer.alloc(512), 0, 512, 0)).buffer
    const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 16)
    const root = (head.readUInt32LE(48) + 1) * sectorBytes
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, root + 80)
    return bytesRead === 16 && INSTALLERS.has(buffer.toString('hex'))
  } finally {
    await file.close()
  }
}
/** Class ids of Windows installer packages, patches and transforms. */
const INSTALLERS = new Set(['84100c0000000000c000000000000046', '86100c0000000000c000000000000046', '82100c0000000000c000000000000046'])

export interface PhotoFacts {
  readonly takenAt: Instant | null
  readonly takenAtPlace: { readonly lng: number; readonly lat: number } | null
}
const NOTHING_KNOWN: PhotoFacts = { takenAt: null, takenAtPlace: null }

/** When and where a photo says that it was taken. A camera can be set wrong and a photo edited: this informs, it proves nothing. */
export async function photoFactsOf(path: string, mediaType: string): Promise<PhotoFacts> {
  if (!mediaType.startsWith('image/')) return NOTHING_KNOWN
  try {
    const tags: unknown = await exifr.parse(path, { pick: TAGS, reviveValues: false, translateValues: false })
    const { DateTimeOriginal: taken, OffsetTimeOriginal: offset } = (tags ?? {}) as Record<string, unknown>
    const gps = (await exifr.gps(path).catch(() => undefined)) as { latitude?: number; longitude?: number } | undefined
    return { takenAt: instantOf(taken, offset), takenAtPlace: placeOf(gps) }
  } catch {
    // A picture whose notes cannot be read is a picture all the same.
    return NOTHING_KNOWN
  }
}
const TAGS = ['DateTimeOriginal', 'OffsetTimeOriginal']

function instantOf(taken: unknown, offset: unknown): Instant | null {
  const match = typeof taken === 'string' ? /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})/.exec(taken) : null
  if (!match) return null
  const [, year, month, day, time] = match
  return officialInstant(`${year}-${month}-${day}T${time}`, typeof offset === 'string' ? offset : undefined)
}

function placeOf(gps: { latitude?: number; longitude?: number } | undefined): PhotoFacts['takenAtPlace'] {
  const { latitude: lat, longitude: lng } = gps ?? {}
  if (lat === undefined || lng === undefined || !Number.isFinite(lat) || !Number.isFinite(lng)) return null
  // A camera that has no fix writes zeros.
  return Math.abs(lat) > 90 || Math.abs(lng) > 180 || (lat === 0 && lng === 0) ? null : { lng, lat }
}
