import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { fenPerMu } from '@ballast/domain/parcel/area.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { ReadTx } from '../../platform/database.ts'
import { Recent } from '../../platform/recent.ts'
import { planVersionInForce } from './parcel-amounts.queries.ts'
import {
  boxOfTile,
  cellMiddle,
  cellOf,
  encodeTile,
  FEW_PARCELS,
  FEW_PARCELS_FROM_ZOOM,
  isTile,
  PARCELS_FROM_ZOOM,
  type TileAddress,
  type TileFeature,
} from './tile-encoding.ts'
import {
  amountsOfParcels,
  clustersOfProjects,
  dotsOfTile,
  hasAtMost,
  middlesOf,
  parcelsOfTile,
  type ParcelAmount,
  type TileParcel,
} from './tile.queries.ts'

export interface Tile {
  /** Gzip of a Mapbox vector tile. */
  readonly body: Buffer
  readonly etag: string
}

/** A third of the time of the usual level, for tiles that are 7 % larger. */
const GZIP_LEVEL = 1
/** Dots of a low zoom stand in a grid of so many cells over a tile. */
const DOT_CELLS = 16
/** Upper ends of the classes of an amount on a parcel, in yuan; the map's legend has the same. */
const AMOUNT_CLASSES_YUAN = [0, 1e7, 1e8, 5e8, 2e9]
/** Upper ends of the classes of an amount per mu, in yuan. */
const PER_MU_CLASSES_YUAN = [0, 5e5, 2e6, 5e6, 1e7]

// What an adopted version puts on each parcel never changes, so it is computed once. A thousand amounts take some 150 kB;
// a province has a hundred zones, with this year's plan and last year's.
const frozenAmounts = new Recent<Map<Uuid, ParcelAmount>>(200)
// A tile is encoded once for one state of what it shows; the state's digest is its key, so it is never out of date.
const encodedTiles = new Recent<Buffer>(2000)

export const classOf = (amount: number, ends: readonly number[]): number => ends.filter((end) => amount > end).length

/** Parcels of one tile: drawn one by one where they can be told apart, as counted dots below. */
export async function parcelTile(tx: ReadTx, zoneId: Uuid, tile: TileAddress, planYear: number): Promise<Tile> {
  if (!isTile(tile)) throw new Refusal('parcel.tile-not-found')
  const version = await planVersionInForce(tx, zoneId, planYear)
  const layers = (await drawsEach(tx, zoneId, tile)) ? await places(tx, zoneId, tile, version) : await dots(tx, zoneId, tile, version)
  const etag = `"${layers.digest}"`
  const known = encodedTiles.get(etag)
  if (known) return { body: known, etag }
  const body = gzipSync(encodeTile(tile, layers.features()), { level: GZIP_LEVEL })
  encodedTiles.set(etag, body)
  return { body, etag }
}

const drawsEach = async (tx: ReadTx, zoneId: Uuid, { z }: TileAddress): Promise<boolean> =>
  z >= PARCELS_FROM_ZOOM || (z >= FEW_PARCELS_FROM_ZOOM && (await hasAtMost(tx, zoneId, FEW_PARCELS)))

interface Layers {
  /** Of all that the tile shows. */
  readonly digest: string
  features(): Record<string, TileFeature[]>
}

type Version = { versionId: Uuid; isFrozen: boolean } | null

type FoundVersion = NonNullable<Version>

async function allAmountsOf(tx: ReadTx, zoneId: Uuid, { versionId, isFrozen }: FoundVersion): Promise<Map<Uuid, ParcelAmount>> {
  const known = isFrozen ? frozenAmounts.get(versionId) : undefined
  if (known) return known
  const amounts = await amountsOfParcels(tx, zoneId, versionId)
  if (isFrozen) frozenAmounts.set(versionId, amounts)
  return amounts
}

async function amountsOf(tx: ReadTx, zoneId: Uuid, version: Version, parcelIds: readonly Uuid[]): Promise<Map<Uuid, ParcelAmount>> {
  if (version === null) return new Map()
  return version.isFrozen ? allAmountsOf(tx, zoneId, version) : amountsOfParcels(tx, zoneId, version.versionId, parcelIds)
}

