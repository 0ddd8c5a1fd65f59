import { messageText, type Locale } from '@ballast/contract/messages.ts'
import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Entry } from './entry.ts'
import { sentenceOf } from './kind-facts.ts'

const MAX_SUBJECT = 90

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const shortened = (text: string): string => (text.length <= MAX_SUBJECT ? text : `${text.slice(0, MAX_SUBJECT - 1)}…`)

/** One mail of all that somebody is told at the same moment: plain text and simple HTML of the same words. */
export function composeMail(
  entries: readonly Entry[],
  { locale, appUrl, zone }: { locale: Locale; appUrl: string; zone: { readonly nameZh: string; readonly nameEn: string } },
): { subject: string; text: string; html: string } {
  const zoneName = locale === 'en' ? zone.nameEn : zone.nameZh
  const say = (code: string, params: Record<string, string | number> = {}) => messageText(locale, `notification-mail.${code}`, params)
  const items = entries.map(({ kind, params, url }) => ({
    head: nameIn(locale, NOTIFICATION_NAMES[kind]),
    text: sentenceOf(locale, kind, params).replaceAll(/\s+/g, ' '),
    url,
  }))
  const [only] = items
  const subject =
    items.length === 1 && only !== undefined ? `${only.head} · ${only.text}` : say('many', { count: items.length, zone: zoneName })
  const footer = say('footer', { zone: zoneName })
  const settings = `${appUrl}/account`
  return {
    subject: shortened(subject),
    text: `${items.map(({ head, text, url }) => `${head}\n${text}\n${url}\n`).join('\n')}\n-- \n${footer}\n${settings}\n`,
    html: [
      `<!doctype html><html lang="${locale}"><body style="font-family:sans-serif;color:#16313d">`,
      ...items.map(
        ({ head, text, url }) =>
          `<p><b>${escaped(head)}</b><br>${escaped(text)}<br><a href="${escaped(url)}">${escaped(say('open'))}</a></p>`,
      ),
      `<hr><p style="font-size:12px;color:#5b6b73">${escaped(footer)} <a href="${escaped(settings)}">${escaped(say('settings'))}</a></p>`,
      '</body></html>',
    ].join('\n'),
  }
}
