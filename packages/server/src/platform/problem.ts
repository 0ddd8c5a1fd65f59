import { messageText, type Locale } from '@ballast/contract/messages.ts'
import type { Problem } from '@ballast/contract/problem.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

/** HTTP status of a refusal's code; every other refusal is 422. Only this table knows HTTP. */
const STATUS: Readonly<Record<string, number>> = {
  'request.invalid': 400,
  'request.malformed': 400,
  'request.too-large': 413,
  'request.unsupported-media-type': 415,
  'request.too-many': 429,
  'request.if-match-missing': 428,
  'request.idempotency-key-reused': 422,
  'session.required': 401,
  'session.refused': 401,
  'session.token-refused': 401,
  'session.code-required': 401,
  'session.code-refused': 401,
  'session.locked': 429,
  'oidc.logout-token-refused': 400,
  'oidc.unreachable': 503,
  'session.password-must-change': 403,
  'action.forbidden': 403,
  'token.out-of-scope': 403,
  'request.foreign-page': 403,
  'request.foreign-host': 403,
  'changed-meanwhile': 409,
  'evidence.too-large': 413,
  'evidence.tus-version': 412,
  'evidence.interrupted': 400,
  // tus gives a part that does not have its checksum a status of its own.
  'evidence.checksum-mismatch': 460,
  'evidence.store-unreachable': 503,
  'engine.unreachable': 503,
  'engine.controller-away': 503,
  'engine.accounting-away': 503,
  'engine.not-understood': 502,
  'engine.no-answer': 504,
  'session.no-zone': 503,
  'database.unreachable': 503,
  'database.away': 503,
  internal: 500,
}

const statusOf = (code: string): number => STATUS[code] ?? (code.endsWith('not-found') ? 404 : code.endsWith('-conflict') ? 409 : 422)

export function toProblem(refusal: Refusal, locale: Locale, requestId: string): Problem {
  return {
    type: `urn:ballast:problem:${refusal.code}`,
    title: messageText(locale, refusal.code, refusal.reasons[0]?.params),
    status: statusOf(refusal.code),
    code: refusal.code,
    reasons: refusal.reasons.map((reason) => ({
      code: reason.code,
      message: messageText(locale, reason.code, reason.params),
      ...(reason.at === undefined ? {} : { at: reason.at }),
      ...(reason.params === undefined ? {} : { params: { ...reason.params } }),
    })),
    requestId,
    ...(refusal.extra === undefined ? {} : { extra: { ...refusal.extra } }),
  }
}
