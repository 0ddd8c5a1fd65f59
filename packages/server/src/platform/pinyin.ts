import { pinyin } from 'pinyin-pro'

const normal = (text: string): string => text.normalize('NFKC').trim()
const hasChinese = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Chinese characters one by one with their reading in this text ("hang2" in 银行); the rest in whole pieces. */
const segmentsOf = (text: string) => pinyin(text, { toneType: 'num', type: 'all', nonZh: 'consecutive', v: true })

function readingsOf(text: string): string[] {
  const segments = segmentsOf(text)
  const full = segments.map((segment) => (segment.isZh ? segment.pinyin.replace(/\d$/, '') : segment.origin))
  const initials = segments.map((segment) => (segment.isZh ? segment.pinyin.slice(0, 1) : segment.origin))
  return [full, initials].map((parts) => parts.join('').toLowerCase().replaceAll(/\s+/g, ''))
}

/** What the search box matches: names and codes in lower case, with the full pinyin and the initials of those in Chinese. */
export function searchText(parts: readonly (string | null | undefined)[]): string {
  const words = new Set<string>()
  for (const part of parts) {
    const text = normal(part ?? '')
    if (text === '') continue
    words.add(text.toLowerCase())
    if (hasChinese(text)) for (const reading of readingsOf(text)) words.add(reading)
  }
  return [...words].join('\n')
}

/** The words of a search box, in the form in which they stand in a search text. */
export const searchWords = (query: string): string[] => normal(query).toLowerCase().split(/\s+/).filter(Boolean)

/**
 * Orders names by pinyin with tones, then by character, when compared byte by byte; numbers inside a name compare by their
 * value.
 */
export function sortKey(name: string): string {
  return segmentsOf(normal(name))
    .map((segment) =>
      segment.isZh
        ? `${segment.pinyin}${segment.origin}`
        : segment.origin.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(9, '0')),
    )
    .join(' ')
}
