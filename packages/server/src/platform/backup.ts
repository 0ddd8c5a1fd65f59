import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { auditHeadsIn, type AuditHead, type AuditHeads } from './audit-heads.ts'
import { auditKeyPath, parseAuditKeys, type AuditKeys } from './audit-key.ts'
import type { Clock } from './clock.ts'
import { anyOf, chooseZones, linkSections, refuseDifferentContent, refuseExistingZones, refuseMissing, rowsOf } from './copy-database.ts'
import { gatherStatistics, type Database, type WriteTx } from './database.ts'
import { appliedMigrations } from './migrate.ts'
import { contentOf, fixTextForms, insertRows, linkRows, readOneState, rowBatches } from './table-rows.ts'
import { loadOrder, tableShapes, type Column, type LoadOrder } from './table-shapes.ts'

const FORMAT_VERSION = 1

const manifestSchema = z.object({
  format: z.literal('ballast-backup'),
  formatVersion: z.number().int(),
  createdAt: z.string(),
  migrations: z.array(z.string()),
  zones: z.array(z.object({ zoneId: z.string(), code: z.string() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int(), hash: z.string() })),
  auditHeads: z.array(z.object({ zoneId: z.string(), seq: z.string(), entryId: z.string(), chainMac: z.string(), sealedAt: z.string() })),
  auditKeys: z.array(z.string()).optional(),
})
export type BackupManifest = z.infer<typeof manifestSchema>

const sectionSchema = z.union([
  z.object({ table: z.string(), columns: z.array(z.string()) }),
  z.object({ links: z.string(), key: z.array(z.string()), columns: z.array(z.string()) }),
  z.object({ end: z.literal(true), sha256: z.string() }),
])

const names = (columns: readonly Column[]) => columns.map((column) => column.name)

export interface BackupOptions {
  readonly clock: Clock
  readonly heads: AuditHeads
  /** Code of the one zone to back up; all of them when missing. */
  readonly zone?: string | undefined
  /** Goes into the file when given: whoever has the file can then forge entries. */
  readonly keys?: AuditKeys | undefined
}

/** The lines of a backup: the manifest, then table after table, then the hash of everything before. */
async function* backupLines(tx: WriteTx, migrations: readonly string[], options: BackupOptions): AsyncGenerator<string> {
  await readOneState(tx)
  const zones = await chooseZones(tx, options.zone)
  const zoneIds = zones.map((zone) => zone.zoneId)
  const { tables, links } = loadOrder(await tableShapes(tx))
  const contents = []
  for (const shape of tables)
    contents.push({ name: shape.name, columns: names(shape.columns), ...(await contentOf(tx, rowsOf(shape), zoneIds)) })
  const manifest: BackupManifest = {
    format: 'ballast-backup',
    formatVersion: FORMAT_VERSION,
    createdAt: options.clock.now(),
    migrations: [...migrations],
    zones,
    tables: contents,
    auditHeads: zoneIds.flatMap((zoneId) => options.heads.of(zoneId)).map((head) => ({ ...head, seq: head.seq.toString() })),
    ...(options.keys === undefined ? {} : { auditKeys: options.keys.map((key) => key.toString('hex')) }),
  }
  yield JSON.stringify(manifest)
  for (const shape of tables) {
    yield JSON.stringify({ table: shape.name, columns: names(shape.columns) })
    for await (const lines of rowBatches(tx, rowsOf(shape), zoneIds)) yield lines.join('\n')
  }
  for (const { shape, key, columns } of linkSections(tables, links)) {
    yield JSON.stringify({ links: shape.name, key: names(key), columns: names(columns) })
    const rows = { ...rowsOf(shape), columns: [...key, ...columns] }
    for await (const lines of rowBatches(tx, rows, zoneIds, anyOf(columns))) yield lines.join('\n')
  }
}

async function* sealedWithHash(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const hash = createHash('sha256')
  for await (const line of lines) {
    const text = `${line}\n`
    hash.update(text)
    yield text
  }
  yield `${JSON.stringify({ end: true, sha256: hash.digest('hex') })}\n`
}

