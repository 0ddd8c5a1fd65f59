import type { IncomingHttpHeaders } from 'node:http'

/** What a request says about who sent it. */
export interface Credentials {
  /** From the session cookie. */
  readonly session?: string | undefined
  /** From `Authorization: Bearer`. */
  readonly bearer?: string | undefined
  /** Whom a command on the machine itself acts as. */
  readonly login?: string | undefined
  /** Where it comes from. */
  readonly address?: string | undefined
}

export const LOGIN_HEADER = 'x-ballast-user'

const text = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export function credentialsOf(headers: IncomingHttpHeaders, sessionCookie: string | undefined, address: string): Credentials {
  const bearer = /^Bearer (.+)$/i.exec(text(headers.authorization) ?? '')?.[1]
  return { session: text(sessionCookie), bearer, login: text(headers[LOGIN_HEADER]), address }
}
