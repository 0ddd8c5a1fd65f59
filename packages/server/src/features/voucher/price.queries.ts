import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { instantAt, officialClock, startOfDay, type Instant, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { CentrePrice, PriceBook } from '@ballast/domain/voucher/price.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { Moment } from './ledger.queries.ts'
import { readRates } from './terms.queries.ts'

export interface CentrePriceRecord extends CentrePrice {
  readonly citation: string | null
  readonly setAt: Instant
}
export interface Prices extends PriceBook {
  readonly ofCentres: readonly CentrePriceRecord[]
}

/** All that is needed to price work at any centre on any day; of centres by card type, the newest first. */
export async function readPrices(tx: ReadTx, zoneId: Uuid): Promise<Prices> {
  const { rows: ofCentres } = await sql<CentrePriceRecord>`
    select c.code as centre, p.card_type as "cardType", p.from_on as "fromOn", p.fen_per_p_hour as "fenPerPHour", p.citation, p.set_at as "setAt"
    from compute_centre_price p join compute_centre c on c.zone_id = p.zone_id and c.centre_id = p.centre_id
    where p.zone_id = ${zoneId} order by c.code, p.card_type collate "C", p.from_on desc`.execute(tx)
  return { rates: await readRates(tx, zoneId), ofCentres }
}

/** False: there is a price of this day already. */
export async function insertCentrePrice(
  tx: WriteTx,
  zoneId: Uuid,
  price: Omit<CentrePrice, 'centre'> & { readonly centreId: Uuid; readonly citation: string | null },
  { by, at }: Pick<Moment, 'by' | 'at'>,
): Promise<boolean> {
  const written = await tx
    .insertInto('compute_centre_price')
    .values({
      zone_id: zoneId,
      centre_id: price.centreId,
      card_type: price.cardType,
      from_on: price.fromOn,
      fen_per_p_hour: price.fenPerPHour,
      citation: price.citation,
      set_by: by,
      set_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('from_on')
    .execute()
  return written.length === 1
}

/** The last day on which a run on a card at a centre began that is recorded with its price, from a day on. */
export async function lastChargedOn(
  tx: ReadTx,
  zoneId: Uuid,
  { centre, cardType, from }: { centre: string; cardType: string; from: PlainDate },
): Promise<PlainDate | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select max(u.started_at) as at from voucher_use u where u.zone_id = ${zoneId} and u.centre = ${centre} and u.card_type = ${cardType}
      and u.ended_on >= ${from} and u.started_at >= ${instantAt(startOfDay(from) * 1000)}::timestamptz`.execute(tx)
  const at = rows[0]?.at ?? null
  return at === null ? null : officialClock(at).date
}
