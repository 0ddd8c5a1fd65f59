/** The values that were last used, up to a number; for what can be computed again. */
export class Recent<V> {
  readonly #values = new Map<string, V>()
  readonly #most: number
  constructor(most: number) {
    this.#most = most
  }

  get(key: string): V | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    const oldest = this.#values.keys().next()
    if (this.#values.size > this.#most && oldest.done !== true) this.#values.delete(oldest.value)
  }
}
