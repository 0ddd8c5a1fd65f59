import { expect, test } from 'vitest'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { outgoingSettingsFrom } from './outgoing-settings.ts'

function settings(env: Record<string, string>) {
  const reasons: Reason[] = []
  return { ...outgoingSettingsFrom((name) => env[name], reasons), reasons }
}
const FROM = { BALLAST_SMTP_FROM: '压舱石 <ballast@zone.example>' }

test('without a setting no mail is sent and nothing private is posted to', () => {
  expect(settings({})).toEqual({ smtp: undefined, allowsPrivate: false, reasons: [] })
})

test('a server elsewhere is spoken to encrypted, unless somebody says otherwise; one on this machine as it is', () => {
  const smtp = (url: string, more = {}) => settings({ BALLAST_SMTP_URL: url, ...FROM, ...more }).smtp
  expect(smtp('smtp://u%40zone:p%3A1@mail.example')).toEqual({
    host: 'mail.example',
    port: 587,
    isSecure: false,
    mustEncrypt: true,
    auth: { user: 'u@zone', pass: 'p:1' },
    from: { name: '压舱石', address: 'ballast@zone.example' },
  })
  expect(smtp('smtps://mail.example')).toMatchObject({ port: 465, isSecure: true, mustEncrypt: false, auth: undefined })
  expect(smtp('smtp://127.0.0.1:2525')).toMatchObject({ port: 2525, mustEncrypt: false })
  expect(smtp('smtp://mail.example', { BALLAST_SMTP_PLAIN: '1' })).toMatchObject({ mustEncrypt: false })
})

test('what is missing or wrong is said, and never the address of the server, which may hold a password', () => {
  expect(settings({ BALLAST_SMTP_URL: 'smtp://a:secret@x' }).reasons).toEqual([
    { code: 'settings.smtp-missing', params: { missing: 'BALLAST_SMTP_FROM' } },
  ])
  const wrong = settings({ BALLAST_SMTP_URL: 'http://a:secret@x', BALLAST_SMTP_FROM: 'nobody' }).reasons
  expect(wrong.map(({ code }) => code)).toEqual(['settings.smtp-url', 'settings.smtp-from'])
  expect(JSON.stringify(wrong)).not.toContain('secret')
})
