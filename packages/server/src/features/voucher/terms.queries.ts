import { sql } from 'kysely'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { OTHER_PRECISIONS, type CardPower } from '@ballast/domain/computing/capacity.ts'
import type { CardRate, Terms } from '@ballast/domain/voucher/terms.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { Moment } from './ledger.queries.ts'

export type SourceKind = 'public' | 'simulated' | 'entered'
interface Cited {
  readonly citation: string | null
  readonly sourceKind: SourceKind
}

/** All terms, the newest first. */
export async function readTerms(tx: ReadTx, zoneId: Uuid): Promise<(Terms & Cited)[]> {
  const { rows } = await sql<Terms & Cited>`
    select t.from_on as "fromOn", t.redemption_ppm as "redemptionPpm", t.firm_cap_fen as "firmCapFen", t.firm_cap_tflops_s as "firmCapTflopsS",
      t.validity_months as "validityMonths", t.free_end_states as "freeEndStates", t.citation, t.source_kind as "sourceKind"
    from voucher_terms t where t.zone_id = ${zoneId} order by t.from_on desc`.execute(tx)
  return rows
}

/** All rates, by card type, the newest first. */
export async function readRates(tx: ReadTx, zoneId: Uuid): Promise<(CardRate & Cited)[]> {
  const { rows } = await sql<CardRate & Cited & { readonly written: Readonly<Record<string, string>> }>`
    select r.card_type as "cardType", r.from_on as "fromOn", r.tflops, r.fen_per_p_hour as "fenPerPHour", r.citation, r.source_kind as "sourceKind",
      coalesce((select json_object_agg(o.precision_name, o.gflops::text) from voucher_card_precision o
        where o.zone_id = r.zone_id and o.card_type = r.card_type and o.from_on = r.from_on), '{}') as written
    from voucher_card_rate r where r.zone_id = ${zoneId} order by r.card_type collate "C", r.from_on desc`.execute(tx)
  return rows.map(({ written, ...rate }) => ({ ...rate, others: powerWritten(written) }))
}

const powerWritten = (written: Readonly<Record<string, string>>): CardPower =>
  Object.fromEntries(OTHER_PRECISIONS.flatMap((name) => (written[name] === undefined ? [] : [[name, BigInt(written[name])]])))

/** False: there are terms of this day already. */
export async function insertTerms(tx: WriteTx, zoneId: Uuid, terms: Terms & Cited, { by, at }: Moment): Promise<boolean> {
  const written = await tx
    .insertInto('voucher_terms')
    .values({
      zone_id: zoneId,
      from_on: terms.fromOn,
      redemption_ppm: terms.redemptionPpm,
      firm_cap_fen: terms.firmCapFen,
      firm_cap_tflops_s: terms.firmCapTflopsS,
      validity_months: terms.validityMonths,
      free_end_states: [...terms.freeEndStates],
      citation: terms.citation,
      source_kind: terms.sourceKind,
      set_by: by,
      set_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('from_on')
    .execute()
  return written.length === 1
}

export async function insertRate(tx: WriteTx, zoneId: Uuid, rate: CardRate & Cited, { by, at }: Moment): Promise<boolean> {
  const written = await tx
    .insertInto('voucher_card_rate')
    .values({
      zone_id: zoneId,
      card_type: rate.cardType,
      from_on: rate.fromOn,
      tflops: rate.tflops,
      fen_per_p_hour: rate.fenPerPHour,
      citation: rate.citation,
      source_kind: rate.sourceKind,
      set_by: by,
      set_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('from_on')
    .execute()
  if (written.length === 0) return false
  const others = OTHER_PRECISIONS.flatMap((name) => {
    const gflops = rate.others?.[name]
    return gflops === undefined ? [] : [{ zone_id: zoneId, card_type: rate.cardType, from_on: rate.fromOn, precision_name: name, gflops }]
  })
  if (others.length > 0) await tx.insertInto('voucher_card_precision').values(others).execute()
  return true
}
