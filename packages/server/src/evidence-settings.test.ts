import { expect, test } from 'vitest'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { evidenceSettingsFrom } from './evidence-settings.ts'

function settings(env: Record<string, string>) {
  const reasons: Reason[] = []
  return { ...evidenceSettingsFrom((name) => env[name], reasons), reasons }
}
const S3 = {
  BALLAST_EVIDENCE_S3_ENDPOINT: 'https://s3.example',
  BALLAST_EVIDENCE_S3_BUCKET: 'evidence',
  BALLAST_EVIDENCE_S3_REGION: 'cn-north-1',
  BALLAST_EVIDENCE_S3_KEY: 'key',
  BALLAST_EVIDENCE_S3_SECRET: 'secret',
}

test('without a setting files go into the data folder, a gigabyte each at most, and nothing is scanned', () => {
  const none = { s3: undefined, maxBytes: 1024 ** 3, alsoAllowed: [], clamd: undefined, takesUnscanned: false, reasons: [] }
  expect(settings({})).toEqual(none)
})

test('a store that speaks S3 needs all of its settings', () => {
  expect(settings(S3).s3).toEqual({
    endpoint: 'https://s3.example',
    bucket: 'evidence',
    region: 'cn-north-1',
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  })
  const { BALLAST_EVIDENCE_S3_SECRET: _, ...incomplete } = S3
  expect(settings(incomplete).reasons).toEqual([{ code: 'settings.evidence-s3', params: { names: 'BALLAST_EVIDENCE_S3_SECRET' } }])
})

test('every wrong setting is named', () => {
  const wrong = settings({
    ...S3,
    BALLAST_EVIDENCE_S3_ENDPOINT: 'nowhere',
    BALLAST_EVIDENCE_MAX_MB: '0',
    BALLAST_EVIDENCE_ALSO: 'zip, exe',
  })
  expect(wrong.reasons.map(({ code }) => code)).toEqual(['settings.evidence-size', 'settings.evidence-also', 'settings.evidence-endpoint'])
})
