import type { ProblemError } from '@ballast/contract/client.ts'

/** What a 409 carries: the thing as somebody else left it; undefined for any other refusal. */
export const nowOf = (error: ProblemError): unknown =>
  error.problem.code === 'changed-meanwhile' ? error.problem.extra?.['current'] : undefined
