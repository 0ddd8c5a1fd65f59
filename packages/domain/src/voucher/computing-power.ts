import { fen, type Fen } from '../shared/money.ts'
import { Refusal } from '../shared/refusal.ts'

declare const tflopsSeconds: unique symbol
/** Work of computing cards: whole TFLOPS·seconds at nominal FP16. People speak of P-hours (P·h): 1000 TFLOPS for an hour. */
export type TflopsSeconds = bigint & { readonly [tflopsSeconds]: 'TFLOPS·s' }

export const TFLOPS_SECONDS_PER_P_HOUR = 3_600_000n
/** What a bigint column holds. */
const MAX = 9223372036854775807n
/** A hundred-thousandth of a P-hour is 36 TFLOPS·s: the finest decimal that is always whole. */
const DECIMALS = 5
const STEP = 36n

export function tflopsSecondsOf(amount: bigint): TflopsSeconds {
  if (amount < 0n || amount > MAX) throw new Refusal('voucher.out-of-range')
  return amount as TflopsSeconds
}

/** What a job takes: cards × nominal TFLOPS of one card × seconds. */
export const workOf = (cards: bigint, tflops: bigint, seconds: bigint): TflopsSeconds => tflopsSecondsOf(cards * tflops * seconds)

/** "12.5" P·h → TFLOPS·s, exactly; finer than five decimals is refused. */
export function parsePHours(text: string): TflopsSeconds {
  const match = /^(\d{1,12})(?:\.(\d{1,5})0*)?$/.exec(text.trim().replaceAll(',', ''))
  if (!match) throw new Refusal('voucher.not-p-hours', [{ code: 'voucher.not-p-hours', params: { text } }])
  return tflopsSecondsOf(BigInt(`${match[1]}${(match[2] ?? '').padEnd(DECIMALS, '0')}`) * STEP)
}

/** Units of ten to the minus `digits`, with thousands apart and at least so many decimals. */
export function grouped(units: bigint, digits: number, minDigits: number): string {
  const text = units.toString().padStart(digits + 1, '0')
  const whole = digits === 0 ? text : text.slice(0, -digits)
  const fraction = digits === 0 ? '' : text.slice(-digits).replace(/0+$/, '').padEnd(minDigits, '0')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === '' ? '' : `.${fraction}`}`
}

/** Exactly: "12.5 P·h"; where five decimals do not hold it, the TFLOPS·s that are left are named as well. */
export function exactPHours(amount: bigint): string {
  const sign = amount < 0n ? '-' : ''
  const absolute = amount < 0n ? -amount : amount
  const left = absolute % STEP
  return `${sign}${grouped(absolute / STEP, DECIMALS, 0)} P·h${left === 0n ? '' : ` + ${left} TFLOPS·s`}`
}

/** Rounded half up and grouped, for screens: "1,234.50". The unit is drawn beside it. */
export function drawPHours(amount: bigint, digits = 2): string {
  const absolute = amount < 0n ? -amount : amount
  const scale = 10n ** BigInt(digits)
  const rounded = (absolute * scale * 2n + TFLOPS_SECONDS_PER_P_HOUR) / (TFLOPS_SECONDS_PER_P_HOUR * 2n)
  return `${amount < 0n && rounded !== 0n ? '-' : ''}${grouped(rounded, digits, digits)}`
}

/** The price of work, rounded half up to the fen. */
export const priceOf = (amount: bigint, fenPerPHour: bigint): Fen =>
  fen((amount * fenPerPHour * 2n + TFLOPS_SECONDS_PER_P_HOUR) / (TFLOPS_SECONDS_PER_P_HOUR * 2n))
