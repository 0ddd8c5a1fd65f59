import { sql } from 'kysely'
import type { WriteTx } from '../../platform/database.ts'

/** Does the work and takes its writes back, inside the transaction; what it found out stays. */
export async function rollingBack<T>(tx: WriteTx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint trial`.execute(tx)
  const found = await work()
  await sql`rollback to savepoint trial`.execute(tx)
  await sql`release savepoint trial`.execute(tx)
  return found
}
