import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { Attempt } from '@ballast/domain/notification/delivery.ts'

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else by STARTTLS where the server offers it. */
  readonly isSecure: boolean
  /** A server that offers no STARTTLS is not spoken to. */
  readonly mustEncrypt: boolean
  readonly auth: { readonly user: string; readonly pass: string } | undefined
  readonly from: Address
}
export interface Address {
  readonly name: string
  readonly address: string
}

export interface Mail {
  readonly to: Address
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The part of the Message-ID before the @: the same message has the same one. */
  readonly identity: string
  readonly date: string
}

export interface Mailer {
  readonly from: Address
  /**
   * One attempt; what went wrong is its result.
   * @param mayHandOver asked once the server has said that it takes a message; without its yes nothing is handed over
   */
  send(mail: Mail, mayHandOver?: () => Promise<boolean>): Promise<Attempt>
}

/** Longer than a server that looks at what it takes needs; a connection is given up after the last of them. */
const TIMEOUTS = { dnsTimeout: 10_000, connectionTimeout: 10_000, greetingTimeout: 15_000, socketTimeout: 30_000 }
const WHOLE_MS = 90_000
const MAX_DETAIL = 300

type SmtpError = Error & { code?: string; command?: string; responseCode?: number; response?: string | false }

/** Mail over SMTP (RFC 5321), one connection a message. */
export function smtpMailer(settings: SmtpSettings): Mailer {
  const domain = settings.from.address.slice(settings.from.address.indexOf('@') + 1)
  return {
    from: settings.from,
    send: async ({ to, identity, date, ...mail }, mayHandOver = yes) => {
      const content = await new MailComposer({
        ...mail,
        from: settings.from,
        to,
        // Chinese text is shorter so than quoted.
        textEncoding: 'base64',
        messageId: `<${identity}@${domain}>`,
        date: new Date(date),
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
        .compile()
        .build()
      return deliver(settings, { from: settings.from.address, to: [to.address] }, content, mayHandOver)
    },
  }
}

const yes = () => Promise.resolve(true)

async function deliver(
  settings: SmtpSettings,
  envelope: { from: string; to: string[] },
  content: Buffer,
  mayHandOver: () => Promise<boolean>,
): Promise<Attempt> {
  const { host, port, isSecure, mustEncrypt, auth } = settings
  const connection = new SMTPConnection({ host, port, secure: isSecure, requireTLS: mustEncrypt, ...TIMEOUTS })
  // Nothing is asked of the message before the server has said that it takes one: so this tells whether it can have arrived.
  let isHandedOver = false
  const message = Readable.from(
    (async function* () {
      if (!(await mayHandOver())) throw new Error('not handed over')
      isHandedOver = true
      yield content
    })(),
    { objectMode: false },
  )
  const limit = setTimeout(() => connection.close(), WHOLE_MS)
  try {
    const broken = new Promise<never>((_, reject) => {
      connection.on('error', reject)
      connection.on('end', () => reject(new Error('connection closed')))
    })
    broken.catch(() => undefined)
    const step = <T>(work: (done: (error?: Error | null, value?: T) => void) => void) =>
      Promise.race([
        broken,
        new Promise<T | undefined>((resolve, reject) => work((error, value) => (error ? reject(error) : resolve(value)))),
      ])
    await step((done) => connection.connect((error) => done(error)))
    if (auth !== undefined) await step((done) => connection.login({ ...auth, credentials: auth }, (error) => done(error)))
    const info = await step<{ response?: string }>((done) => connection.send(envelope, message, (error, value) => done(error, value)))
    connection.quit()
    return { result: 'sent', outcome: 'sent', detail: info?.response?.slice(0, MAX_DETAIL) ?? null }
  } catch (error) {
    connection.close()
    return failureOf(error as SmtpError, isHandedOver)
  } finally {
    clearTimeout(limit)
  }
}

/** What a server says of the recipient or of the message; of the sender and of the session it is a matter of the settings. */
const OF_THE_MESSAGE = new Set(['RCPT TO', 'DATA'])

function failureOf({ code, command = '', responseCode = 0, response, message }: SmtpError, isHandedOver: boolean): Attempt {
  const detail = (typeof response === 'string' && response !== '' ? response : message).slice(0, MAX_DETAIL)
  if (responseCode >= 500 && OF_THE_MESSAGE.has(command)) return { result: 'refused', outcome: 'refused', detail }
  // Once the settings are mended, the message still goes.
  if (code === 'EAUTH') return { result: 'later', outcome: 'login-refused', detail }
  if (code === 'ETLS') return { result: 'later', outcome: 'not-encrypted', detail }
  if (responseCode >= 400) return { result: 'later', outcome: 'deferred', detail }
  if (isHandedOver) return { result: 'unknown', outcome: 'no-answer', detail }
  return { result: 'later', outcome: 'unreachable', detail }
}
