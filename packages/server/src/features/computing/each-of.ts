/** As many requests as slurmrestd answers at a time. */
const AT_ONCE = 8

/** Asks an engine about each, as many at a time as it answers. */
export async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const turn = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, turn))
}
