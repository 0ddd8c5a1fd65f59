import type { Outgoing } from '../platform/outgoing/outgoing.ts'
import { postOutsideWith } from '../platform/outgoing/post-outside.ts'

/** An installation that has no mail server and posts to nobody but this machine. */
export const NO_OUTGOING: Outgoing = {
  mailer: undefined,
  post: postOutsideWith({ allowsPrivate: true, timeoutMs: 1000 }),
  allowsPrivate: true,
  appUrl: 'https://ballast.example',
}
