import type { CustomField } from '@ballast/contract/code-list.ts'
import type { Fact } from '../../ui/fact-fields.ts'
import { wanOfYuan, yuanOfWan } from '../../ui/wan.ts'
import type { CodeNames } from './code-names.ts'

const isMoney = (fields: readonly CustomField[], code: string): boolean =>
  fields.some((field) => field.fieldCode === code && field.valueType === 'money')

/** What is typed into one of the zone's own fields, as the server keeps it: money in yuan, nothing for a blank. */
export function customValue(fields: readonly CustomField[], code: string, typed: string): string | null {
  const text = typed.trim()
  if (text === '') return null
  return isMoney(fields, code) ? (yuanOfWan(text) ?? null) : text
}

const KINDS: Readonly<Record<CustomField['valueType'], Fact['kind']>> = {
  text: 'text',
  number: 'text',
  date: 'date',
  money: 'money',
  choice: 'choice',
}

/** The zone's own fields of a register as a form shows them. */
export const customFacts = (
  fields: readonly CustomField[],
  texts: Readonly<Record<string, string>>,
  codes: CodeNames,
  name: (field: CustomField) => string,
): Fact[] =>
  fields.map((field) => {
    const key = `custom.${field.fieldCode}`
    const stored = texts[key] ?? ''
    return {
      key,
      label: name(field),
      kind: KINDS[field.valueType],
      value: field.valueType === 'money' && stored !== '' ? wanOfYuan(stored) : stored,
      ...(field.valueType === 'choice' ? { choices: field.choices.map((value) => ({ value, label: codes.wordingOf(value) })) } : {}),
    }
  })
