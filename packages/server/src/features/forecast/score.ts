import { WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'

export const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b)

/**
 * CRPS of an outcome under 99 levels, the amounts below which 1, 2, … 99 of a hundred draws lie: twice the mean pinball loss over the
 * levels, which is what the integral is by this grid.
 */
export function crpsOfLevels(levels: readonly bigint[], outcome: bigint): bigint {
  const whole = BigInt(levels.length + 1)
  const losses = levels.reduce((sum, level, place) => {
    const below = BigInt(place + 1)
    return sum + (outcome >= level ? below * (outcome - level) : (whole - below) * (level - outcome))
  }, 0n)
  const divisor = whole * BigInt(levels.length)
  return (2n * losses + divisor / 2n) / divisor
}

/** The amount below which so many of a hundred draws lie. */
export const levelOf = (levels: readonly bigint[], percent: number): bigint => levels[percent - 1] as bigint

/** Between the tenth and the ninetieth of a hundred. */
export const isInside = (levels: readonly bigint[], outcome: bigint): boolean =>
  levelOf(levels, 10) <= outcome && outcome <= levelOf(levels, 90)

/** Which part of the draws lies at or below the outcome, to a hundredth. */
export const rankOf = (levels: readonly bigint[], outcome: bigint): bigint =>
  (BigInt(levels.filter((level) => level <= outcome).length) * WHOLE_PPM) / BigInt(levels.length + 1)
