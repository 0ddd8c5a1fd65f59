import { Agent as HttpAgent, request as requestByHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestByHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
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
/** slurmrestd answers with a few threads; more connections would only wait inside it. */
const MOST_CONNECTIONS = 8
/** Reading again does no harm: three times, each wait about twice the one before. */
const WAITS_MS = [150, 400]
/** 64 MB: more than 8,000 whole jobs, which are never asked for at once. */
const LONGEST_ANSWER = 64 * 1024 * 1024

interface Heard {
  readonly status: number
  readonly text: string
}

export function slurmCall({ url, dataParser, sign, timeoutMs = TIMEOUT_MS }: SlurmConnection): SlurmCall & { close(): void } {
  const base = new URL(url)
  const isSecure = base.protocol === 'https:'
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: MOST_CONNECTIONS, keepAliveMsecs: 5000 })
  const send = isSecure ? requestByHttps : requestByHttp

  const exchange = (method: string, address: URL, token: string, body: string | undefined, waitMs: number): Promise<Heard> =>
    new Promise((resolve, reject) => {
      let isHandedOver = false
      const request = send(
        address,
        {
          method: method.toUpperCase(),
          agent,
          signal: AbortSignal.timeout(waitMs),
          headers: {
            accept: 'application/json',
            'x-slurm-user-token': token,
            ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          },
        },
        (answer) => void readWhole(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), failed),
      )
      function failed(error: Error): void {
        const code = isHandedOver ? 'engine.no-answer' : 'engine.unreachable'
        reject(new Refusal(code, [{ code, params: { place: base.host, detail: error.message } }]))
      }
      request.once('error', failed)
      request.once('socket', (socket) => {
        const connected = () => void (isHandedOver = true)
        if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      request.end(body)
    })

  const call = async (method: string, path: string, request: SlurmRequest<never> & Record<string, unknown>): Promise<unknown> => {
    const { as = ADMINISTRATOR } = request
    const parts = (request.path ?? {}) as Record<string, string>
    const versioned = path
      .replace(/^\/(\w+)\//, `/$1/${dataParser}/`)
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
    const address = new URL(versioned, base)
    const query: Record<string, string | undefined> = request.query ?? {}
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) address.searchParams.set(name, value)
    }
    const body = request.body === undefined ? undefined : JSON.stringify(request.body)
    for (let turn = 0; ; turn += 1) {
      try {
        const token = await sign(as)
        return understood(await exchange(method, address, token, body, request.timeoutMs ?? timeoutMs))
      } catch (error) {
        const wait = WAITS_MS[turn]
        if (wait === undefined || !mayTryAgain(method, error)) throw error
        await sleep(wait * (0.75 + Math.random() / 2))
      }
    }
  }
  return Object.assign(call as SlurmCall, { close: () => agent.destroy() })
}

/** What was read only can be read again; anything else only when none of it can have arrived. */
const mayTryAgain = (method: string, error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'engine.unreachable' || (method === 'get' && TRANSIENT.has(error.code)))
const TRANSIENT: ReadonlySet<string> = new Set(['engine.no-answer', 'engine.controller-away', 'engine.not-understood'])

function understood({ status, text }: Heard): unknown {
  if (status === 304) return null
  if (status === 401 || status === 511) throw slurmRefusal([{ error_number: 1007, error: text.slice(0, 200) }], status)
  let answer: { errors?: SlurmError[] }
  try {
    answer = JSON.parse(text) as { errors?: SlurmError[] }
  } catch {
    const code = 'engine.not-understood'
    throw new Refusal(code, [{ code, params: { status, detail: text.slice(0, 200) } }])
  }
  const errors = answer.errors ?? []
  if (errors.length > 0 || status >= 400) throw slurmRefusal(errors, status)
  return answer
}

async function readWhole(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > LONGEST_ANSWER) throw new Error('the answer has no end')
  }
  return Buffer.concat(parts).toString('utf8')
}
