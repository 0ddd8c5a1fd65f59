import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'

export interface SeenCards {
  readonly cardType: string
  readonly cards: number
  readonly used: number
  /** On nodes that take no jobs. */
  readonly away: number
}

/** Of a day the last look stands. */
export async function saveCapacity(
  tx: WriteTx,
  zoneId: Uuid,
  { centreId, on, at, seen }: { centreId: Uuid; on: PlainDate; at: Instant; seen: readonly SeenCards[] },
): Promise<void> {
  if (seen.length === 0) return
  await tx
    .insertInto('compute_capacity')
    .values(
      seen.map(({ cardType, cards, used, away }) => ({
        zone_id: zoneId,
        centre_id: centreId,
        card_type: cardType,
        seen_on: on,
        cards,
        used,
        away,
        seen_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['zone_id', 'centre_id', 'card_type', 'seen_on']).doUpdateSet((eb) => ({
        cards: eb.ref('excluded.cards'),
        used: eb.ref('excluded.used'),
        away: eb.ref('excluded.away'),
        seen_at: eb.ref('excluded.seen_at'),
      })),
    )
    .execute()
}

export interface LastSeen extends SeenCards {
  readonly centreId: Uuid
  readonly seenAt: Instant
}

/** The last look at each type of card that a centre is registered with. */
export async function lastSeen(tx: ReadTx, zoneId: Uuid, only?: Uuid): Promise<LastSeen[]> {
  const { rows } = await sql<LastSeen>`
    select k.centre_id as "centreId", k.card_type as "cardType", y.cards, y.used, y.away, y.seen_at as "seenAt"
    from compute_centre_card k
    join lateral (select cards, used, away, seen_at from compute_capacity y where y.zone_id = k.zone_id and y.centre_id = k.centre_id
      and y.card_type = k.card_type order by y.seen_on desc limit 1) y on true
    where k.zone_id = ${zoneId} and (${only ?? null}::uuid is null or k.centre_id = ${only ?? null}::uuid)`.execute(tx)
  return rows
}
