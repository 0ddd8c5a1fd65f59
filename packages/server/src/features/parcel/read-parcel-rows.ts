import { plainDecimal } from '@ballast/domain/parcel/parcel-change.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { loadParcels, type StoredParcel } from './parcel.queries.ts'

/** Parcels as rows, by name: saving them again changes nothing. All of the zone when no ids are given. */
export async function readParcelRows(tx: ReadTx, ctx: Context, parcelIds?: readonly Uuid[]): Promise<ParcelRow[]> {
  return (await loadParcels(tx, ctx.zone.zoneId, parcelIds)).map((parcel) => rowOf(parcel))
}

const plain = (text: string | null): string | null => (text === null ? null : plainDecimal(text))

const rowOf = ({ facts }: StoredParcel): ParcelRow => ({
  ...facts,
  name: facts.names[0] as string,
  areaOfficialM2: plain(facts.areaOfficialM2),
  floorAreaM2: plain(facts.floorAreaM2),
  farRatio: plain(facts.farRatio),
  heightM: plain(facts.heightM),
  densityPct: plain(facts.densityPct),
  greenPct: plain(facts.greenPct),
})