const digestOf = (...parts: unknown[]): string => createHash('sha1').update(JSON.stringify(parts)).digest('base64url')

const yuanNumber = (fen: bigint): number => Number(formatYuan(fen))

async function places(tx: ReadTx, zoneId: Uuid, tile: TileAddress, version: Version): Promise<Layers> {
  const parcels = await parcelsOfTile(tx, zoneId, boxOfTile(tile))
  const amounts = await amountsOf(
    tx,
    zoneId,
    version,
    parcels.map(({ id }) => id),
  )
  const leading = parcels.flatMap(({ id, linkedProjectId }) => amounts.get(id)?.projectId ?? linkedProjectId ?? [])
  const clusters = new Map((await clustersOfProjects(tx, zoneId, [...new Set(leading)])).map((row) => [row.projectId, row]))
  const propertiesOf = (parcel: TileParcel): TileFeature['properties'] => {
    const amount = amounts.get(parcel.id)
    const cluster = clusters.get(amount?.projectId ?? parcel.linkedProjectId ?? ('' as Uuid))
    const yuan = amount === undefined ? 0 : yuanNumber(amount.fen)
    const perMuFen = amount === undefined || parcel.areaM2 === null || parcel.kind !== 'parcel' ? null : fenPerMu(amount.fen, parcel.areaM2)
    const perMu = perMuFen === null ? 0 : yuanNumber(perMuFen)
    return {
      id: parcel.id,
      name: parcel.name,
      nameEn: parcel.nameEn ?? parcel.name,
      kind: parcel.kind,
      status: parcel.status ?? '',
      cluster: cluster?.code ?? '',
      color: cluster?.color ?? '',
      planYuan: yuan,
      planClass: classOf(yuan, AMOUNT_CLASSES_YUAN),
      perMuYuan: perMu,
      perMuClass: classOf(perMu, PER_MU_CLASSES_YUAN),
      illustrative: parcel.isIllustrative,
    }
  }
  const state = parcels.map(({ id, version: edition, linkedProjectId, isIllustrative }) => {
    const amount = amounts.get(id)
    return `${id} ${edition} ${linkedProjectId} ${isIllustrative} ${amount?.fen} ${amount?.projectId}`
  })
  return {
    digest: digestOf(zoneId, tile, state, [...clusters.values()]),
    features: () => {
      const layers: Record<string, TileFeature[]> = { parcels: [], corridors: [] }
      for (const parcel of parcels) {
        const geometry = JSON.parse(parcel.geometry) as TileFeature['geometry']
        layers[parcel.kind === 'corridor' ? 'corridors' : 'parcels']?.push({ type: 'Feature', geometry, properties: propertiesOf(parcel) })
      }
      return layers
    },
  }
}

async function dots(tx: ReadTx, zoneId: Uuid, tile: TileAddress, version: Version): Promise<Layers> {
  const box = boxOfTile(tile)
  const cells = await dotsOfTile(tx, zoneId, tile, box, DOT_CELLS)
  const amounts = version === null ? new Map<Uuid, ParcelAmount>() : await allAmountsOf(tx, zoneId, version)
  const planned = new Map<string, bigint>()
  for (const { parcelId, lng, lat } of await middlesOf(tx, zoneId, [...amounts.keys()], box)) {
    const cell = cellOf(tile, lng, lat, DOT_CELLS).join()
    planned.set(cell, (planned.get(cell) ?? 0n) + (amounts.get(parcelId)?.fen ?? 0n))
  }
  const features = cells.map(({ column, row, parcels }): TileFeature => {
    const planYuan = yuanNumber(planned.get([column, row].join()) ?? 0n)
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: cellMiddle(tile, column, row, DOT_CELLS) },
      properties: { parcels, planYuan, planClass: classOf(planYuan, AMOUNT_CLASSES_YUAN) },
    }
  })
  return { digest: digestOf(zoneId, tile, features), features: () => ({ dots: features }) }
}
