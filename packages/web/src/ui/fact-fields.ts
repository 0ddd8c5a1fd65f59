import type { Choice } from './grid-cells.ts'
import { yuanOfWan } from './wan.ts'

/** One fact of a record, as a person reads and edits it. Texts: money in 万元, lists joined by 、, empty for unknown. */
export interface Fact {
  readonly key: string
  readonly label: string
  readonly kind: 'text' | 'long' | 'choice' | 'money' | 'date' | 'list' | 'suggest'
  readonly value: string
  /** Of a choice: what may be chosen. Of a suggestion: what is in use. */
  readonly choices?: readonly Choice[]
  readonly required?: boolean
  readonly wide?: boolean
}

export type FactProblem = 'required' | 'notMoney' | 'notDate'

export function factProblem(fact: Pick<Fact, 'kind' | 'required'>, text: string): FactProblem | undefined {
  if (text.trim() === '') return fact.required ? 'required' : undefined
  if (fact.kind === 'money' && yuanOfWan(text) === undefined) return 'notMoney'
  if (fact.kind === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'notDate'
  return undefined
}

export const splitList = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、,，;；\n]/)
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  ),
]
