/** A picture of one pixel with the notes of a camera: when it was taken, and where. */
export function photoOf({ taken, lng, lat }: { taken?: string; lng?: number; lat?: number }): Buffer {
  const gps = lng === undefined || lat === undefined ? undefined : gpsEntries(lng, lat)
  const exif = taken === undefined ? [] : [ascii(0x9003, `${taken}\0`)]
  // A TIFF of its own: header, directory 0, then the directories that it points to.
  const root = 8
  const exifAt = root + 2 + 12 * 2 + 4
  const exifBytes = directory(exif, exifAt)
  const gpsAt = exifAt + exifBytes.length
  const gpsBytes = directory(gps ?? [], gpsAt)
  const pointers = [pointer(0x8769, exifAt), pointer(0x8825, gpsAt)]
  const header = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, root])
  const tiff = Buffer.concat([header, directory(pointers, root), exifBytes, gpsBytes])
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const app1 = Buffer.concat([Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]), body])
  return Buffer.concat([PIXEL.subarray(0, 2), app1, PIXEL.subarray(2)])
}

const PIXEL = Buffer.from(
  '/9j/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/yQALCAABAAEBAREA/8wABgAQEAX/2gAIAQEAAD8A0s8g/9k=',
  'base64',
)

interface Entry {
  readonly tag: number
  readonly type: number
  readonly count: number
  readonly value: Buffer
}

const ascii = (tag: number, text: string): Entry => ({ tag, type: 2, count: text.length, value: Buffer.from(text, 'latin1') })

function pointer(tag: number, at: number): Entry {
  const value = Buffer.alloc(4)
  value.writeUInt32BE(at)
  return { tag, type: 4, count: 1, value }
}

function degrees(tag: number, given: number): Entry {
  const value = Buffer.alloc(24)
  // Degrees, minutes and millionths of seconds as fractions.
  const whole = Math.floor(given)
  const minutes = Math.floor((given - whole) * 60)
  const seconds = Math.round(((given - whole) * 60 - minutes) * 60 * 1_000_000)
  for (const [index, part] of [whole, 1, minutes, 1, seconds, 1_000_000].entries()) value.writeUInt32BE(part, index * 4)
  return { tag, type: 5, count: 3, value }
}

const gpsEntries = (lng: number, lat: number): Entry[] => [
  ascii(1, lat < 0 ? 'S\0' : 'N\0'),
  degrees(2, Math.abs(lat)),
  ascii(3, lng < 0 ? 'W\0' : 'E\0'),
  degrees(4, Math.abs(lng)),
]

function directory(entries: readonly Entry[], at: number): Buffer {
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16BE(entries.length)
  const values: Buffer[] = []
  let next = at + head.length
  entries.forEach(({ tag, type, count, value }, index) => {
    const start = 2 + index * 12
    head.writeUInt16BE(tag, start)
    head.writeUInt16BE(type, start + 2)
    head.writeUInt32BE(count, start + 4)
    if (value.length <= 4) value.copy(head, start + 8)
    else {
      head.writeUInt32BE(next, start + 8)
      values.push(value)
      next += value.length
    }
  })
  return Buffer.concat([head, ...values])
}
