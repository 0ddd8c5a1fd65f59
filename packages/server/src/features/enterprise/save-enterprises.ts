import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx, WriteTx } from '../../platform/database.ts'
import type { SaveOptions } from '../../platform/row-save.ts'
import { readEnterpriseStates } from './enterprise.queries.ts'
import { prepareEnterprises, type EnterpriseEntry, type PreparedEnterprise } from './prepare-enterprises.ts'
import { writePrepared } from './write-enterprises.ts'

/** Saves rows by credit code, else by name, refused ones apart. */
export async function saveEnterprises(
  tx: WriteTx,
  ctx: Context,
  rows: readonly EnterpriseRow[],
  options: SaveOptions,
): Promise<RowOutcome[]> {
  if (rows.length === 0) return []
  const prepared = await prepareEnterprises(tx, ctx, await entriesOf(tx, ctx.zone.zoneId, rows), options)
  if (options.dryRun !== true) await writePrepared(tx, ctx, prepared, options.action)
  return prepared.map(outcomeOf)
}

async function entriesOf(tx: ReadTx, zoneId: Uuid, rows: readonly EnterpriseRow[]): Promise<EnterpriseEntry[]> {
  const names = rows.map((row) => row.nameZh.trim())
  const codes = rows.map((row) => row.creditCode?.trim() ?? '')
  const stored = await readEnterpriseStates(tx, zoneId, { names, codes: codes.filter((code) => code !== '') })
  const byName = new Map(stored.map((state) => [state.facts.nameZh, state]))
  const byCode = new Map(stored.map((state) => [state.facts.creditCode, state]))
  const entries = rows.map((row, index): EnterpriseEntry => {
    const nameZh = names[index] as string
    const [named, coded] = [byName.get(nameZh), codes[index] === '' ? undefined : byCode.get(codes[index] as string)]
    if (named === undefined || coded === undefined || named === coded) return { before: coded ?? named, row }
    const params = { byCode: coded.facts.nameZh, byName: named.facts.nameZh }
    return { before: coded, row, faults: [{ code: 'enterprise.keys-disagree', params, at: 'creditCode' }] }
  })
  const repeats = Map.groupBy(entries, ({ before, row }) => before?.enterpriseId ?? `name ${row.nameZh.trim()}`)
  return entries.map((entry) => {
    const { before, row, faults = [] } = entry
    if (repeats.get(before?.enterpriseId ?? `name ${row.nameZh.trim()}`)?.length === 1) return entry
    return { ...entry, faults: [...faults, { code: 'enterprise.twice', params: { nameZh: row.nameZh }, at: 'nameZh' }] }
  })
}

function outcomeOf({ before, after, changes, faults }: PreparedEnterprise): RowOutcome {
  const key = after.nameZh
  if (faults.length > 0) return { key, outcome: 'refused', changes, reasons: faults }
  if (changes.length === 0) return { key, outcome: 'unchanged', changes, reasons: [] }
  return { key, outcome: before === undefined ? 'new' : 'changed', changes, reasons: [] }
}

/** The rows that saveEnterprises would find unchanged, by name. */
export async function readEnterpriseRows(tx: ReadTx, zoneId: Uuid, enterpriseIds?: readonly Uuid[]): Promise<EnterpriseRow[]> {
  const states = await readEnterpriseStates(tx, zoneId, enterpriseIds === undefined ? 'all' : { ids: enterpriseIds })
  return states.map((state) => state.facts)
}
