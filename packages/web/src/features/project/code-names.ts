import { useMemo } from 'react'
import type { CodeLists } from '@ballast/contract/code-list.ts'
import { useRoute } from '../../app/api.ts'
import { useLanguage, useName } from '../../app/language.tsx'
import type { Choice } from '../../ui/grid-cells.ts'

export type CodeList =
  | 'category'
  | 'cluster'
  | 'bureau'
  | 'industry'
  | 'land-use'
  | 'parcel-status'
  | 'supply-mode'
  | 'difference-reason'
  | 'slip-reason'

export interface CodeNames {
  readonly lists: CodeLists | undefined
  /** The name of a code in the current language; the code itself where the zone has no such entry. */
  nameOf(list: CodeList, code: string | null): string
  choicesOf(list: CodeList): readonly Choice[]
  /** A text that registers repeat (a service manager, a tag, a choice) in the current language, where the zone gives one. */
  wordingOf(text: string): string
  /** Several such texts in one. */
  joined(texts: readonly string[]): string
}

/** The zone's code lists: names of categories, clusters, bureaus and the like. */
export function useCodeNames(): CodeNames {
  const { data } = useRoute('code-list.read', {})
  const name = useName()
  const { locale } = useLanguage()
  return useMemo(() => {
    const entries = (list: CodeList) => {
      if (list === 'category') return data?.categories ?? []
      if (list === 'cluster') return data?.clusters ?? []
      return data?.lists[list] ?? data?.lists[list.replace('-', '_')] ?? []
    }
    const wordings = new Map(locale === 'en' ? data?.lists['wording']?.map((item) => [item.nameZh, item.nameEn]) : [])
    const wordingOf = (text: string) => wordings.get(text) ?? text
    return {
      lists: data,
      nameOf: (list, code) => {
        const found = entries(list).find((item) => item.code === code)
        return found ? name(found) : (code ?? '')
      },
      choicesOf: (list) => entries(list).map((item) => ({ value: item.code, label: name(item) })),
      wordingOf,
      joined: (texts) => texts.map(wordingOf).join(locale === 'en' ? ', ' : '、'),
    }
  }, [data, name, locale])
}
