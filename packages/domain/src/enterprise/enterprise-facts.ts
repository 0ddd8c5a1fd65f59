import { checkCreditCode } from '../shared/codes.ts'
import type { Reason } from '../shared/refusal.ts'
import { patchedRecord, type FactSource } from '../shared/row-facts.ts'
import type { RowSourceKind } from '../project/project-row.ts'
import type { EnterpriseRow } from './enterprise-row.ts'

/** Everything that is known of one enterprise; null: not known. The parent is named by its name. */
export interface EnterpriseFacts extends EnterpriseRow {
  readonly creditCode: string | null
  readonly creditCodeOverrideReason: string | null
  readonly creditCodeOverriddenBy: string | null
  readonly nameEn: string | null
  readonly shortName: string | null
  readonly aliases: readonly string[]
  readonly groupName: string | null
  readonly parent: string | null
  readonly notes: string | null
  readonly custom: Readonly<Record<string, string>>
  readonly provenance: Readonly<Record<string, FactSource>>
  readonly sourceKind: RowSourceKind
  readonly citation: string | null
}

/** An enterprise of which nothing but its name is known. */
export const unknownEnterprise = (nameZh: string, sourceKind: RowSourceKind): EnterpriseFacts => ({
  nameZh,
  creditCode: null,
  creditCodeOverrideReason: null,
  creditCodeOverriddenBy: null,
  nameEn: null,
  shortName: null,
  aliases: [],
  groupName: null,
  parent: null,
  notes: null,
  custom: {},
  provenance: {},
  sourceKind,
  citation: null,
})

const TEXTS = [
  'creditCode',
  'creditCodeOverrideReason',
  'creditCodeOverriddenBy',
  'nameEn',
  'shortName',
  'groupName',
  'parent',
  'notes',
  'citation',
] as const

const trimmed = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/**
 * The facts after a row is laid over them.
 * @param editor who vouches for a credit code that fails its check, where the row does not say
 */
export function enterpriseAfter(before: EnterpriseFacts, row: EnterpriseRow, editor: string): EnterpriseFacts {
  const texts: Partial<Record<(typeof TEXTS)[number], string | null>> = {}
  for (const field of TEXTS) {
    const given = row[field]
    if (given !== undefined) texts[field] = given === null ? null : trimmed(given)
  }
  const after: EnterpriseFacts = {
    ...before,
    ...(texts as Partial<EnterpriseFacts>),
    nameZh: row.nameZh.trim(),
    aliases: row.aliases === undefined ? before.aliases : [...new Set((row.aliases ?? []).map((name) => name.trim()).filter(Boolean))],
    custom: patchedRecord(before.custom, row.custom),
    provenance: patchedRecord(before.provenance, row.provenance),
    sourceKind: row.sourceKind ?? before.sourceKind,
  }
  return withOverride(before, after, row, editor)
}

/** Who overruled the check goes with the reason, and both go with the code that they were given for. */
function withOverride(before: EnterpriseFacts, after: EnterpriseFacts, row: EnterpriseRow, editor: string): EnterpriseFacts {
  const isOtherCode = before.creditCode !== after.creditCode
  const reason = isOtherCode && row.creditCodeOverrideReason === undefined ? null : after.creditCodeOverrideReason
  if (reason === null) return { ...after, creditCodeOverrideReason: null, creditCodeOverriddenBy: null }
  const isSame = !isOtherCode && reason === before.creditCodeOverrideReason
  const named = typeof row.creditCodeOverriddenBy === 'string' ? trimmed(row.creditCodeOverriddenBy) : null
  return {
    ...after,
    creditCodeOverrideReason: reason,
    creditCodeOverriddenBy: named ?? (isSame ? before.creditCodeOverriddenBy : null) ?? editor,
  }
}

const list = (items: readonly string[]): string | null => (items.length === 0 ? null : items.join(', '))

/** Each field with its value as text: what outcomes, the audit trail and histories show. */
export function enterpriseFieldTexts(facts: EnterpriseFacts): Map<string, string | null> {
  return new Map<string, string | null>([
    ['nameZh', facts.nameZh === '' ? null : facts.nameZh],
    ...TEXTS.map((field): [string, string | null] => [field, facts[field]]),
    ['aliases', list(facts.aliases)],
    ...Object.entries(facts.custom).map(([code, value]): [string, string] => [`custom.${code}`, value]),
    ['sourceKind', facts.sourceKind],
    ...Object.entries(facts.provenance).map(([field, source]): [string, string] => [
      `provenance.${field}`,
      `${source.kind}: ${source.citation}`,
    ]),
  ])
}

/** Every reason why these facts cannot stand together. */
export function enterpriseFaults(facts: EnterpriseFacts): Reason[] {
  const faults: Reason[] = []
  const { nameZh, creditCode, creditCodeOverrideReason } = facts
  if (nameZh === '') faults.push({ code: 'enterprise.name-missing', at: 'nameZh' })
  const check = creditCode === null ? 'valid' : checkCreditCode(creditCode)
  const params = { creditCode: creditCode ?? '' }
  if (check === 'bad-form') faults.push({ code: 'enterprise.credit-code-bad-form', params, at: 'creditCode' })
  if (check === 'bad-check-digit' && creditCodeOverrideReason === null) {
    faults.push({ code: 'enterprise.credit-code-bad-check-digit', params, at: 'creditCode' })
  }
  if (check !== 'bad-check-digit' && creditCodeOverrideReason !== null) {
    faults.push({ code: 'enterprise.override-needless', at: 'creditCodeOverrideReason' })
  }
  const fields = enterpriseFieldTexts({ ...facts, provenance: {} })
  for (const field of Object.keys(facts.provenance)) {
    if (!fields.has(field)) faults.push({ code: 'register.source-of-unknown-field', params: { field }, at: `provenance.${field}` })
  }
  return faults
}
