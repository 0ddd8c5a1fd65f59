import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { Address, SmtpSettings } from './platform/outgoing/smtp-mailer.ts'

export interface OutgoingSettings {
  readonly smtp: SmtpSettings | undefined
  /** Webhooks and robots may be at addresses of the own network, and without TLS. */
  readonly allowsPrivate: boolean
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/
const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

type Text = (name: string) => string | undefined

/** The mail server and what may be posted to; adds every reason why it cannot be. */
export function outgoingSettingsFrom(text: Text, reasons: Reason[]): OutgoingSettings {
  const [url, from] = [text('BALLAST_SMTP_URL'), text('BALLAST_SMTP_FROM')]
  const allowsPrivate = text('BALLAST_WEBHOOK_PRIVATE') === '1'
  if (url === undefined && from === undefined) return { smtp: undefined, allowsPrivate }
  if (url === undefined || from === undefined) {
    reasons.push({ code: 'settings.smtp-missing', params: { missing: url === undefined ? 'BALLAST_SMTP_URL' : 'BALLAST_SMTP_FROM' } })
    return { smtp: undefined, allowsPrivate }
  }
  const address = addressOf(from)
  // A password may stand in the address, so it is never repeated.
  if (!isSmtpUrl(url)) reasons.push({ code: 'settings.smtp-url' })
  if (address === undefined) reasons.push({ code: 'settings.smtp-from', params: { value: from } })
  if (!isSmtpUrl(url) || address === undefined) return { smtp: undefined, allowsPrivate }
  const { protocol, hostname, port, username, password } = new URL(url)
  const isSecure = protocol === 'smtps:'
  return {
    allowsPrivate,
    smtp: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (PORTS[protocol] as number) : Number(port),
      isSecure,
      // To this machine itself nobody listens in between; elsewhere only who says so goes without encryption.
      mustEncrypt: !isSecure && !LOOPBACK.test(hostname) && text('BALLAST_SMTP_PLAIN') !== '1',
      auth: username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      from: address,
    },
  }
}

const isSmtpUrl = (url: string): boolean => URL.canParse(url) && new URL(url).protocol in PORTS && new URL(url).hostname !== ''

/** "压舱石 <ballast@example.gov.cn>" or the address alone. */
function addressOf(text: string): Address | undefined {
  const match = /^\s*(?:"?([^"<]*?)"?\s*<)?\s*([^\s<>@]+@[^\s<>@]+)\s*>?\s*$/.exec(text)
  if (match === null) return undefined
  return { name: match[1] ?? '', address: match[2] as string }
}
