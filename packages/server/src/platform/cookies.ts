import type { FastifyReply, FastifyRequest } from 'fastify'

export const SESSION_COOKIE = 'ballast_session'
export const DEVICE_COOKIE = 'ballast_device'
/** A sign-in with the identity provider that is under way. */
export const SIGN_IN_COOKIE = 'ballast_sign_in'
export type CookieName = typeof SESSION_COOKIE | typeof DEVICE_COOKIE | typeof SIGN_IN_COOKIE

export interface CookieToSet {
  readonly name: CookieName
  readonly value: string
  /** 0 removes it. */
  readonly maxAgeSeconds: number
}

/** An answer that also sets cookies. */
export class WithCookies<T> {
  readonly body: T
  readonly cookies: readonly CookieToSet[]
  constructor(body: T, cookies: readonly CookieToSet[]) {
    this.body = body
    this.cookies = cookies
  }
}

/** With TLS a cookie is bound to this host and to encryption by its name, which a browser enforces. */
const nameOf = (name: CookieName, isSecure: boolean): string => (isSecure ? `__Host-${name}` : name)

export const cookieOf = (request: FastifyRequest, name: CookieName, isSecure: boolean): string | undefined =>
  request.cookies[nameOf(name, isSecure)]

export function setCookies(reply: FastifyReply, cookies: readonly CookieToSet[], isSecure: boolean): void {
  for (const { name, value, maxAgeSeconds } of cookies) {
    // `lax`: a link from a mail opens the app signed in; changes are guarded by where the request comes from.
    void reply.setCookie(nameOf(name, isSecure), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: isSecure,
      maxAge: Math.floor(maxAgeSeconds),
    })
  }
}
