import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { gatherStatistics, type Database, type WriteTx } from './database.ts'
import { contentOf, countMissing, fixTextForms, insertRows, linkRows, readOneState, rowBatches, type RowsOf } from './table-rows.ts'
import { loadOrder, tableShapes, type TableShape } from './table-shapes.ts'

export interface ZoneChoice {
  readonly zoneId: Uuid
  readonly code: string
}

export interface CopiedTable {
  readonly table: string
  readonly rows: number
  readonly hash: string
}

export const rowsOf = (shape: TableShape): RowsOf => ({ table: shape.name, columns: shape.columns, hasZone: shape.hasZone })

/** The zone with this code, or all of them. */
export async function chooseZones(tx: WriteTx, code: string | undefined): Promise<ZoneChoice[]> {
  const zones = await tx.selectFrom('zone').select(['zone_id as zoneId', 'code']).orderBy('code').execute()
  if (zones.length === 0) throw new Refusal('copy.nothing-to-copy')
  const chosen = zones.filter((zone) => code === undefined || zone.code === code)
  if (chosen.length === 0) throw new Refusal('copy.zone-not-found', [{ code: 'copy.zone-not-found', params: { zone: code ?? '' } }])
  return chosen
}

/** Refuses when the target already holds one of the zones: nothing is ever overwritten or mixed. */
export async function refuseExistingZones(tx: WriteTx, zones: readonly ZoneChoice[]): Promise<void> {
  const existing = (await tx.selectFrom('zone').select(['zone_id', 'code']).execute()).filter((row) =>
    zones.some((zone) => zone.code === row.code || zone.zoneId === row.zone_id),
  )
  if (existing.length === 0) return
  throw new Refusal('copy.zone-exists', [{ code: 'copy.zone-exists', params: { zones: existing.map((row) => row.code).join(', ') } }])
}

export function refuseDifferentContent(
  table: string,
  expected: { rows: number; hash: string },
  actual: { rows: number; hash: string },
): void {
  if (expected.rows === actual.rows && expected.hash === actual.hash) return
  throw new Refusal('copy.content-differs', [
    { code: 'copy.content-differs', params: { table, expected: expected.rows, actual: actual.rows } },
  ])
}

/**
 * Copies zones with everything they hold into another database, in one transaction there, and compares what arrived with
 * what was read: the same rows with the same content in every table, or nothing at all.
 */
export async function copyDatabase(
  source: Database,
  target: Database,
  { zone, onTable }: { zone?: string | undefined; onTable?: (table: CopiedTable) => void } = {},
): Promise<CopiedTable[]> {
  const tablesCopied = await source.system((from) =>
    target.system(async (to) => {
      await readOneState(from)
      await fixTextForms(to)
      const zones = await chooseZones(from, zone)
      const zoneIds = zones.map((item) => item.zoneId)
      await refuseExistingZones(to, zones)
      const { tables, links } = loadOrder(await tableShapes(from))
      refuseDifferentShapes(tables, await tableShapes(to))
      for (const shape of tables) {
        for await (const lines of rowBatches(from, rowsOf(shape), zoneIds)) {
          await insertRows(to, rowsOf(shape), lines, { links: links.get(shape.name) ?? [], keepExisting: !shape.hasZone })
          if (!shape.hasZone) await refuseMissing(to, rowsOf(shape), lines)
        }
      }
      for (const { shape, key, columns } of linkSections(tables, links)) {
        const rows = { ...rowsOf(shape), columns: [...key, ...columns] }
        for await (const lines of rowBatches(from, rows, zoneIds, anyOf(columns))) await linkRows(to, shape.name, key, columns, lines)
      }
      const copied: CopiedTable[] = []
      for (const shape of tables) {
        const expected = await contentOf(from, rowsOf(shape), zoneIds)
        if (shape.hasZone) refuseDifferentContent(shape.name, expected, await contentOf(to, rowsOf(shape), zoneIds))
        copied.push({ table: shape.name, ...expected })
        onTable?.({ table: shape.name, ...expected })
      }
      return copied
    }),
  )
  await gatherStatistics(target)
  return tablesCopied
}

/** A shared table may hold rows already; then they must be the same. */
export async function refuseMissing(tx: WriteTx, rows: RowsOf, lines: readonly string[]): Promise<void> {
  if ((await countMissing(tx, rows, lines)) === 0) return
  throw new Refusal('copy.shared-differs', [{ code: 'copy.shared-differs', params: { table: rows.table } }])
}

export const anyOf = (columns: readonly { name: string }[]): string =>
  `(${columns.map(({ name }) => `"${name}" is not null`).join(' or ')})`

/** The columns to fill in at the end, with the key that finds their rows. */
export const linkSections = (tables: readonly TableShape[], links: ReadonlyMap<string, readonly string[]>) =>
  tables.flatMap((shape) => {
    const names = links.get(shape.name) ?? []
    const pick = (wanted: readonly string[]) => shape.columns.filter((column) => wanted.includes(column.name))
    return names.length === 0 ? [] : [{ shape, key: pick(shape.key), columns: pick(names) }]
  })

function refuseDifferentShapes(source: readonly TableShape[], target: readonly TableShape[]): void {
  const text = (shape: TableShape) => `${shape.name}(${shape.columns.map(({ name, type }) => `${name} ${type}`).join(', ')})`
  const there = new Set(target.map(text))
  const detail = source.filter((shape) => !there.has(text(shape))).map((shape) => shape.name)
  if (detail.length === 0) return
  throw new Refusal('copy.schema-differs', [{ code: 'copy.schema-differs', params: { detail: detail.join(', ') } }])
}
