import { NOTIFICATION_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Attempt } from '@ballast/domain/notification/delivery.ts'
import type { Entry } from '../entry.ts'
import { sentenceOf } from '../kind-facts.ts'
import { SENT, type Moment } from './channel-adapter.ts'

/** Both robots take twenty messages a minute; whoever sends more is shut out for a while. */
export const ROBOT_PACE_MS = 3100
/** Eight lines of this length, each with a heading and an address, stay below the 4096 bytes of a WeCom message. */
export const ROBOT_AT_ONCE = 8
const MAX_LINE_BYTES = 240

/** What people wrote must not become a link, a mention or a heading. */
const WIDE: Readonly<Record<string, string>> = {
  '<': '＜',
  '>': '＞',
  '[': '［',
  ']': '］',
  '(': '（',
  ')': '）',
  '*': '＊',
  '`': '｀',
  '#': '＃',
  '!': '！',
  '@': '＠',
}
const plain = (text: string): string => text.replaceAll(/[<>[\]()*`#!@]/g, (sign) => WIDE[sign] ?? '').replaceAll(/\s+/g, ' ')

/** As much of a text as fits into so many bytes, whole characters. */
function fitting(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  let length = Buffer.byteLength('…')
  for (const sign of text) {
    length += Buffer.byteLength(sign)
    if (length > bytes) break
    kept += sign
  }
  return `${kept}…`
}

/** A line for each thing, with its heading and a link to its page. */
export const robotMarkdown = (entries: readonly Entry[], { locale }: Moment): string =>
  entries
    .map(({ kind, params, url }) => {
      const text = fitting(plain(sentenceOf(locale, kind, params)), MAX_LINE_BYTES)
      return `**${nameIn(locale, NOTIFICATION_NAMES[kind])}** ${text} [${locale === 'en' ? 'open' : '查看'}](${url})`
    })
    .join('\n\n')

export const robotTitle = (entries: readonly Entry[], { locale, zone }: Moment): string => {
  const name = locale === 'en' ? zone.nameEn : zone.nameZh
  return locale === 'en' ? `${name}: ${entries.length} from Ballast` : `${name} 压舱石通知 ${entries.length} 条`
}

/** A robot answers 200 also when it refuses: what counts is its `errcode`. */
export function robotAnswer(body: string, tooFast: number): Attempt {
  const answer = parsed(body)
  if (answer?.errcode === 0) return SENT
  return { result: 'later', outcome: answer?.errcode === tooFast ? 'too-fast' : 'robot-refused', detail: body.slice(0, 300) }
}

function parsed(body: string): { errcode?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
