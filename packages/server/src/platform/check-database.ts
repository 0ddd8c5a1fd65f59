import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, WriteTx } from './database.ts'
import { MIGRATIONS_DIR, appliedMigrations } from './migrate.ts'
import { tableShapes, type ForeignKey, type TableShape } from './table-shapes.ts'

export type DatabaseCheckName =
  | 'version'
  | 'migrations'
  | 'row-level-security'
  | 'audit-grants'
  | 'references'
  | 'month-sums'
  | 'share-sums'

export interface DatabaseCheck {
  readonly check: DatabaseCheckName
  readonly isOk: boolean
  /** What was looked at. */
  readonly looked: string
  /** What is wrong, one item a line. */
  readonly findings: readonly string[]
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const names = async (tx: WriteTx, query: ReturnType<typeof sql<{ name: string }>>) => (await query.execute(tx)).rows.map((row) => row.name)
const result = (check: DatabaseCheckName, looked: string, findings: readonly string[]): DatabaseCheck => ({
  check,
  isOk: findings.length === 0,
  looked,
  findings,
})

/** Looks over a database: schema, protection, and what its constraints promise. Reads everything, changes nothing. */
export async function checkDatabase(database: Database): Promise<DatabaseCheck[]> {
  const migrations = await checkMigrations(database)
  return database.system(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const shapes = await tableShapes(tx)
    const { rows } = await sql<{ version: string }>`select version() as version`.execute(tx)
    return [
      result('version', (rows[0]?.version ?? '').split(' on ')[0] ?? '', []),
      migrations,
      result('row-level-security', `${shapes.filter((shape) => shape.hasZone).length} tables`, await unprotectedTables(tx)),
      result('audit-grants', 'audit_entry, audit_seal', await auditGrants(tx)),
      result('references', `${shapes.reduce((sum, shape) => sum + shape.foreignKeys.length, 0)} references`, await orphans(tx, shapes)),
      await checkMonthSums(tx),
      await checkShareSums(tx),
    ]
  })
}

async function checkMigrations(database: Database): Promise<DatabaseCheck> {
  const applied = new Map((await appliedMigrations(database)).map((migration) => [migration.name, migration.sha256]))
  const files = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort()
  const findings = []
  for (const name of files) {
    const sha256 = createHash('sha256')
      .update(await readFile(join(MIGRATIONS_DIR, name)))
      .digest('hex')
    if (!applied.has(name)) findings.push(`${name}: missing`)
    else if (applied.get(name) !== sha256) findings.push(`${name}: changed`)
  }
  for (const name of applied.keys()) if (!files.includes(name)) findings.push(`${name}: unknown to this program`)
  return result('migrations', `${applied.size} applied`, findings)
}

const unprotectedTables = (tx: WriteTx): Promise<string[]> =>
  names(
    tx,
    sql`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'zone_id' and not a.attisdropped
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and (not c.relrowsecurity or not exists (
        select 1 from pg_policy p where p.polrelid = c.oid and p.polpermissive and pg_get_expr(p.polqual, c.oid) like '%current_zone_id()%'))
      order by 1`,
  )

const auditGrants = (tx: WriteTx): Promise<string[]> =>
  names(
    tx,
    sql`select t || ': ' || p as name from unnest(array['audit_entry', 'audit_seal']) t, unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p
      where has_table_privilege('ballast_app', t, p)`,
  )

/** Rows whose reference leads nowhere. A constraint prevents them; a restore or a repair by hand that went round it does not. */
async function orphans(tx: WriteTx, shapes: readonly TableShape[]): Promise<string[]> {
  const findings = []
  for (const key of shapes.flatMap((shape) => shape.foreignKeys)) {
    const { rows } = await sql.raw<{ n: bigint }>(orphanQuery(key)).execute(tx)
    const count = rows[0]?.n ?? 0n
    if (count > 0n) findings.push(`${key.table}.${key.name}: ${count}`)
  }
  return findings
}

const orphanQuery = (key: ForeignKey): string => {
  const matches = key.columns.map((name, index) => `p.${identifier(key.referencedColumns[index] ?? name)} = c.${identifier(name)}`)
  return `select count(*) as n from ${identifier(key.table)} c where ${key.columns.map((name) => `c.${identifier(name)} is not null`).join(' and ')}
    and not exists (select 1 from ${identifier(key.references)} p where ${matches.join(' and ')})`
}

async function checkMonthSums(tx: WriteTx): Promise<DatabaseCheck> {
  const findings = await names(
    tx,
    sql`select z.code || ' ' || v.year || ' v' || v.number || ' ' || p.project_no || ': ' || pp.annual_fen || ' <> ' || coalesce(m.fen, 0) || ' fen' as name
      from plan_version v join zone z on z.zone_id = v.zone_id
      join plan_project pp on pp.zone_id = v.zone_id and pp.version_id = v.version_id
      join project p on p.zone_id = pp.zone_id and p.project_id = pp.project_id
      left join (select zone_id, version_id, project_id, sum(total_fen)::bigint as fen from plan_month where countable group by 1, 2, 3) m
        on m.zone_id = pp.zone_id and m.version_id = pp.version_id and m.project_id = pp.project_id
      where v.status = 'adopted' and coalesce(m.fen, 0) <> pp.annual_fen order by 1 limit 100`,
  )
  return result('month-sums', 'adopted plans: months = year', findings)
}

async function checkShareSums(tx: WriteTx): Promise<DatabaseCheck> {
  const findings = await names(
    tx,
    sql`select z.code || ' ' || v.year || ' v' || v.number || ' ' || p.project_no || ': ' || s.ppm || ' ppm' as name
      from plan_version v join zone z on z.zone_id = v.zone_id
      join (select zone_id, version_id, project_id, sum(share_ppm)::bigint as ppm from plan_share group by 1, 2, 3) s
        on s.zone_id = v.zone_id and s.version_id = v.version_id
      join project p on p.zone_id = s.zone_id and p.project_id = s.project_id
      where v.status = 'adopted' and s.ppm <> 1000000 order by 1 limit 100`,
  )
  return result('share-sums', 'adopted plans: shares = 100 %', findings)
}
