import { exchangesWith, readJson, withPatience, type Heard } from '../exchange.ts'
import type { paths as Slurm2411 } from './slurm-24-11.ts'
import type { paths as Slurm2605 } from './slurm-26-05.ts'
import { slurmRefusal, type SlurmError } from './slurm-fault.ts'
import type { TokenSigner } from './token-signer.ts'

// Written against the later version; a call that only the earlier one has cannot be made. That they mean the same shows the recorded scenario.
type Paths = Slurm2605 & Record<Exclude<keyof Slurm2411, keyof Slurm2605>, never>
type Operation<Path extends keyof Paths, Method extends keyof Slurm2605[Path]> = NonNullable<Slurm2605[Path][Method]>
type Body<O> = O extends { requestBody?: { content: { 'application/json': infer B } } } ? B : undefined
type Query<O> = O extends { parameters: { query?: infer Q } } ? Q : undefined
type PathParts<O> = O extends { parameters: { path: infer P } } ? P : undefined
export type SlurmAnswer<O> = O extends { responses: { 200: { content: { 'application/json': infer A } } } } ? A : never

export interface SlurmRequest<O> {
  readonly path?: PathParts<O>
  readonly query?: Query<O>
  readonly body?: Body<O>
  /** In whose name; the administrator of the centre by default. */
  readonly as?: string
  readonly timeoutMs?: number
}

/** Null: nothing had to be changed. */
export type SlurmCall = <Path extends keyof Paths, Method extends keyof Paths[Path] & ('get' | 'post' | 'delete')>(
  method: Method,
  path: Path,
  request: SlurmRequest<Operation<Path, Method>>,
) => Promise<SlurmAnswer<Operation<Path, Method>> | null>

export interface SlurmConnection {
  /** Address of slurmrestd, or of the proxy before it. */
  readonly url: string
  readonly dataParser: string
  readonly sign: TokenSigner
  readonly timeoutMs?: number
}

const ADMINISTRATOR = 'root'
const TIMEOUT_MS = 10_000

export function slurmCall({ url, dataParser, sign, timeoutMs = TIMEOUT_MS }: SlurmConnection): SlurmCall & { close(): void } {
  const base = new URL(url)
  const { exchange, close } = exchangesWith(base)

  const call = async (method: string, path: string, request: SlurmRequest<never> & Record<string, unknown>): Promise<unknown> => {
    const { as = ADMINISTRATOR } = request
    const parts = (request.path ?? {}) as Record<string, string>
    const versioned = path
      .replace(/^\/(\w+)\//, `/$1/${dataParser}/`)
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
    const address = new URL(versioned, base)
    const query: Record<string, string | readonly string[] | undefined> = request.query ?? {}
    for (const [name, value = []] of Object.entries(query)) for (const one of [value].flat()) address.searchParams.append(name, one)
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    return withPatience(method, async () => {
      const headers = { 'x-slurm-user-token': await sign(as) }
      return understood(await exchange({ method, address, headers, body, timeoutMs: request.timeoutMs ?? timeoutMs }))
    })
  }
  return Object.assign(call as SlurmCall, { close })
}

function understood(heard: Heard): unknown {
  const { status, text } = heard
  if (status === 304) return null
  if (status === 401 || status === 511) throw slurmRefusal([{ error_number: 1007, error: text.slice(0, 200) }], status)
  const answer = readJson(heard) as { errors?: SlurmError[] }
  const errors = answer.errors ?? []
  if (errors.length > 0 || status >= 400) throw slurmRefusal(errors, status)
  return answer
}
