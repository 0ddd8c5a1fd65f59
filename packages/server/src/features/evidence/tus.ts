// The words of tus 1.0 (https://tus.io/protocols/resumable-upload): core, creation, termination, expiration, checksum.
import { createHash, type Hash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { uploadMetadata } from '@ballast/contract/evidence.ts'
import { Refusal, refuseIfAny, type Reason } from '@ballast/domain/shared/refusal.ts'
import type { z } from 'zod'
import type { StoredUpload } from './evidence.queries.ts'

const TUS_VERSION = '1.0.0'
const ALGORITHMS = ['sha1', 'sha256'] as const

export function refuseOtherVersion(headers: IncomingHttpHeaders): void {
  if (headers['tus-resumable'] !== TUS_VERSION) throw new Refusal('evidence.tus-version')
}

export const tusHeaders = (upload: StoredUpload): Record<string, string> => ({
  'tus-resumable': TUS_VERSION,
  'upload-offset': upload.receivedBytes.toString(),
  'upload-length': upload.byteSize.toString(),
  'upload-expires': new Date(upload.expiresAt).toUTCString(),
})

const wholeNumber = (text: unknown): number | undefined => {
  const value = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined
}

/** Keys and base64 values, by commas. */
function metadataOf(header: string): Record<string, string> {
  const pairs = header.split(',').flatMap((item) => {
    const [key = '', value = ''] = item.trim().split(' ')
    return key === '' ? [] : [[key, Buffer.from(value, 'base64').toString('utf8')] as const]
  })
  return Object.fromEntries(pairs)
}

export type Creation = z.output<typeof uploadMetadata> & { readonly byteSize: number }

/** What a creation asks for. Refuses with everything that is missing. */
export function creationOf(headers: IncomingHttpHeaders): Creation {
  refuseOtherVersion(headers)
  const reasons: Reason[] = []
  const byteSize = wholeNumber(headers['upload-length'])
  if (byteSize === undefined || byteSize === 0) reasons.push({ code: 'evidence.length-missing', at: 'upload-length' })
  const given = headers['upload-metadata']
  const { filename, subjectType, subjectId, note } = metadataOf(typeof given === 'string' ? given : '')
  const parsed = uploadMetadata.safeParse({ filename, subjectType, subjectId, ...(note === undefined || note === '' ? {} : { note }) })
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? 'upload-metadata')
    reasons.push({ code: 'evidence.subject-missing', params: { name }, at: `upload-metadata.${name}` })
  }
  refuseIfAny('evidence.upload-invalid', reasons)
  return { ...(parsed.data as z.output<typeof uploadMetadata>), byteSize: byteSize as number }
}

export interface PartChecksum {
  readonly hash: Hash
  readonly expected: string
}

/** From which byte a part goes on, and the checksum that it has to have. */
export function partOf(headers: IncomingHttpHeaders): { offset: number; checksum: PartChecksum | undefined } {
  refuseOtherVersion(headers)
  const offset = wholeNumber(headers['upload-offset'])
  if (offset === undefined) throw new Refusal('evidence.upload-invalid', [{ code: 'evidence.offset-missing', at: 'upload-offset' }])
  const given = headers['upload-checksum']
  if (typeof given !== 'string') return { offset, checksum: undefined }
  const [name = '', expected = ''] = given.trim().split(' ')
  if (!ALGORITHMS.some((algorithm) => algorithm === name)) {
    throw new Refusal('evidence.upload-invalid', [{ code: 'evidence.checksum-unknown', params: { name }, at: 'upload-checksum' }])
  }
  return { offset, checksum: { hash: createHash(name), expected } }
}
