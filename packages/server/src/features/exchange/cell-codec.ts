import { fitsNumber } from '../../platform/number-text.ts'
import { formatWanExact, parseWan, type Fen } from '@ballast/domain/shared/money.ts'
import { parsePpm, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { parsePlainDate, parseYearMonth, type PlainDate } from '@ballast/domain/shared/time.ts'
import { RELATION_KINDS, type ProjectParcel, type ProjectRelation } from '@ballast/domain/project/project-row.ts'

/** What a cell of an export holds: a number where a spreadsheet keeps it exactly, else text. */
export type CellOut = string | number | null

export interface Choice {
  readonly code: string
  readonly zh: string
  readonly en: string
}

export type ColumnKind =
  | 'text'
  | 'wan'
  | 'decimal'
  | 'integer'
  | 'count'
  | 'date'
  | 'month'
  | 'share'
  | 'list'
  | 'choice'
  | 'relations'
  | 'places'

export interface CodecContext {
  readonly choices: readonly Choice[]
  readonly locale: 'zh-CN' | 'en'
  readonly from1904: boolean
}

const fail = (code: string, text: string): never => {
  throw new Refusal(code, [{ code, params: { text: text.slice(0, 60) } }])
}

const numberOrText = (text: string): CellOut => (fitsNumber(text) ? Number(text) : text)

// A list is written with 、 between its items; items that hold a separator themselves make the whole list JSON.
const SEPARATOR = /[、;；\n]/
const listText = (items: readonly string[]): string =>
  items.some((item) => SEPARATOR.test(item) || item !== item.trim() || item === '' || item.startsWith('['))
    ? JSON.stringify(items)
    : items.join('、')

function listItems(text: string): string[] {
  if (text.startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(text)
      if (Array.isArray(parsed) && parsed.every((item) => typeof item === 'string')) return parsed
    } catch {
      // Not JSON: a list whose first item begins with a bracket.
    }
  }
  return text
    .split(SEPARATOR)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

const RELATION_NAMES: readonly Choice[] = [
  { code: 'later_phase_of', zh: '后期工程', en: 'later phase of' },
  { code: 'part_of', zh: '子项', en: 'part of' },
  { code: 'renewal_of', zh: '改造', en: 'renewal of' },
]
const label = (choice: Choice, locale: CodecContext['locale']): string => (locale === 'en' ? choice.en : choice.zh)

export function findChoice(choices: readonly Choice[], text: string): Choice | undefined {
  const wanted = text.trim()
  const lower = wanted.toLowerCase()
  return choices.find(({ code }) => code === wanted) ?? choices.find(({ zh, en }) => zh === wanted || en.toLowerCase() === lower)
}

function relationOf(text: string): ProjectRelation {
  const colon = text.search(/[:：]/)
  const found = findChoice(RELATION_NAMES, text.slice(0, Math.max(colon, 0)))
  const projectNo = text.slice(colon + 1).trim()
  if (found === undefined || projectNo === '' || !RELATION_KINDS.includes(found.code as never))
    return fail('exchange.cell-not-a-relation', text)
  return { kind: found.code as ProjectRelation['kind'], projectNo }
}

/** "X23=1200.5/300": a parcel, the part of its area in square metres, the floor area on it. */
const placeText = ({ name, areaM2, floorAreaM2 }: ProjectParcel): string =>
  areaM2 == null && floorAreaM2 == null
    ? name.includes('=')
      ? `${name}=`
      : name
    : `${name}=${areaM2 ?? ''}${floorAreaM2 == null ? '' : `/${floorAreaM2}`}`

function placeOf(text: string): ProjectParcel {
  const match = /^(.*)=(\d*(?:\.\d+)?)(?:\/(\d*(?:\.\d+)?))?$/s.exec(text)
  if (!match) return { name: text, areaM2: null, floorAreaM2: null }
  return { name: match[1] as string, areaM2: match[2] === '' ? null : match[2], floorAreaM2: match[3] ? match[3] : null }
}

const DAY_MS = 86_400_000
const dayNumber = (date: PlainDate): number => Math.round((Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS)
function dateOfDay(day: number, from1904: boolean): PlainDate {
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  return new Date(start + Math.floor(day) * DAY_MS).toISOString().slice(0, 10) as PlainDate
}

function parseDate(text: string, from1904: boolean): PlainDate {
  const plain = text.trim()
  if (/^\d{1,5}(\.\d+)?$/.test(plain) && Number(plain) >= 1) return dateOfDay(Number(plain), from1904)
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(plain) ??
    /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(plain)
  if (!match) return fail('date.not-a-date', text)
  return parsePlainDate(`${match[1]}-${match[2]?.padStart(2, '0')}-${match[3]?.padStart(2, '0')}`)
}

function parseMonth(text: string, from1904: boolean): string {
  const plain = text.trim()
  if (/^\d{5}(\.\d+)?$/.test(plain)) return dateOfDay(Number(plain), from1904).slice(0, 7)
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$/.exec(plain)
  return match ? parseYearMonth(`${match[1]}-${match[2]?.padStart(2, '0')}`) : parseYearMonth(plain)
}

function decimal(text: string): string {
  const plain = text.trim().replaceAll(/[,，]/g, '')
  if (!/^-?\d{1,30}(\.\d{1,30})?$/.test(plain)) return fail('exchange.cell-not-a-number', text)
  return plain
}
function wholeNumber(text: string): bigint {
  const plain = decimal(text)
  if (!/^-?\d+(\.0+)?$/.test(plain)) return fail('exchange.cell-not-whole', text)
  return BigInt(plain.replace(/\..*/, ''))
}
/** "0.6", "60%" */
function share(text: string): bigint {
  const percent = /^(-?\d+(?:\.\d+)?)\s*[%％]$/.exec(text.trim())
  if (!percent) return parsePpm(text.trim())
  const [whole = '0', fraction = ''] = (percent[1] as string).split('.')
  const padded = `${whole}${fraction}`
  const scale = fraction.length
  if (scale > 4) return fail('ratio.not-a-number', text)
  return BigInt(padded) * 10n ** BigInt(4 - scale)
}

interface Codec {
  toCell(value: never, context: CodecContext): CellOut
  fromText(text: string, context: CodecContext): unknown
}

/** How each kind of column writes a value and reads it back: what is written is read as the same value. */
export const CODECS: Readonly<Record<ColumnKind, Codec>> = {
  text: { toCell: (value: string) => value, fromText: (text) => text },
  wan: {
    toCell: (value: Fen) => numberOrText(formatWanExact(value)),
    fromText: (text) => parseWan(text.replace(/^¥/, '')),
  },
  decimal: { toCell: (value: string) => (/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/.test(value) ? numberOrText(value) : value), fromText: decimal },
  integer: { toCell: (value: number) => value, fromText: (text) => Number(wholeNumber(text)) },
  count: { toCell: (value: bigint) => numberOrText(String(value)), fromText: wholeNumber },
  date: { toCell: (value: PlainDate) => dayNumber(value), fromText: (text, { from1904 }) => parseDate(text, from1904) },
  month: { toCell: (value: string) => value, fromText: (text, { from1904 }) => parseMonth(text, from1904) },
  share: { toCell: (value: bigint) => Number(ratioText(value, WHOLE_PPM, 6)), fromText: share },
  list: { toCell: (value: readonly string[]) => (value.length === 0 ? null : listText(value)), fromText: listItems },
  choice: {
    toCell: (value: string, { choices, locale }) => {
      const choice = choices.find(({ code }) => code === value)
      const name = choice === undefined ? value : label(choice, locale)
      // A name that two codes share says nothing; the code itself then does.
      return choice !== undefined && findChoice(choices, name)?.code === value ? name : value
    },
    fromText: (text, { choices }) => findChoice(choices, text)?.code ?? text.trim(),
  },
  relations: {
    toCell: (value: readonly ProjectRelation[], { locale }) =>
      value.length === 0
        ? null
        : listText(
            value.map(({ kind, projectNo }) => `${label(RELATION_NAMES.find(({ code }) => code === kind) as Choice, locale)}:${projectNo}`),
          ),
    fromText: (text) => listItems(text).map(relationOf),
  },
  places: {
    toCell: (value: readonly ProjectParcel[]) => (value.length === 0 ? null : listText(value.map(placeText))),
    fromText: (text) => listItems(text).map(placeOf),
  },
}

const IN_FIGURES: ReadonlySet<ColumnKind> = new Set(['wan', 'decimal', 'integer', 'count', 'date', 'month', 'share'])

/** Reads one cell; what cannot be read becomes a reason instead of a value. */
export function readCell(kind: ColumnKind, text: string, context: CodecContext): { value: unknown } | { reason: Reason } {
  try {
    // Full-width digits and signs come from Chinese input methods.
    const typed = IN_FIGURES.has(kind) ? text.normalize('NFKC').trim() : text
    return { value: CODECS[kind].fromText(typed, context) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reason: error.reasons[0] ?? { code: error.code, params: { text: text.slice(0, 60) } } }
  }
}
