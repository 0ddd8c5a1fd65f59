import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'

/** A closed ring of longitude and latitude, as drawn on the map. */
export type MapArea = readonly (readonly [lng: number, lat: number])[]

export type SaveParcels = (
  tx: WriteTx,
  ctx: Context,
  rows: readonly ParcelRow[],
  options: { action: string; dryRun?: boolean; sourceKind?: 'public' | 'simulated' | 'entered' },
) => Promise<RowOutcome[]>
/** Every parcel of the zone as a row, by name: what exports write and imports compare with. */
export type ReadParcelRows = (tx: ReadTx, ctx: Context, parcelIds?: readonly Uuid[]) => Promise<ParcelRow[]>
/** Parcels that share ground with the area. */
export type ParcelIdsWithin = (tx: ReadTx, ctx: Context, area: MapArea) => Promise<Uuid[]>
/** Projects with a parcel that shares ground with the area. */
export type ProjectIdsWithin = (tx: ReadTx, ctx: Context, area: MapArea) => Promise<Uuid[]>
/** By each given name, the parcel's id; names that are not there are absent. */
export type ParcelIdsByName = (tx: ReadTx, zoneId: Uuid, names: readonly string[]) => Promise<Map<string, Uuid>>
