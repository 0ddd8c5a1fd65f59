export interface Timing {
  readonly p50: number
  readonly p95: number
  readonly runs: number
}

/** Milliseconds of `runs` calls one after another, after a warm-up; the work gets the number of its call. */
export async function time(runs: number, work: (call: number) => Promise<unknown>): Promise<Timing> {
  for (let call = 0; call < Math.min(20, runs); call += 1) await work(call)
  const milliseconds: number[] = []
  for (let call = 0; call < runs; call += 1) {
    const began = performance.now()
    await work(call)
    milliseconds.push(performance.now() - began)
  }
  milliseconds.sort((a, b) => a - b)
  const at = (share: number) => milliseconds[Math.min(runs - 1, Math.floor(runs * share))] as number
  return { p50: at(0.5), p95: at(0.95), runs }
}

/** Two works in turn, A B A B …, so that both see the same weather of the machine. */
export async function timePair(
  runs: number,
  a: (call: number) => Promise<unknown>,
  b: (call: number) => Promise<unknown>,
): Promise<[Timing, Timing]> {
  const first: number[] = []
  const second: number[] = []
  for (let call = -20; call < runs; call += 1) {
    for (const [work, list] of [
      [a, first],
      [b, second],
    ] as const) {
      const began = performance.now()
      await work(Math.abs(call))
      if (call >= 0) list.push(performance.now() - began)
    }
  }
  const summary = (list: number[]): Timing => {
    list.sort((x, y) => x - y)
    const at = (share: number) => list[Math.min(runs - 1, Math.floor(runs * share))] as number
    return { p50: at(0.5), p95: at(0.95), runs }
  }
  return [summary(first), summary(second)]
}

export const row = (name: string, { p50, p95, runs }: Timing, note = ''): string =>
  `${name.padEnd(58)} p50 ${p50.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms   n=${runs}${note === '' ? '' : `   ${note}`}`
