// Exchanges with a real engine, written down once and played again where there is none.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Exchange {
  readonly method: string
  readonly path: string
  /** In whose name the token was made. */
  readonly as: string
  readonly sent?: unknown
  readonly status: number
  readonly answer: unknown
}

export interface Recording {
  readonly engine: string
  /** How the exchanges came about, where no real engine gave the answers. */
  readonly madeBy?: string
  readonly recordedAt: string
  readonly now: number
  readonly exchanges: readonly Exchange[]
}

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

export const listening = async (server: Server): Promise<Listening> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** A token of Kubernetes is opaque: everything is asked in the platform's name. */
function whoAsks(request: IncomingMessage): string {
  if (request.headers.authorization !== undefined) return 'platform'
  const [, claims = ''] = String(request.headers['x-slurm-user-token'] ?? '').split('.')
  return (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { sun: string }).sun
}

const keyOf = ({ method, path, as, sent }: Pick<Exchange, 'method' | 'path' | 'as' | 'sent'>): string =>
  JSON.stringify([method, path, as, sent ?? null])

/** Answers as the engine did, in its order; the last answer to a question is given again. */
export function replay({ exchanges }: Recording): Promise<Listening> {
  const answers = new Map<string, Exchange[]>()
  for (const exchange of exchanges) {
    const key = keyOf(exchange)
    answers.set(key, [...(answers.get(key) ?? []), exchange])
  }
  return listening(
    createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const sent: unknown = body === '' ? undefined : JSON.parse(body)
        const key = keyOf({ method: request.method ?? '', path: request.url ?? '', as: whoAsks(request), sent })
        const queue = answers.get(key) ?? []
        const found = queue.length > 1 ? queue.shift() : queue[0]
        if (found === undefined) return response.writeHead(500).end(JSON.stringify({ errors: [{ error: `not recorded: ${key}` }] }))
        response.writeHead(found.status, { 'content-type': 'application/json' })
        return response.end(
          found.status === 304 ? undefined : typeof found.answer === 'string' ? found.answer : JSON.stringify(found.answer),
        )
      })
    }),
  )
}

/** Hands every question on to the engine and writes the exchange down, without the token. */
export function recorder(engineUrl: string, heard: Exchange[]): Promise<Listening> {
  return listening(
    createServer((request, response) => {
      void (async () => {
        const body = await bodyOf(request)
        const { method = 'GET', url = '/' } = request
        const headers = pick(request.headers, ['x-slurm-user-token', 'authorization', 'content-type'])
        const answer = await fetch(new URL(url, engineUrl), { method, headers, ...(body === '' ? {} : { body }) })
        const text = await answer.text()
        heard.push({
          method,
          path: url,
          as: whoAsks(request),
          ...(body === '' ? {} : { sent: JSON.parse(body) as unknown }),
          status: answer.status,
          answer: shortened(text),
        })
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.status === 304 ? undefined : text)
      })()
    }),
  )
}

const pick = (headers: IncomingMessage['headers'], names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])))

/** Of a job's 128 cores nothing is read; everything else stays, also what is not read. */
function shortened(text: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (name === 'job_resources' ? null : value)) as unknown
  } catch {
    return text
  }
}
