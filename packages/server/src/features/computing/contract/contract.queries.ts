import { sql } from 'kysely'
import type { ContractTerm } from '@ballast/domain/computing/centre-contract.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Instant, PlainDate } from '@ballast/domain/shared/time.ts'
import type { ReadTx, WriteTx } from '../../../platform/database.ts'
import { allOf, matchesWords, when, type Condition } from '../../../platform/list-query.ts'

export interface ContractRecord extends ContractTerm {
  readonly contractId: Uuid
  readonly centreId: Uuid
  readonly centreCode: string
  readonly centreNameZh: string
  readonly centreNameEn: string
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
  readonly contractNo: string
  readonly note: string | null
  readonly setByName: string
  readonly setAt: Instant
  readonly version: bigint
}

/** @param reach a condition on the enterprise (alias `e`) */
export async function readContracts(
  tx: ReadTx,
  zoneId: Uuid,
  reach: Condition | undefined,
  only: { readonly contractId?: Uuid; readonly contractNo?: string } = {},
): Promise<ContractRecord[]> {
  const conditions = allOf([
    reach,
    when(only.contractId, (id) => sql<boolean>`k.contract_id = ${id}`),
    when(only.contractNo, (no) => sql<boolean>`k.contract_no = ${no}`),
  ])
  const { rows } = await sql<ContractRecord>`
    select k.contract_id as "contractId", k.centre_id as "centreId", c.code as "centreCode", c.name_zh as "centreNameZh", c.name_en as "centreNameEn",
      k.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn", k.contract_no as "contractNo",
      k.from_on as "fromOn", k.until_on as "untilOn", k.note, k.set_by_name as "setByName", k.set_at as "setAt", k.version
    from compute_contract k join compute_centre c on c.zone_id = k.zone_id and c.centre_id = k.centre_id
    join enterprise e on e.zone_id = k.zone_id and e.enterprise_id = k.enterprise_id
    where k.zone_id = ${zoneId} and ${conditions} order by c.code, k.until_on desc, k.contract_no`.execute(tx)
  return rows
}

/** When a firm may use the centres. */
export async function contractTerms(
  tx: ReadTx,
  zoneId: Uuid,
  { enterpriseId, centreId }: { enterpriseId: Uuid; centreId?: Uuid },
): Promise<(ContractTerm & { readonly centreId: Uuid })[]> {
  const { rows } = await sql<ContractTerm & { centreId: Uuid }>`
    select k.centre_id as "centreId", k.from_on as "fromOn", k.until_on as "untilOn" from compute_contract k
    where k.zone_id = ${zoneId} and k.enterprise_id = ${enterpriseId}
      and (${centreId ?? null}::uuid is null or k.centre_id = ${centreId ?? null}::uuid)`.execute(tx)
  return rows
}

export type EndingContract = Pick<
  ContractRecord,
  'contractId' | 'enterpriseId' | 'contractNo' | 'untilOn' | 'centreNameZh' | 'centreNameEn'
>

/** Contracts whose last day is within the days given, both included, with centres that need one and where the firm has none that goes on. */
export async function endingContracts(tx: ReadTx, zoneId: Uuid, days: { from: PlainDate; to: PlainDate }): Promise<EndingContract[]> {
  const { rows } = await sql<EndingContract>`
    select k.contract_id as "contractId", k.enterprise_id as "enterpriseId", k.contract_no as "contractNo", k.until_on as "untilOn",
      c.name_zh as "centreNameZh", c.name_en as "centreNameEn"
    from compute_contract k join compute_centre c on c.zone_id = k.zone_id and c.centre_id = k.centre_id
    where k.zone_id = ${zoneId} and k.until_on between ${days.from} and ${days.to} and c.needs_contract and c.state <> 'closed'
      and not exists (select from compute_contract later where later.zone_id = k.zone_id and later.centre_id = k.centre_id
        and later.enterprise_id = k.enterprise_id and later.from_on <= k.until_on + 1 and later.until_on > k.until_on)
    order by k.until_on, k.contract_no`.execute(tx)
  return rows
}

interface Entered {
  readonly note: string | null
  readonly untilOn: PlainDate
  readonly by: string
  readonly byName: string
  readonly at: Instant
}

/** False: there is a contract of this number already. */
export async function insertContract(
  tx: WriteTx,
  zoneId: Uuid,
  given: Entered & {
    readonly contractId: Uuid
    readonly centreId: Uuid
    readonly enterpriseId: Uuid
    readonly contractNo: string
    readonly fromOn: PlainDate
  },
): Promise<boolean> {
  const written = await tx
    .insertInto('compute_contract')
    .values({
      zone_id: zoneId,
      contract_id: given.contractId,
      centre_id: given.centreId,
      enterprise_id: given.enterpriseId,
      contract_no: given.contractNo,
      from_on: given.fromOn,
      until_on: given.untilOn,
      note: given.note,
      set_by: given.by,
      set_by_name: given.byName,
      set_at: given.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('contract_id')
    .execute()
  return written.length === 1
}

/** @returns whether it still was the version that was seen */
export async function updateContract(
  tx: WriteTx,
  zoneId: Uuid,
  { contractId, version, untilOn, note, by, byName, at }: Entered & { readonly contractId: Uuid; readonly version: bigint },
): Promise<boolean> {
  const done = await tx
    .updateTable('compute_contract')
    .set({ until_on: untilOn, note, set_by: by, set_by_name: byName, set_at: at, version: version + 1n })
    .where('zone_id', '=', zoneId)
    .where('contract_id', '=', contractId)
    .where('version', '=', version)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

const MOST_FIRMS = 50

export interface Firm {
  readonly enterpriseId: Uuid
  readonly enterpriseNameZh: string
  readonly enterpriseNameEn: string | null
}

/** Enterprises of the zone by name, the first fifty. */
export async function findFirms(
  tx: ReadTx,
  zoneId: Uuid,
  only: { readonly q?: string | undefined; readonly enterpriseId?: Uuid },
): Promise<Firm[]> {
  const conditions = allOf([
    matchesWords([sql`e.search_text`], only.q),
    when(only.enterpriseId, (id) => sql<boolean>`e.enterprise_id = ${id}`),
  ])
  const { rows } = await sql<Firm>`
    select e.enterprise_id as "enterpriseId", e.name_zh as "enterpriseNameZh", e.name_en as "enterpriseNameEn" from enterprise e
    where e.zone_id = ${zoneId} and ${conditions} order by e.sort_key, e.enterprise_id limit ${MOST_FIRMS}`.execute(tx)
  return rows
}