/** Writes one file with everything of the zones, as it is at one moment; the work on the database goes on meanwhile. */
export async function backup(database: Database, path: string, options: BackupOptions): Promise<BackupManifest> {
  if (existsSync(path)) throw new Refusal('backup.file-exists', [{ code: 'backup.file-exists', params: { path } }])
  mkdirSync(dirname(path), { recursive: true })
  const partial = `${path}.partial`
  try {
    await streamBackup(database, options, createWriteStream(partial, { mode: 0o600 }))
    renameSync(partial, path)
  } finally {
    rmSync(partial, { force: true })
  }
  return readManifest(path)
}

async function streamBackup(database: Database, options: BackupOptions, out: NodeJS.WritableStream): Promise<void> {
  const migrations = (await appliedMigrations(database)).map((migration) => migration.name)
  await database.system((tx) => pipeline(sealedWithHash(backupLines(tx, migrations, options)), createGzip({ level: 6 }), out))
}

/** Splits at line feeds only: a text may hold the other characters that some readers take for the end of a line. */
async function* readLines(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const gunzip = createGunzip()
  file.on('error', (error) => gunzip.destroy(error))
  const decoder = new StringDecoder('utf8')
  let rest = ''
  try {
    for await (const chunk of file.pipe(gunzip)) {
      const lines = (rest + decoder.write(chunk as Buffer)).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } catch (error) {
    throw error instanceof Refusal ? error : damaged((error as Error).message)
  } finally {
    file.destroy()
    gunzip.destroy()
  }
}

const damaged = (detail: string) => new Refusal('backup.damaged', [{ code: 'backup.damaged', params: { detail } }])
const newer = (detail: string) => new Refusal('backup.newer', [{ code: 'backup.newer', params: { detail } }])

function parseManifest(line: string): BackupManifest {
  let given: unknown
  try {
    given = JSON.parse(line)
  } catch {
    throw new Refusal('backup.unreadable', [{ code: 'backup.unreadable', params: { detail: line.slice(0, 40) } }])
  }
  const { format, formatVersion } = (given ?? {}) as { format?: unknown; formatVersion?: unknown }
  if (format === 'ballast-backup' && typeof formatVersion === 'number' && formatVersion > FORMAT_VERSION)
    throw newer(`format ${formatVersion}`)
  const parsed = manifestSchema.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Refusal('backup.unreadable', [{ code: 'backup.unreadable', params: { detail: parsed.error.issues[0]?.message ?? '' } }])
}

export async function readManifest(path: string): Promise<BackupManifest> {
  if (!existsSync(path)) throw new Refusal('backup.unreadable', [{ code: 'backup.unreadable', params: { detail: path } }])
  for await (const line of readLines(path)) return parseManifest(line)
  throw damaged(path)
}

/** Brings a backup into a database that holds none of its zones: everything, compared with the manifest, or nothing. */
export async function restore(
  database: Database,
  path: string,
  { dataDir, clock }: { dataDir: string; clock: Clock },
): Promise<BackupManifest> {
  const manifest = await readManifest(path)
  const known = new Set((await appliedMigrations(database)).map((migration) => migration.name))
  const unknown = manifest.migrations.filter((name) => !known.has(name))
  if (unknown.length > 0) throw newer(unknown.join(', '))
  refuseOtherKey(manifest, dataDir)
  await database.system(async (tx) => {
    await fixTextForms(tx)
    const order = loadOrder(await tableShapes(tx))
    await refuseExistingZones(tx, manifest.zones as { zoneId: Uuid; code: string }[])
    await loadSections(tx, order, readLines(path))
    const zoneIds = manifest.zones.map((zone) => zone.zoneId as Uuid)
    for (const table of manifest.tables) {
      const shape = shapeOf(order, table.name)
      if (!shape.hasZone) continue
      const columns = columnsOf(order, table.name, table.columns)
      refuseDifferentContent(table.name, table, await contentOf(tx, { ...rowsOf(shape), columns }, zoneIds))
    }
  })
  keepKeyAndHeads(manifest, dataDir, clock)
  await gatherStatistics(database)
  return manifest
}

function shapeOf(order: LoadOrder, name: string) {
  const shape = order.tables.find((candidate) => candidate.name === name)
  if (!shape) throw new Refusal('copy.schema-differs', [{ code: 'copy.schema-differs', params: { detail: name } }])
  return shape
}

function columnsOf(order: LoadOrder, table: string, wanted: readonly string[]): Column[] {
  return wanted.map((name) => {
    const column = shapeOf(order, table).columns.find((candidate) => candidate.name === name)
    if (!column) throw new Refusal('copy.schema-differs', [{ code: 'copy.schema-differs', params: { detail: `${table}.${name}` } }])
    return column
  })
}

const BATCH = 1000

async function loadSections(tx: WriteTx, order: LoadOrder, lines: AsyncIterable<string>): Promise<void> {
  const hash = createHash('sha256')
  let write: ((batch: readonly string[]) => Promise<void>) | undefined
  let batch: string[] = []
  let isFirst = true
  let isComplete = false
  const flush = async () => {
    if (batch.length > 0) await write?.(batch)
    batch = []
  }
  for await (const line of lines) {
    if (isComplete) throw damaged('text after the end')
    if (isFirst || line.startsWith('[')) {
      hash.update(`${line}\n`)
      if (!isFirst) batch.push(line)
      isFirst = false
      if (batch.length >= BATCH) await flush()
      continue
    }
    await flush()
    const section = parseSection(line)
    if ('end' in section) {
      if (section.sha256 !== hash.digest('hex')) throw damaged('SHA-256')
      isComplete = true
      continue
    }
    hash.update(`${line}\n`)
    write = writerOf(tx, order, section)
  }
  if (!isComplete) throw damaged('no end')
}

function parseSection(line: string): z.infer<typeof sectionSchema> {
  try {
    return sectionSchema.parse(JSON.parse(line))
  } catch {
    throw damaged(line.slice(0, 40))
  }
}

function writerOf(tx: WriteTx, order: LoadOrder, section: Exclude<z.infer<typeof sectionSchema>, { end: true }>) {
  if ('links' in section) {
    const key = columnsOf(order, section.links, section.key)
    const columns = columnsOf(order, section.links, section.columns)
    return (lines: readonly string[]) => linkRows(tx, section.links, key, columns, lines)
  }
  const shape = shapeOf(order, section.table)
  const rows = { ...rowsOf(shape), columns: columnsOf(order, section.table, section.columns) }
  return async (lines: readonly string[]) => {
    await insertRows(tx, rows, lines, { links: order.links.get(shape.name) ?? [], keepExisting: !shape.hasZone })
    if (!shape.hasZone) await refuseMissing(tx, rows, lines)
  }
}

function refuseOtherKey(manifest: BackupManifest, dataDir: string): void {
  const path = auditKeyPath(dataDir)
  if (manifest.auditKeys === undefined || !existsSync(path)) return
  const held = new Set(parseAuditKeys(readFileSync(path, 'utf8'), path).map((key) => key.toString('hex')))
  if (!manifest.auditKeys.every((key) => held.has(key))) {
    throw new Refusal('backup.key-exists', [{ code: 'backup.key-exists', params: { path } }])
  }
}

/** The heads of the backup replace those of the folder, which are put aside: the restored chain ends where the backup's did. */
function keepKeyAndHeads(manifest: BackupManifest, dataDir: string, clock: Clock): void {
  mkdirSync(dataDir, { recursive: true })
  const keyPath = auditKeyPath(dataDir)
  if (manifest.auditKeys !== undefined && !existsSync(keyPath)) {
    writeFileSync(keyPath, `${manifest.auditKeys.join('\n')}\n`, { mode: 0o600 })
  }
  const heads = auditHeadsIn(dataDir)
  if (manifest.zones.some((zone) => heads.of(zone.zoneId as Uuid).length > 0)) heads.putAside(clock.now())
  for (const head of manifest.auditHeads) heads.append({ ...head, seq: BigInt(head.seq) } as AuditHead)
}
