import type { Locale } from '@ballast/contract/messages.ts'

/** The server's name for "by name" in this language; an address keeps "by name" and reads right in both. */
export function sortInLanguage(locale: Locale, sort: string, names: { readonly zh: string; readonly en: string }): string {
  const isDescending = sort.startsWith('-')
  const name = isDescending ? sort.slice(1) : sort
  if (name !== names.zh && name !== names.en) return sort
  return `${isDescending ? '-' : ''}${locale === 'en' ? names.en : names.zh}`
}
