import { lookup as resolve, type LookupAddress } from 'node:dns'
import { request as requestByHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { request as requestByHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address.ts'

/** What became of a request to another system: its answer, or how far it came. */
export type Posted =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** Nothing of it can have arrived. */
  | { readonly kind: 'not-sent'; readonly outcome: 'unreachable' | 'private-address' | 'not-https'; readonly detail: string }
  /** It was handed over, and no answer came. */
  | { readonly kind: 'no-answer'; readonly detail: string }

export interface OutsidePost {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}
/** @param mayHandOver asked once there is a connection; without its yes nothing is handed over */
export type PostOutside = (post: OutsidePost, mayHandOver?: () => Promise<boolean>) => Promise<Posted>

const MAX_ANSWER_BYTES = 64 * 1024

class PrivateAddressError extends Error {}

/** Looks the name up once and connects to what was looked at, so that a name cannot change its mind in between. */
const publicLookup: LookupFunction = (host, options, callback) => {
  resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '')
    const inside = addresses.find(({ address }) => isPrivateAddress(address))
    if (inside !== undefined) return callback(new PrivateAddressError(`${host} → ${inside.address}`), '')
    const [first] = addresses
    if (options.all) return callback(null, addresses)
    return callback(null, first?.address ?? '', first?.family)
  })
}

/**
 * Posts to an address that a person has entered. It follows no redirect, reads no more than a little of the answer, and unless the
 * installation allows it, reaches neither this machine nor its network and speaks TLS.
 */
export function postOutsideWith({ allowsPrivate, timeoutMs }: { allowsPrivate: boolean; timeoutMs: number }): PostOutside {
  return ({ url, headers, body }, mayHandOver = () => Promise.resolve(true)) => {
    const address = new URL(url)
    const host = address.hostname.replace(/^\[|\]$/g, '')
    if (!allowsPrivate && address.protocol !== 'https:') {
      return Promise.resolve({ kind: 'not-sent', outcome: 'not-https', detail: address.protocol })
    }
    if (!allowsPrivate && isIP(host) !== 0 && isPrivateAddress(host)) {
      return Promise.resolve({ kind: 'not-sent', outcome: 'private-address', detail: host })
    }
    return new Promise<Posted>((done) => {
      let isHandedOver = false
      const failed = (error: Error) => {
        if (error instanceof PrivateAddressError) return done({ kind: 'not-sent', outcome: 'private-address', detail: error.message })
        return done(
          isHandedOver ? { kind: 'no-answer', detail: error.message } : { kind: 'not-sent', outcome: 'unreachable', detail: error.message },
        )
      }
      const settle = async (answer: IncomingMessage) => {
        try {
          done({ kind: 'answer', status: answer.statusCode ?? 0, body: await readAnswer(answer) })
        } catch (error) {
          failed(error as Error)
        }
      }
      const content = Buffer.from(body)
      const ask = address.protocol === 'https:' ? requestByHttps : requestByHttp
      const sent: ClientRequest = ask(
        address,
        {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json; charset=utf-8', 'content-length': content.length },
          signal: AbortSignal.timeout(timeoutMs),
          ...(allowsPrivate ? {} : { lookup: publicLookup }),
        },
        (answer) => void settle(answer),
      )
      sent.once('error', failed)
      // The body is kept back until there is a connection: before that nothing can have arrived.
      sent.once('socket', (socket) => {
        const handOver = async () => {
          try {
            if (!(await mayHandOver())) throw new Error('not handed over')
            isHandedOver = true
            sent.end(content)
          } catch (error) {
            sent.destroy(error as Error)
          }
        }
        if (socket.connecting) socket.once(address.protocol === 'https:' ? 'secureConnect' : 'connect', () => void handOver())
        else void handOver()
      })
    })
  }
}

async function readAnswer(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part)
    length += part.length
    if (length > MAX_ANSWER_BYTES) {
      answer.destroy()
      break
    }
  }
  return Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString('utf8')
}
