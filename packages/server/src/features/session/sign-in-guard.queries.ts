import { GUARD_KINDS, failuresAfter, waitMs, type GuardKind } from '@ballast/domain/account/lock-out.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant } from '@ballast/domain/shared/time.ts'
import type { Clock } from '../../platform/clock.ts'
import type { WriteTx } from '../../platform/database.ts'

export type Guards = Readonly<Partial<Record<GuardKind, string>>>

const LONG_AGO = '1970-01-01T00:00:00.000Z' as Instant

/** What an attempt is counted for: a device known to the account by itself; else the account there, the account anywhere, the address. */
export const guardsOf = (login: string, address: string, device: string | undefined): Guards =>
  device === undefined ? { 'account-at-address': `${login} ${address}`, account: login, address } : { device }

const nameOf = (kind: GuardKind, subject: string) => `${kind}:${subject}`
/** One order everywhere, so that two attempts cannot wait for each other. */
const inOrder = (guards: Guards): [GuardKind, string][] =>
  GUARD_KINDS.flatMap((kind) => (guards[kind] === undefined ? [] : [[kind, guards[kind]] as [GuardKind, string]]))

/**
 * Counts the attempt as failed before its password is looked at, so that attempts side by side cannot slip past the count; `forgive`
 * takes it back. Refuses, uncounted, while a wait is running.
 */
export async function countAttempt(tx: WriteTx, zoneId: Uuid, guards: Guards, clock: Clock): Promise<void> {
  const now = clock.milliseconds()
  let longest = 0
  for (const [kind, subject] of inOrder(guards)) {
    const guard = nameOf(kind, subject)
    await tx
      .insertInto('sign_in_failure')
      .values({ zone_id: zoneId, guard, failures: 1, last_failed_at: LONG_AGO })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { failures, last } = await tx
      .selectFrom('sign_in_failure')
      .select(['failures', 'last_failed_at as last'])
      .where('zone_id', '=', zoneId)
      .where('guard', '=', guard)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const since = now - Date.parse(last)
    longest = Math.max(longest, waitMs(kind, failures, since))
    await tx
      .updateTable('sign_in_failure')
      .set({ failures: failuresAfter(failures, since), last_failed_at: clock.now() })
      .where('zone_id', '=', zoneId)
      .where('guard', '=', guard)
      .execute()
  }
  if (longest > 0) {
    const seconds = Math.ceil(longest / 1000)
    throw new Refusal('session.locked', [{ code: 'session.locked', params: { seconds } }])
  }
}

/** The attempt was right: its account is free again where it was tried, and one failure less elsewhere. */
export async function forgive(tx: WriteTx, zoneId: Uuid, guards: Guards): Promise<void> {
  for (const [kind, subject] of inOrder(guards)) {
    const guard = nameOf(kind, subject)
    const isOwn = kind === 'account-at-address' || kind === 'device' || kind === 'code'
    await tx
      .deleteFrom('sign_in_failure')
      .where('zone_id', '=', zoneId)
      .where('guard', '=', guard)
      .$if(!isOwn, (query) => query.where('failures', '<=', 1))
      .execute()
    if (isOwn) continue
    await tx
      .updateTable('sign_in_failure')
      .set((update) => ({ failures: update('failures', '-', 1) }))
      .where('zone_id', '=', zoneId)
      .where('guard', '=', guard)
      .execute()
  }
}

/** Frees an account after an administrator has reset it. */
export async function freeAccount(tx: WriteTx, zoneId: Uuid, login: string): Promise<void> {
  await tx
    .deleteFrom('sign_in_failure')
    .where('zone_id', '=', zoneId)
    .where((or) =>
      or.or([or('guard', 'in', [nameOf('account', login), nameOf('code', login)]), or('guard', 'like', `account-at-address:${login} %`)]),
    )
    .execute()
}
