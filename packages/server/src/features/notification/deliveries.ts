import type { NotificationDelivery, NotificationRun } from '@ballast/contract/notification-delivery.ts'
import type { DeliveryState } from '@ballast/domain/notification/delivery.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { Database, ReadTx, WriteTx } from '../../platform/database.ts'
import { countByState } from './delivery.queries.ts'
import { readDeliveries, revive, type DeliveryFilter, type DeliveryRow } from './delivery-list.view.ts'
import { deliverDue } from './deliver-due.ts'
import { sentenceOf } from './kind-facts.ts'
import { cursorOf } from './notifications.ts'
import { outcomeText } from './try-channel.ts'

const WAITS: ReadonlySet<DeliveryState> = new Set(['waiting', 'failed'])

const shown = ({ locale }: Context, { params, dueAt, ...row }: DeliveryRow): NotificationDelivery => ({
  ...row,
  text: sentenceOf(locale, row.kind, params),
  dueAt: WAITS.has(row.state) ? dueAt : null,
  message: row.outcome === null ? null : outcomeText(locale, row.outcome),
})

export async function listDeliveries(
  tx: ReadTx,
  ctx: Context,
  { cursor, limit, ...filter }: Omit<DeliveryFilter, 'before' | 'only'> & { cursor?: string | undefined },
) {
  const { zoneId } = ctx.zone
  const found = await readDeliveries(tx, zoneId, { ...filter, before: cursorOf(cursor), limit: limit + 1 })
  const rows = found.slice(0, limit).map((row) => shown(ctx, row))
  return {
    rows,
    next: found.length > limit ? (rows.at(-1)?.deliveryId ?? null) : null,
    counts: await countByState(tx, zoneId),
  }
}

/** A person answers for it that it is sent again; he may know that it has not arrived. */
export async function sendAgain(tx: WriteTx, ctx: Context, deliveryId: Uuid): Promise<NotificationDelivery> {
  const { zoneId } = ctx.zone
  const one = async () => (await readDeliveries(tx, zoneId, { only: deliveryId, limit: 1 }))[0]
  const before = await one()
  if (before === undefined) throw new Refusal('notification-delivery.not-found')
  if (!(await revive(tx, zoneId, deliveryId, ctx.clock.now()))) throw new Refusal('notification-delivery.not-over')
  await recordAudit(tx, ctx, {
    action: 'notification-delivery.send-again',
    subjectType: 'notification-delivery',
    subjectId: deliveryId,
    before: { to: before.to, state: before.state, outcome: before.outcome },
    after: { to: before.to, state: 'waiting' },
  })
  return shown(ctx, (await one()) as DeliveryRow)
}

/** What the background does, asked for by a command or a person. */
export async function runDeliveries(database: Database, ctx: Context): Promise<NotificationRun> {
  const { zone, clock, outgoing } = ctx
  if (outgoing === undefined) throw new Refusal('notification-mail.off')
  const delivered = await deliverDue({ database, clock, outgoing, auditKeys: ctx.auditKeys ?? [ctx.auditKey] }, zone)
  return { ...delivered, left: await database.read(zone.zoneId, (tx) => countByState(tx, zone.zoneId)) }
}
