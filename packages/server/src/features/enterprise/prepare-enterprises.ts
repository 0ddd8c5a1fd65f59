import type { CustomField } from '@ballast/contract/code-list.ts'
import {
  enterpriseAfter,
  enterpriseFaults,
  enterpriseFieldTexts,
  unknownEnterprise,
  type EnterpriseFacts,
} from '@ballast/domain/enterprise/enterprise-facts.ts'
import type { EnterpriseRow } from '@ballast/domain/enterprise/enterprise-row.ts'
import { numbersOnCycles } from '@ballast/domain/project/relation-cycle.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { changesBetween, sourceOfRow, sourcesAfter } from '@ballast/domain/shared/row-facts.ts'
import type { FieldChange } from '@ballast/domain/shared/row-outcome.ts'
import type { Context } from '../../platform/context.ts'
import { checkedCustom, customFieldsOf } from '../../platform/custom-field.ts'
import type { ReadTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { SaveOptions } from '../../platform/row-save.ts'
import { readEnterpriseStates, readParents, type EnterpriseState } from './enterprise.queries.ts'

/** A row to be laid over an enterprise as it stands, or over nothing. */
export interface EnterpriseEntry {
  readonly before: EnterpriseState | undefined
  readonly row: EnterpriseRow
  /** What is wrong with the row already. */
  readonly faults?: readonly Reason[]
}

export interface PreparedEnterprise {
  readonly enterpriseId: Uuid
  readonly before: EnterpriseState | undefined
  readonly after: EnterpriseFacts
  readonly changes: readonly FieldChange[]
  /** Refused when there are any. */
  readonly faults: readonly Reason[]
  readonly parentId: Uuid | null
}

interface Draft {
  readonly enterpriseId: Uuid
  readonly before: EnterpriseState | undefined
  readonly laid: EnterpriseFacts
  readonly faults: Reason[]
}

/** Works out what the rows would change and every reason against them; writes nothing. */
export async function prepareEnterprises(
  tx: ReadTx,
  ctx: Context,
  entries: readonly EnterpriseEntry[],
  { sourceKind = 'entered' }: Pick<SaveOptions, 'sourceKind'>,
): Promise<PreparedEnterprise[]> {
  const zoneId = ctx.zone.zoneId
  const fields = await customFieldsOf(tx, zoneId, 'enterprise')
  const drafts = entries.map((entry) => draftOf(entry, fields, ctx, sourceKind))
  const keys = distinct(drafts.flatMap(({ laid }) => [laid.nameZh, laid.creditCode, laid.parent]))
  const stored = await readEnterpriseStates(tx, zoneId, { names: keys, codes: keys })
  refuseNamesakes(drafts, stored)
  const parents = parentsOf(drafts, stored)
  await refuseCircles(tx, zoneId, drafts, parents)
  refuseLooseParents(drafts, parents)
  return drafts.map(({ enterpriseId, before, laid, faults }) => {
    const parent = parents.get(enterpriseId)
    const named = { ...laid, parent: parent?.nameZh ?? laid.parent }
    const start = before?.facts
    const changes = changesBetween(start && enterpriseFieldTexts(start), enterpriseFieldTexts(named))
    const isUserEdit = sourceKind === 'entered'
    const ofRow = sourceOfRow(named, { isUserEdit, isNew: start === undefined })
    const provenance = sourcesAfter(start?.provenance ?? {}, named.provenance, changes, isUserEdit, ofRow)
    const after = { ...named, provenance }
    return {
      enterpriseId,
      before,
      after,
      changes: changesBetween(start && enterpriseFieldTexts(start), enterpriseFieldTexts(after)),
      faults,
      parentId: parent?.enterpriseId ?? null,
    }
  })
}

const distinct = (texts: readonly (string | null)[]): string[] =>
  [...new Set(texts.filter((text) => text !== null && text !== ''))] as string[]

function draftOf(
  { before, row, faults: given = [] }: EnterpriseEntry,
  fields: ReadonlyMap<string, CustomField>,
  ctx: Context,
  sourceKind: NonNullable<SaveOptions['sourceKind']>,
): Draft {
  const custom = row.custom && checkedCustom(fields, row.custom)
  const start = before?.facts ?? unknownEnterprise(row.nameZh, row.sourceKind ?? sourceKind)
  // A user vouches in his own name only; a pack may say who did.
  const vouching = sourceKind === 'entered' ? { creditCodeOverriddenBy: undefined } : {}
  const laid = enterpriseAfter(start, { ...row, ...vouching, custom: custom ? custom.values : row.custom }, ctx.user.nameZh)
  return {
    enterpriseId: before?.enterpriseId ?? newId(),
    before,
    laid,
    faults: [...given, ...(custom?.faults ?? []), ...enterpriseFaults(laid)],
  }
}

const NAMESAKES = [
  { field: 'nameZh', code: 'enterprise.name-taken' },
  { field: 'creditCode', code: 'enterprise.credit-code-taken' },
] as const

/** Name and credit code belong to one enterprise of the zone; a row is judged by what it changes. */
function refuseNamesakes(drafts: readonly Draft[], stored: readonly EnterpriseState[]): void {
  const inBatch = new Set(drafts.map((draft) => draft.enterpriseId))
  const bearers = [
    ...stored.filter((state) => !inBatch.has(state.enterpriseId)).map(({ enterpriseId, facts }) => ({ enterpriseId, ...facts })),
    ...drafts.map(({ enterpriseId, laid }) => ({ enterpriseId, ...laid })),
  ]
  for (const { field, code } of NAMESAKES) {
    const byValue = Map.groupBy(bearers, (bearer) => bearer[field])
    for (const { enterpriseId, before, laid, faults } of drafts) {
      const value = laid[field]
      if (value === null || value === '' || before?.facts[field] === value) continue
      const other = byValue.get(value)?.find((bearer) => bearer.enterpriseId !== enterpriseId)
      if (other !== undefined) faults.push({ code, params: { value, nameZh: other.nameZh }, at: field })
    }
  }
}

interface Parent {
  readonly enterpriseId: Uuid
  readonly nameZh: string
  readonly draft: Draft | undefined
}

/** The parent of each draft that names one which is known: in the register, or in the same save. */
function parentsOf(drafts: readonly Draft[], stored: readonly EnterpriseState[]): Map<Uuid, Parent> {
  const known = new Map<string, Parent>()
  const learn = (keys: readonly (string | null)[], parent: Parent) => {
    for (const key of keys) if (key !== null) known.set(key, parent)
  }
  for (const { enterpriseId, facts } of stored) {
    learn([facts.creditCode, facts.nameZh], { enterpriseId, nameZh: facts.nameZh, draft: undefined })
  }
  for (const draft of drafts) {
    const { enterpriseId, before, laid } = draft
    const parent = { enterpriseId, nameZh: laid.nameZh, draft }
    if (before !== undefined) learn([before.facts.nameZh], parent)
    learn([laid.creditCode, laid.nameZh], parent)
  }
  return new Map(
    drafts.flatMap(({ enterpriseId, laid }) => {
      const parent = laid.parent === null ? undefined : known.get(laid.parent)
      return parent === undefined ? [] : [[enterpriseId, parent] as const]
    }),
  )
}

async function refuseCircles(tx: ReadTx, zoneId: Uuid, drafts: readonly Draft[], parents: ReadonlyMap<Uuid, Parent>): Promise<void> {
  if (parents.size === 0) return
  const graph = new Map<string, string[]>()
  for (const { enterpriseId, parentId } of await readParents(tx, zoneId)) graph.set(enterpriseId, [parentId as string])
  for (const { enterpriseId } of drafts) {
    const parent = parents.get(enterpriseId)
    graph.set(enterpriseId, parent === undefined ? [] : [parent.enterpriseId])
  }
  const cycles = numbersOnCycles(graph)
  for (const { enterpriseId, laid, faults } of drafts) {
    if (cycles.has(enterpriseId)) faults.push({ code: 'enterprise.parent-in-circle', params: { nameZh: laid.nameZh }, at: 'parent' })
  }
}

/** A refused new row takes the rows that name it as their parent with it, and so on. */
function refuseLooseParents(drafts: readonly Draft[], parents: ReadonlyMap<Uuid, Parent>): void {
  let isSettled = false
  while (!isSettled) {
    isSettled = true
    for (const { enterpriseId, laid, faults } of drafts) {
      if (laid.parent === null || faults.some((fault) => fault.code === 'enterprise.parent-unknown')) continue
      const parent = parents.get(enterpriseId)
      const isRefused = parent?.draft !== undefined && parent.draft.before === undefined && parent.draft.faults.length > 0
      if (parent !== undefined && (!isRefused || parent.enterpriseId === enterpriseId)) continue
      faults.push({ code: 'enterprise.parent-unknown', params: { parent: laid.parent }, at: 'parent' })
      isSettled = false
    }
  }
}
