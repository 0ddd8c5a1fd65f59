import type { Problem } from './problem.ts'
import type { RouteDefinition, RouteRequest, RouteResponse } from './route.ts'
import { routes, type RouteId, type Routes } from './routes.ts'

/** The server refused; `problem` holds every reason in the caller's language. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super([problem.title, ...problem.reasons.map((reason) => reason.message)].join(' — '))
    this.name = 'ProblemError'
    this.problem = problem
  }
}

export interface ClientOptions {
  readonly baseUrl?: string
  readonly headers?: () => Record<string, string>
  readonly fetch?: typeof fetch
}

interface LooseRequest {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
  ifMatch?: string
  file?: Blob
  fileName?: string
}

/** Address of a route, for links and downloads. */
export function routeUrl<Id extends RouteId>(
  id: Id,
  given: Omit<RouteRequest<Routes[Id]>, 'body' | 'ifMatch' | 'file' | 'fileName'>,
): string {
  const { params = {}, query = {} } = given as LooseRequest
  const path = (routes[id] as RouteDefinition).path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) search.append(name, String(item))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

export type RequestOptions = { signal?: AbortSignal; idempotencyKey?: string }
export type Client = <Id extends RouteId>(
  id: Id,
  request: RouteRequest<Routes[Id]>,
  options?: RequestOptions,
) => Promise<RouteResponse<Routes[Id]>>

export function createClient(options: ClientOptions = {}): Client {
  const send = options.fetch ?? fetch
  return async (id, request, { signal, idempotencyKey } = {}) => {
    const route: RouteDefinition = routes[id]
    const { body, ifMatch, file, fileName } = request as LooseRequest
    const headers: Record<string, string> = { accept: 'application/json', ...options.headers?.() }
    if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey
    let payload: string | FormData | undefined
    if (file !== undefined) {
      payload = new FormData()
      payload.append('file', file, fileName)
    } else if (body !== undefined) {
      headers['content-type'] = 'application/json'
      payload = JSON.stringify(body)
    }
    const response = await send((options.baseUrl ?? '') + routeUrl(id, request as never), {
      method: route.method,
      headers,
      ...(payload === undefined ? {} : { body: payload }),
      ...(signal === undefined ? {} : { signal }),
    })
    if (!response.ok) throw new ProblemError((await response.json()) as Problem)
    return (route.response === 'file' ? await response.blob() : await response.json()) as never
  }
}
