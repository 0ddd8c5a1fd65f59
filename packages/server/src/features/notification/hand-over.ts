import type { Attempt } from '@ballast/domain/notification/delivery.ts'
import { afterAttempt } from '@ballast/domain/notification/delivery.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { AuditKeys } from '../../platform/audit-key.ts'
import type { Clock } from '../../platform/clock.ts'
import type { ZoneContext } from '../../platform/context.ts'
import type { Database, WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Outgoing } from '../../platform/outgoing/outgoing.ts'
import { mayRead, recipientById, type Recipient } from './audience.queries.ts'
import { openTarget } from './channel-secret.ts'
import { ADAPTERS } from './channels/adapters.ts'
import { attemptOf } from './channels/channel-adapter.ts'
import { composeMail } from './compose-mail.ts'
import { note, noteHandedOver, rest, takeForChannel, takeMail, type Taken } from './delivery.queries.ts'
import type { Entry } from './entry.ts'

export interface Delivering {
  readonly database: Database
  readonly clock: Clock
  readonly outgoing: Outgoing
  readonly auditKeys: AuditKeys
}

/** What one mail lists at most. */
const MOST_IN_A_MAIL = 50

const entryOf = ({ subjectType, subjectId, link, ...taken }: Taken, { appUrl }: Outgoing): Entry => ({
  ...taken,
  subject: { type: subjectType, id: subjectId },
  url: `${appUrl}${link}`,
})

/** What one turn came to. */
export interface Turn {
  readonly count: number
  /** The mail server itself is not to be had: the rest of the mail waits for another turn, rather than each for its time-out. */
  readonly isDown?: boolean
}

/** Failures of the mail server, not of a message. */
const DOWN: ReadonlySet<string> = new Set(['unreachable', 'login-refused', 'not-encrypted'])
/** A receiver that does not answer is left alone so long, so that it does not hold up what goes elsewhere. */
const REST_MS = 60_000

const ABANDONED = { state: 'abandoned', dueAt: null } as const
const idsOf = (taken: readonly Taken[]): Uuid[] => taken.map(({ deliveryId }) => deliveryId)

/**
 * Hands over all mail that is due for one person, as one message: taken in one short transaction, noted in another, nothing is held
 * open while the mail server is spoken to. @returns undefined: none is due
 */
export async function handOverMail(given: Delivering, zone: ZoneContext): Promise<Turn | undefined> {
  const { database, clock, outgoing } = given
  const { mailer } = outgoing
  if (mailer === undefined) return undefined
  const { zoneId } = zone
  const batchId = newId()
  const found = await database.write(zoneId, async (tx) => {
    const mail = await takeMail(tx, zoneId, batchId, clock.now(), MOST_IN_A_MAIL)
    return mail && { ...mail, ...(await readableBy(tx, zoneId, mail.userId, batchId, mail.taken, clock)) }
  })
  if (found === undefined) return undefined
  const { recipient, readable, taken } = found
  const [first] = readable
  const count = taken.length
  if (first === undefined || recipient?.email == null) return { count }
  const { locale, nameZh, nameEn } = recipient
  const mail = composeMail(
    readable.map((one) => entryOf(one, outgoing)),
    { locale, appUrl: outgoing.appUrl, zone },
  )
  const attempt = await mailer.send(
    {
      ...mail,
      to: { name: locale === 'en' ? nameEn : nameZh, address: recipient.email },
      identity: first.deliveryId,
      date: clock.now(),
    },
    holding(given, zoneId, batchId, readable),
  )
  await noteAttempt(given, zoneId, batchId, readable, 'mail', attempt)
  return { count, isDown: DOWN.has(attempt.outcome) }
}

/** Who may not read a thing any more, or has no address, is not sent it: what waited through quiet hours may have been handed over. */
async function readableBy(
  tx: WriteTx,
  zoneId: Uuid,
  userId: Uuid,
  batchId: Uuid,
  taken: readonly Taken[],
  clock: Clock,
): Promise<{ recipient: Recipient | undefined; readable: Taken[] }> {
  const recipient = await recipientById(tx, zoneId, userId)
  const abandon = (which: readonly Taken[], outcome: string) =>
    note(tx, zoneId, batchId, idsOf(which), ABANDONED, { outcome, detail: null }, clock.now())
  if (recipient?.email == null) {
    await abandon(taken, 'no-address')
    return { recipient, readable: [] }
  }
  const readable = []
  for (const one of taken) {
    if (await mayRead(tx, zoneId, recipient, one)) readable.push(one)
    else await abandon([one], 'out-of-reach')
  }
  return { recipient, readable }
}

/** Hands over what is due for one channel, as one message. @returns undefined: none is due */
export async function handOverToChannel(given: Delivering, zone: ZoneContext): Promise<Turn | undefined> {
  const { database, clock, outgoing, auditKeys } = given
  const { zoneId } = zone
  const batchId = newId()
  const found = await database.write(zoneId, (tx) => takeForChannel(tx, zoneId, batchId, clock.now(), (kind) => ADAPTERS[kind]))
  if (found === undefined) return undefined
  const { channel, taken } = found
  const target = openTarget(auditKeys, zoneId, channel)
  const adapter = ADAPTERS[channel.kind]
  const moment = { milliseconds: clock.milliseconds(), locale: channel.locale, zone }
  const attempt: Attempt =
    target === undefined
      ? { result: 'later', outcome: 'unsealed', detail: null }
      : attemptOf(
          adapter,
          await outgoing.post(
            adapter.request(
              target,
              taken.map((one) => entryOf(one, outgoing)),
              moment,
            ),
            holding(given, zoneId, batchId, taken),
          ),
        )
  await noteAttempt(given, zoneId, batchId, taken, channel.kind, attempt)
  if (attempt.result === 'later' || attempt.result === 'unknown') {
    await database.write(zoneId, (tx) => rest(tx, zoneId, channel.channelId, clock.now(), REST_MS))
  }
  return { count: taken.length }
}

/** Notes the moment of handing over, and says whether there still is something in this hand to be handed over. */
const holding =
  ({ database, clock }: Delivering, zoneId: Uuid, batchId: Uuid, taken: readonly Taken[]) =>
  (): Promise<boolean> =>
    database.write(zoneId, (tx) => noteHandedOver(tx, zoneId, batchId, idsOf(taken), clock.now()))

async function noteAttempt(
  { database, clock }: Delivering,
  zoneId: Uuid,
  batchId: Uuid,
  taken: readonly Taken[],
  medium: Parameters<typeof afterAttempt>[0],
  attempt: Attempt,
): Promise<void> {
  const now = clock.now()
  await database.write(zoneId, async (tx) => {
    for (const [attempts, group] of Map.groupBy(taken, (one) => one.attempts)) {
      await note(tx, zoneId, batchId, idsOf(group), afterAttempt(medium, attempts, attempt, now), attempt, now)
    }
  })
}
