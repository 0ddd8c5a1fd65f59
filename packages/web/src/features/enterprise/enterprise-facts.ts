import type { CustomField } from '@ballast/contract/code-list.ts'
import type { Enterprise, EnterprisePatch } from '@ballast/contract/enterprise.ts'
import { checkCreditCode } from '@ballast/domain/shared/codes.ts'
import type { Translate } from '../../app/language.tsx'
import { splitList, type Fact } from '../../ui/fact-fields.ts'
import { customValue } from '../project/custom-facts.ts'
import type { EnterpriseTextKey } from './enterprise.texts.ts'

/** The texts of an enterprise's facts by field, as they are edited; empty for unknown. */
export function enterpriseTextsOf(row: Enterprise): Record<string, string> {
  const texts: Record<string, string> = {
    nameZh: row.nameZh,
    creditCode: row.creditCode ?? '',
    nameEn: row.nameEn ?? '',
    shortName: row.shortName ?? '',
    aliases: row.aliases.join('、'),
    groupName: row.groupName ?? '',
    parent: row.parent?.nameZh ?? '',
    notes: row.notes ?? '',
  }
  for (const [code, value] of Object.entries(row.custom)) texts[`custom.${code}`] = value ?? ''
  return texts
}

/** Changed texts → what the server is asked to change. Empty clears a fact. */
export function enterprisePatchOf(
  changes: Readonly<Record<string, string>>,
  customFields: readonly CustomField[],
  overrideReason?: string,
): EnterprisePatch {
  const patch: Record<string, unknown> = {}
  for (const [key, typed] of Object.entries(changes)) {
    const text = typed.trim()
    if (key === 'aliases') patch['aliases'] = splitList(text)
    else if (key.startsWith('custom.'))
      patch['custom'] = { ...(patch['custom'] as object | undefined), [key.slice(7)]: customValue(customFields, key.slice(7), text) }
    else patch[key] = text === '' ? null : text
  }
  if (overrideReason !== undefined) patch['creditCodeOverrideReason'] = overrideReason
  return patch
}

/** A code of the right form whose check character is wrong may stand, with a reason; of the wrong form it may not. */
export const needsOverride = (creditCode: string | undefined): boolean =>
  creditCode !== undefined && creditCode !== '' && checkCreditCode(creditCode) === 'bad-check-digit'

export function enterpriseFacts(
  t: Translate<EnterpriseTextKey>,
  groups: readonly string[],
  texts: Readonly<Record<string, string>>,
): Fact[] {
  const fact = (key: EnterpriseTextKey, more: Partial<Fact> = {}): Fact => ({
    key,
    label: t(key),
    kind: 'text',
    value: texts[key] ?? '',
    ...more,
  })
  return [
    fact('nameZh', { required: true }),
    fact('creditCode'),
    fact('shortName'),
    fact('nameEn'),
    fact('groupName', { kind: 'suggest', choices: groups.map((value) => ({ value, label: value })) }),
    fact('parent'),
    fact('aliases', { kind: 'list' }),
    fact('notes', { kind: 'long', wide: true }),
  ]
}
