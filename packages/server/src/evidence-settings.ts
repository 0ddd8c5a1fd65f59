import { OPTIONAL_EXTENSIONS } from '@ballast/domain/evidence/media-type.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { S3Settings } from './platform/file-store/s3-store.ts'

/** Where evidence is kept, and what is taken as such. */
export interface EvidenceSettings {
  /** Undefined: a folder of the data folder. */
  readonly s3: S3Settings | undefined
  readonly maxBytes: number
  readonly alsoAllowed: readonly string[]
  /** Address of ClamAV's daemon. */
  readonly clamd: string | undefined
  readonly takesUnscanned: boolean
}

const MEGABYTE = 1024 ** 2
const S3_NAMES = ['ENDPOINT', 'BUCKET', 'REGION', 'KEY', 'SECRET'].map((name) => `BALLAST_EVIDENCE_S3_${name}`)

export function evidenceSettingsFrom(text: (name: string) => string | undefined, reasons: Reason[]): EvidenceSettings {
  const megabytes = text('BALLAST_EVIDENCE_MAX_MB') ?? '1024'
  if (!/^[1-9]\d{0,6}$/.test(megabytes)) reasons.push({ code: 'settings.evidence-size', params: { value: megabytes } })
  const alsoAllowed = (text('BALLAST_EVIDENCE_ALSO') ?? '').split(',').flatMap((item) => item.trim().toLowerCase() || [])
  for (const value of alsoAllowed) {
    if (!OPTIONAL_EXTENSIONS.includes(value)) {
      reasons.push({ code: 'settings.evidence-also', params: { value, known: OPTIONAL_EXTENSIONS.join(', ') } })
    }
  }
  const [endpoint, bucket, region, accessKeyId, secretAccessKey] = S3_NAMES.map(text)
  const missing = S3_NAMES.filter((name) => text(name) === undefined)
  if (missing.length > 0 && missing.length < S3_NAMES.length) {
    reasons.push({ code: 'settings.evidence-s3', params: { names: missing.join(', ') } })
  }
  if (endpoint !== undefined && !URL.canParse(endpoint)) reasons.push({ code: 'settings.evidence-endpoint', params: { value: endpoint } })
  const isS3 = endpoint !== undefined && bucket !== undefined && region !== undefined
  return {
    s3:
      isS3 && accessKeyId !== undefined && secretAccessKey !== undefined
        ? { endpoint, bucket, region, accessKeyId, secretAccessKey }
        : undefined,
    maxBytes: Number(megabytes) * MEGABYTE,
    alsoAllowed,
    clamd: text('BALLAST_CLAMD'),
    takesUnscanned: text('BALLAST_CLAMD_OPTIONAL') === '1',
  }
}
