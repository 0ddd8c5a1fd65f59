import type { Locale } from '@ballast/contract/messages.ts'

/** The part in one language of a document that is whole in Chinese first and then in English, each under a title of its own. */
export function methodsIn(html: string, locale: Locale): string {
  const [chinese = '', english = ''] = html.split(/<h1>.*?<\/h1>/s).slice(1)
  return locale === 'zh-CN' ? chinese : english
}
