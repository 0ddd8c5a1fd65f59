import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Locale } from '@ballast/contract/messages.ts'

const STORAGE_KEY = 'ballast.language'

function initialLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(STORAGE_KEY)
  return asked === 'en' ? 'en' : 'zh-CN'
}

/** Read by the API client outside React. */
export const currentLocale = { value: initialLocale() }

interface Language {
  locale: Locale
  setLocale: (locale: Locale) => void
}
const LanguageContext = createContext<Language>({ locale: 'zh-CN', setLocale: () => undefined })

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [locale, setLocale] = useState<Locale>(currentLocale.value)
  useEffect(() => {
    currentLocale.value = locale
    localStorage.setItem(STORAGE_KEY, locale)
    document.documentElement.lang = locale
  }, [locale])
  const value = useMemo(() => ({ locale, setLocale }), [locale])
  return <LanguageContext.Provider value={value}>{children}</LanguageContext.Provider>
}

export const useLanguage = (): Language => useContext(LanguageContext)

/** A dictionary: Chinese is the source, English has the same keys or the code does not compile. */
export interface Dictionary<Key extends string> {
  readonly 'zh-CN': Readonly<Record<Key, string>>
  readonly en: Readonly<Record<Key, string>>
}
export const defineTexts = <const Zh extends Record<string, string>>(
  zh: Zh,
  en: Readonly<Record<keyof Zh & string, string>>,
): Dictionary<keyof Zh & string> => ({
  'zh-CN': zh,
  en,
})

export type Translate<Key extends string> = (key: Key, values?: Readonly<Record<string, string | number>>) => string

/** Texts of one feature in the current language; {name} is filled from `values`. */
export function useTexts<Key extends string>(dictionary: Dictionary<Key>): Translate<Key> {
  const { locale } = useLanguage()
  return useMemo(
    () =>
      (key, values = {}) =>
        dictionary[locale][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)),
    [dictionary, locale],
  )
}

interface Named {
  readonly nameZh: string
  readonly nameEn: string | null
}

/** The name in the current language of anything that has both. */
export function useName(): (thing: Named) => string {
  const { locale } = useLanguage()
  return useCallback((thing) => (locale === 'en' ? (thing.nameEn ?? thing.nameZh) : thing.nameZh), [locale])
}

/** The Chinese name, where an English page shows another: a foreign reader and a colleague must find the same thing. */
export function useChineseName(): (thing: Named) => string | undefined {
  const { locale } = useLanguage()
  return useCallback(
    (thing) => (locale === 'en' && thing.nameEn !== null && thing.nameEn !== thing.nameZh ? thing.nameZh : undefined),
    [locale],
  )
}
