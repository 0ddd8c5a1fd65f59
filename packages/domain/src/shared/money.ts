import { Refusal } from './refusal.ts'

declare const fenUnit: unique symbol
/** Money is whole fen (1/100 yuan). Floats never hold money; only this file knows the factor 100. */
export type Fen = bigint & { readonly [fenUnit]: 'fen' }

/** 2^63 - 1: what a bigint column holds. */
const MAX_FEN = 9223372036854775807n
const YUAN_DECIMALS = 2
const WAN_DECIMALS = 4 + YUAN_DECIMALS
const YI_DECIMALS = 8 + YUAN_DECIMALS
const FEN_PER_YUAN = 10n ** BigInt(YUAN_DECIMALS)
const FEN_PER_WAN = 10n ** BigInt(WAN_DECIMALS)
const FEN_PER_YI = 10n ** BigInt(YI_DECIMALS)
const FEN_PER_MILLION = 10n ** BigInt(WAN_DECIMALS + 2)

export const ZERO_FEN = 0n as Fen

export function fen(amount: bigint): Fen {
  if (amount > MAX_FEN || amount < -MAX_FEN) throw new Refusal('money.out-of-range')
  return amount as Fen
}

function parseScaled(text: string, decimals: number, unit: 'yuan' | 'wan' | 'yi'): Fen {
  const match = /^([+-]?)(\d{1,19})(?:\.(\d+))?$/.exec(text.includes(',') ? text.trim().replaceAll(',', '') : text.trim())
  if (!match) throw new Refusal('money.not-a-number', [{ code: 'money.not-a-number', params: { text, unit } }])
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) throw new Refusal('money.finer-than-fen', [{ code: 'money.finer-than-fen', params: { text } }])
  const amount = BigInt(match[2] + fraction.padEnd(decimals, '0'))
  return fen(match[1] === '-' ? -amount : amount)
}

/** "2900000000.00" → fen. Finer than a fen is refused, not rounded. */
export const parseYuan = (text: string): Fen => parseScaled(text, YUAN_DECIMALS, 'yuan')
/** "290000.5" 万元 → fen, exactly or refused. */
export const parseWan = (text: string): Fen => parseScaled(text, WAN_DECIMALS, 'wan')
/** "1000" 亿元 → fen, exactly or refused. */
export const parseYi = (text: string): Fen => parseScaled(text, YI_DECIMALS, 'yi')

function formatScaled(amount: bigint, decimals: number, minDigits: number): string {
  const text = (amount < 0n ? -amount : amount).toString().padStart(decimals + 1, '0')
  const fraction = text.slice(-decimals).replace(/0+$/, '').padEnd(minDigits, '0')
  return `${amount < 0n ? '-' : ''}${text.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`
}

/** Fen → "2900000000.00": the form of money on the wire. */
export const formatYuan = (amount: bigint): string => formatScaled(amount, YUAN_DECIMALS, 2)
/** Fen → exact 万元 text without trailing zeros, for spreadsheets and edit boxes. */
export const formatWanExact = (amount: bigint): string => formatScaled(amount, WAN_DECIMALS, 0)
/** Fen → exact 亿元 text without trailing zeros. */
export const formatYiExact = (amount: bigint): string => formatScaled(amount, YI_DECIMALS, 0)

/** Rounds half away from zero to a number of units with `digits` decimals; for drawing only. */
function roundScaled(amount: bigint, fenPerUnit: bigint, digits: number): string {
  const step = fenPerUnit / 10n ** BigInt(digits)
  const absolute = amount < 0n ? -amount : amount
  const rounded = (absolute + step / 2n) / step
  const text = rounded.toString().padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits).replace(/\B(?=(\d{3})+$)/g, ',')
  const body = digits === 0 ? whole : `${whole}.${text.slice(-digits)}`
  return amount < 0n && rounded !== 0n ? `-${body}` : body
}

/** Rounded and grouped, for screens: "290,000.50". The unit is drawn beside it. */
export const drawWan = (amount: bigint, digits = 2): string => roundScaled(amount, FEN_PER_WAN, digits)
export const drawYi = (amount: bigint, digits = 2): string => roundScaled(amount, FEN_PER_YI, digits)
export const drawYuan = (amount: bigint): string => roundScaled(amount, FEN_PER_YUAN, 2)

/** Millions of yuan, in which English texts count what Chinese ones count in 亿元. */
export const drawMillion = (amount: bigint, digits = 0): string => roundScaled(amount, FEN_PER_MILLION, digits)

/** A float in 亿元, only for the length of a bar or the height of a point in a chart. */
export const chartYi = (amount: bigint): number => Number(amount / 10_000n) / Number(FEN_PER_YI / 10_000n)
/** The same in millions of yuan. */
export const chartMillion = (amount: bigint): number => Number(amount / 10_000n) / Number(FEN_PER_MILLION / 10_000n)

export function sumFen(amounts: Iterable<bigint>): Fen {
  let total = 0n
  for (const amount of amounts) total += amount
  return fen(total)
}

/**
 * Splits `total` in proportion to `weights` by largest remainder: the parts add up to `total`, always, and each part is
 * less than one fen from its exact share. Equal remainders go to the earlier part. All weights zero: an even split.
 */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  if (weights.length === 0) throw new Refusal('money.no-parts')
  if (weights.some((weight) => weight < 0n)) throw new Refusal('money.negative-weight')
  const given = weights.reduce((sum, weight) => sum + weight, 0n)
  const shares = given === 0n ? weights.map(() => 1n) : weights
  const whole = given === 0n ? BigInt(weights.length) : given
  const absolute = total < 0n ? -total : total
  const parts = shares.map((share) => (absolute * share) / whole)
  const left = Number(absolute - parts.reduce((sum, part) => sum + part, 0n))
  const byRemainder = shares
    .map((share, index) => ({ index, remainder: (absolute * share) % whole }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts.map((part) => fen(total < 0n ? -part : part))
}
