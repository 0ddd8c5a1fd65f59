import { Refusal } from '@ballast/domain/shared/refusal.ts'

/** What the API server answers in place of an object: metav1.Status. */
interface KubeStatus {
  readonly reason?: string
  readonly message?: string
}

/** By HTTP status, which the API conventions of Kubernetes give a meaning; 500 and 504 say nothing of what was done. */
const CODES: Readonly<Record<number, string>> = {
  400: 'engine.cannot-run',
  401: 'engine.token-refused',
  403: 'engine.token-refused',
  410: 'engine.controller-away',
  422: 'engine.cannot-run',
  429: 'engine.controller-away',
  500: 'engine.no-answer',
  502: 'engine.no-answer',
  503: 'engine.controller-away',
  504: 'engine.no-answer',
}

/** What the API server said, as a refusal with a stable code; its own words stand in the reason. */
export function kueueRefusal(status: number, { reason, message }: KubeStatus): Refusal {
  const isQuota = status === 403 && message?.includes('exceeded quota') === true
  const code = isQuota ? 'engine.limit-exceeded' : (CODES[status] ?? 'engine.refused')
  return refusalOf(code, message ?? reason ?? `HTTP ${status}`, status)
}

export const refusalOf = (code: string, detail: string, number = 0): Refusal => new Refusal(code, [{ code, params: { number, detail } }])

const isAnswered = (status: number) => (error: unknown) =>
  error instanceof Refusal && error.reasons.some(({ params }) => params?.['number'] === status)
export const isNotFound = isAnswered(404)
export const isConflict = isAnswered(409)
