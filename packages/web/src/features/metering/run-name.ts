import type { SuspenseRow } from '@ballast/contract/metering.ts'

/** A run as the books number it: centre, job, and which start of it. */
export const runOf = ({ centreCode, engineJob, restart }: SuspenseRow): string =>
  `${centreCode}/${engineJob}${restart === 0 ? '' : `.${restart}`}`
