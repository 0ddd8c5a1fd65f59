import { exchangesWith, readJson, withPatience } from '../exchange.ts'
import { kueueRefusal } from './kueue-fault.ts'
import type { KubeList } from './kueue-objects.ts'

export interface KueueConnection {
  /** Address of the cluster's API server. */
  readonly url: string
  /** Asked before each call: a bound token is replaced in its file before it runs out. */
  readonly token: () => Promise<string>
  readonly timeoutMs?: number
}

export interface KueueRequest {
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface KueueCall {
  /** PATCH is a JSON merge patch. A refusal's `number` is the HTTP status. */
  ask<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, request?: KueueRequest): Promise<T>
  /** All pages of a list. */
  list<T>(path: string, selector?: { readonly labelSelector?: string; readonly fieldSelector?: string }): Promise<T[]>
  close(): void
}

const TIMEOUT_MS = 10_000
const PAGE = '500'

export function kueueCall({ url, token, timeoutMs = TIMEOUT_MS }: KueueConnection): KueueCall {
  const base = new URL(url)
  const { exchange, close } = exchangesWith(base)
  const ask = <T>(method: string, path: string, { query = {}, body }: KueueRequest = {}): Promise<T> =>
    withPatience(method, async () => {
      const address = new URL(path, base)
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value)
      const headers = {
        authorization: `Bearer ${await token()}`,
        ...(method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : {}),
      }
      const sent = body === undefined ? undefined : JSON.stringify(body)
      const heard = await exchange({ method, address, headers, body: sent, timeoutMs })
      if (heard.status === 401) throw kueueRefusal(401, { message: heard.text.slice(0, 200) })
      const answer = readJson(heard)
      if (heard.status >= 400) throw kueueRefusal(heard.status, answer as object)
      return answer as T
    })
  return {
    ask,
    list: async <T>(path: string, selector = {}) => {
      const found: T[] = []
      let next: string | undefined
      do {
        const query = { limit: PAGE, ...selector, ...(next === undefined ? {} : { continue: next }) }
        const page: KubeList<T> = await ask('GET', path, { query })
        found.push(...page.items)
        next = page.metadata?.continue
      } while (next !== undefined && next !== '')
      return found
    },
    close,
  }
}
