const HOUR = 3600

/** Cuts work at full hours (seconds since 1970): the parts add up to it exactly. */
export function workByHour({
  startedAt,
  endedAt,
  perSecond,
}: {
  readonly startedAt: number
  readonly endedAt: number
  readonly perSecond: bigint
}): { hour: number; amount: bigint }[] {
  const parts: { hour: number; amount: bigint }[] = []
  for (let from = startedAt; from < endedAt; ) {
    const until = Math.min(endedAt, (Math.floor(from / HOUR) + 1) * HOUR)
    parts.push({ hour: Math.floor(from / HOUR), amount: perSecond * BigInt(until - from) })
    from = until
  }
  return parts
}
