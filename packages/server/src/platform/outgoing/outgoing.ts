import { postOutsideWith, type PostOutside } from './post-outside.ts'
import { smtpMailer, type Mailer, type SmtpSettings } from './smtp-mailer.ts'

/** By what this installation speaks to the world outside. */
export interface Outgoing {
  /** Undefined: no mail server is set. */
  readonly mailer: Mailer | undefined
  readonly post: PostOutside
  /** Addresses of the own network, and addresses without TLS, may be posted to. */
  readonly allowsPrivate: boolean
  /** Where people reach the app, for links. */
  readonly appUrl: string
}

const POST_TIMEOUT_MS = 10_000

export function outgoingOf(settings: {
  readonly outgoing: { readonly smtp: SmtpSettings | undefined; readonly allowsPrivate: boolean }
  readonly publicUrl: string | undefined
  readonly host: string
  readonly port: number
}): Outgoing {
  const { smtp, allowsPrivate } = settings.outgoing
  return {
    mailer: smtp === undefined ? undefined : smtpMailer(smtp),
    post: postOutsideWith({ allowsPrivate, timeoutMs: POST_TIMEOUT_MS }),
    allowsPrivate,
    appUrl: (settings.publicUrl ?? `http://${settings.host}:${settings.port}`).replace(/\/$/, ''),
  }
}
