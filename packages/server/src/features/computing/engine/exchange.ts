import { Agent as HttpAgent, request as requestByHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestByHttps } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '@ballast/domain/shared/refusal.ts'

export interface Asked {
  readonly method: string
  readonly address: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  readonly timeoutMs: number
}

export interface Heard {
  readonly status: number
  readonly text: string
}

/** An engine answers with a few threads; more connections would only wait inside it. */
const MOST_CONNECTIONS = 8
/** Reading again does no harm: three times, each wait about twice the one before. */
const WAITS_MS = [150, 400]
/** 256 MB: books of some 30,000 whole jobs in one span. */
const LONGEST_ANSWER = 256 * 1024 * 1024

/**
 * The connections to one engine. An exchange without an answer is refused as `engine.unreachable` when nothing of it can have arrived,
 * and as `engine.no-answer` otherwise.
 */
export function exchangesWith(base: URL): { exchange(asked: Asked): Promise<Heard>; close(): void } {
  const isSecure = base.protocol === 'https:'
  const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: MOST_CONNECTIONS, keepAliveMsecs: 5000 })
  const send = isSecure ? requestByHttps : requestByHttp
  const exchange = ({ method, address, headers, body, timeoutMs }: Asked): Promise<Heard> =>
    new Promise((resolve, reject) => {
      let isHandedOver = false
      const request = send(
        address,
        {
          method: method.toUpperCase(),
          agent,
          signal: AbortSignal.timeout(timeoutMs),
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            ...headers,
          },
        },
        (answer) => void readWhole(answer).then((text) => resolve({ status: answer.statusCode ?? 0, text }), failed),
      )
      function failed(error: Error): void {
        const code = isHandedOver ? 'engine.no-answer' : 'engine.unreachable'
        // Where a connection was refused is said, where a time ran out is not.
        const detail = error.message.includes(base.host) ? error.message : `${base.host}: ${error.message}`
        reject(new Refusal(code, [{ code, params: { detail } }]))
      }
      request.once('error', failed)
      request.once('socket', (socket) => {
        const connected = () => void (isHandedOver = true)
        if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      request.end(body)
    })
  return { exchange, close: () => agent.destroy() }
}

/** Asks again what only reads, and anything of which nothing can have arrived. */
export async function withPatience<T>(method: string, ask: () => Promise<T>): Promise<T> {
  for (let turn = 0; ; turn += 1) {
    try {
      return await ask()
    } catch (error) {
      const wait = WAITS_MS[turn]
      if (wait === undefined || !mayTryAgain(method, error)) throw error
      await sleep(wait * (0.75 + Math.random() / 2))
    }
  }
}

const mayTryAgain = (method: string, error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'engine.unreachable' || (method.toLowerCase() === 'get' && TRANSIENT.has(error.code)))
const TRANSIENT: ReadonlySet<string> = new Set(['engine.no-answer', 'engine.controller-away', 'engine.not-understood'])

/** What is no JSON is not understood: a proxy's page of an error. */
export function readJson({ status, text }: Heard): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    const code = 'engine.not-understood'
    throw new Refusal(code, [{ code, params: { status, detail: text.slice(0, 200) } }])
  }
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
