import { sql } from 'kysely'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Database } from './database.ts'
import { loadOrder, tableShapes, type ForeignKey, type TableShape } from './table-shapes.ts'

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/**
 * The statements that spread the schema over a Citus cluster: what all zones share goes to every node, what belongs to a
 * zone lies where the zone lies, so that a zone's work never leaves its node.
 */
export function distributeStatements(shapes: readonly TableShape[], databaseName: string): string[] {
  const { tables } = loadOrder(shapes)
  const isShared = (shape: TableShape) => !shape.hasZone || shape.name === 'zone'
  const distributed = tables.filter((shape) => !isShared(shape))
  const first = distributed[0]
  // References that go round in a circle cannot be there while their tables are distributed one after the other.
  const circular = tables.flatMap((shape, index) =>
    shape.foreignKeys.filter((key) => tables.findIndex((other) => other.name === key.references) > index),
  )
  return [
    // The zone of a transaction is set with SET LOCAL; without this the workers would not learn of it.
    `alter database ${identifier(databaseName)} set citus.propagate_set_commands = 'local'`,
    `set citus.propagate_set_commands = 'local'`,
    ...circular.map((key) => `alter table ${identifier(key.table)} drop constraint ${identifier(key.name)}`),
    ...tables.filter(isShared).map((shape) => `select create_reference_table(${literal(shape.name)})`),
    ...distributed.map((shape) =>
      shape === first
        ? `select create_distributed_table(${literal(shape.name)}, 'zone_id')`
        : `select create_distributed_table(${literal(shape.name)}, 'zone_id', colocate_with => ${literal((first as TableShape).name)})`,
    ),
    ...circular.map(addConstraint),
  ]
}

const addConstraint = (key: ForeignKey) => `alter table ${identifier(key.table)} add constraint ${identifier(key.name)} ${key.definition}`

/** Refuses unless the database is the coordinator of a Citus cluster that holds no zone yet. */
export async function distribute(database: Database, onStatement: (statement: string) => void): Promise<void> {
  if (database.kind === 'embedded') throw new Refusal('distribute.embedded')
  const { statements, hasCitus, hasZones } = await database.system(async (tx) => {
    const { rows } = await sql<{ name: string; citus: boolean; zones: boolean }>`
      select current_database() as name, exists (select 1 from pg_extension where extname = 'citus') as citus,
        exists (select 1 from zone) as zones`.execute(tx)
    const [state] = rows
    return {
      statements: distributeStatements(await tableShapes(tx), state?.name ?? ''),
      hasCitus: state?.citus === true,
      hasZones: state?.zones === true,
    }
  })
  if (!hasCitus) throw new Refusal('distribute.no-citus')
  if (hasZones) throw new Refusal('distribute.not-empty')
  // Each on its own: Citus distributes one table a transaction when foreign keys lead to reference tables.
  for (const statement of statements) {
    onStatement(statement)
    await database.script(statement)
  }
}
