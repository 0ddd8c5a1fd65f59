/** The part of a project's money that is spent when a part x of its time has gone: x(a + x(b + xc)), a + b + c = 1. */
export interface Curve {
  readonly a: number
  readonly b: number
  readonly c: number
}

/** Hudson's (DHSS) two parameters as a cubic. */
export function hudson(c: number, k: number): Curve {
  return { a: 1 - c - 3 / k, b: c + 9 / k, c: -6 / k }
}

/** DHSS parameters of a published worked example; the prior of every sector. */
export const STANDARD_CURVE = hudson(0.134, 3.884)

/** Whether the curve never falls between 0 and 1: its slope a + 2bx + 3cx² is not negative there. */
export function isMonotone({ a, b, c }: Curve): boolean {
  const slope = (x: number) => a + x * (2 * b + 3 * c * x)
  const turn = c === 0 ? -1 : -b / (3 * c)
  return slope(0) >= 0 && slope(1) >= 0 && (turn <= 0 || turn >= 1 || slope(turn) >= 0)
}

export const spentAt = ({ a, b, c }: Curve, x: number): number => (x <= 0 ? 0 : x >= 1 ? 1 : x * (a + x * (b + x * c)))

/** The part of the time at which a part of the money is spent: the inverse, by bisection. */
export function timeAt(curve: Curve, spent: number): number {
  if (spent <= 0) return 0
  if (spent >= 1) return 1
  let [low, high] = [0, 1]
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2
    if (spentAt(curve, middle) < spent) low = middle
    else high = middle
  }
  return (low + high) / 2
}
