import { Refusal } from '../shared/refusal.ts'
import { grouped } from '../voucher/computing-power.ts'

/** In which a card's nominal power is given. FP16 is the one by which is metered and sold. */
export const PRECISIONS = ['fp64', 'fp32', 'tf32', 'fp16', 'fp8', 'int8'] as const
export type Precision = (typeof PRECISIONS)[number]
export const OTHER_PRECISIONS = ['fp64', 'fp32', 'tf32', 'fp8', 'int8'] as const satisfies readonly Precision[]

/** GFLOPS (of int8: GOPS) of one card, dense. */
export type CardPower = Readonly<Partial<Record<Precision, bigint>>>

export interface CardCapacity {
  /** That the centre is to have once it is whole; null: not said. */
  readonly planned: number | null
  /** That its engine has; null: it was never heard. */
  readonly seen: number | null
  readonly power: CardPower
}

export interface Power {
  readonly precision: Precision
  /** Of cards that the engine has, whether or not they are at work. */
  readonly inUse: bigint
  /** Of cards that are planned and that the engine does not have yet. */
  readonly commissioning: bigint
}

export const inCommissioning = ({ planned, seen }: Pick<CardCapacity, 'planned' | 'seen'>): number =>
  Math.max(0, (planned ?? 0) - (seen ?? 0))

/** Whether nothing is left to be put into use: some cards are planned, and the engine has them all. */
export const isWhole = (cards: readonly Pick<CardCapacity, 'planned' | 'seen'>[]): boolean =>
  cards.length > 0 && cards.every((card) => card.planned !== null && inCommissioning(card) === 0)

/** GFLOPS by precision; a precision that some card of the sum does not name counts for those that do. */
export function powerOf(cards: readonly CardCapacity[]): Power[] {
  return PRECISIONS.flatMap((precision): Power[] => {
    const named = cards.flatMap((card) => {
      const each = card.power[precision]
      return each === undefined ? [] : [{ each, seen: BigInt(card.seen ?? 0), missing: BigInt(inCommissioning(card)) }]
    })
    if (named.length === 0) return []
    const total = (of: (one: (typeof named)[number]) => bigint) => named.reduce((sum, one) => sum + of(one), 0n)
    return [{ precision, inUse: total(({ each, seen }) => each * seen), commissioning: total(({ each, missing }) => each * missing) }]
  })
}

/** "9.7" TFLOPS → GFLOPS, exactly; finer than a thousandth is refused. */
export function parseTflops(text: string): bigint {
  const match = /^(\d{1,7})(?:\.(\d{1,3}))?$/.exec(text.trim())
  const gflops = match === null ? 0n : BigInt(`${match[1]}${(match[2] ?? '').padEnd(3, '0')}`)
  if (gflops <= 0n) throw new Refusal('voucher.not-tflops', [{ code: 'voucher.not-tflops', params: { text } }])
  return gflops
}

/** As it was read: "9.7". */
export const tflopsText = (gflops: bigint): string => grouped(gflops, 3, 0).replaceAll(',', '')

/** In P (1000 TFLOPS), two decimals, rounded half up: "1,996.80". */
export const drawP = (gflops: bigint): string => grouped((gflops * 200n + 1_000_000n) / 2_000_000n, 2, 2)

/** What is named in TFLOPS, in GFLOPS, and back. */
export const parsePower = (named: { readonly [P in Precision]?: string | undefined }): CardPower => eachPrecision(named, parseTflops)
export const powerTexts = (power: CardPower): Partial<Record<Precision, string>> => eachPrecision(power, tflopsText)

const eachPrecision = <A, B>(of: { readonly [P in Precision]?: A | undefined }, draw: (one: A) => B): Partial<Record<Precision, B>> =>
  Object.fromEntries(
    PRECISIONS.flatMap((precision) => {
      const one = of[precision]
      return one === undefined ? [] : [[precision, draw(one)]]
    }),
  )
