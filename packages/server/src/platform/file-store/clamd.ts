import { createReadStream } from 'node:fs'
import { connect, type Socket } from 'node:net'

/** Looks for viruses in a file. Throws a ScanFailed when it cannot say. */
export interface Scanner {
  readonly name: string
  /** @returns the name of the virus, or null */
  scan(path: string): Promise<string | null>
}

export class ScanFailed extends Error {}

const PIECE_BYTES = 256 * 1024
/** A file of 500 MB takes clamd seconds; a minute without a word means that it hangs. */
const PATIENCE_MS = 60_000

/** @param address "host:port" or the path of a unix socket */
export function clamdAt(address: string): Scanner {
  return { name: 'ClamAV', scan: (path) => scanThrough(address, path) }
}

const socketTo = (address: string): Socket => {
  const place = /^(.+):(\d+)$/.exec(address)
  return place ? connect({ host: place[1] as string, port: Number(place[2]) }) : connect({ path: address })
}

/** clamd's INSTREAM: pieces with their length in front, an empty one at the end, one line back. */
async function scanThrough(address: string, path: string): Promise<string | null> {
  const socket = socketTo(address)
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)))
  let reply = ''
  const closed = new Promise<void>((resolve, reject) => {
    socket.on('data', (chunk) => (reply += chunk.toString('utf8')))
    socket.once('error', reject)
    socket.once('close', () => resolve())
  })
  // clamd may refuse a file before it has all of it, so an error while sending does not hide what it said.
  const sent = sendFile(socket, path).catch((error: unknown) => error)
  const failure = await closed.then(
    () => undefined,
    (error: unknown) => error,
  )
  await sent
  return verdict(reply, failure)
}

async function sendFile(socket: Socket, path: string): Promise<void> {
  await send(socket, Buffer.from('zINSTREAM\0'))
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.length)
    await send(socket, length)
    await send(socket, chunk)
  }
  await send(socket, Buffer.alloc(4))
}

const send = (socket: Socket, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve())))

function verdict(reply: string, failure: unknown): string | null {
  const text = reply.replaceAll('\0', '').trim()
  if (text === 'stream: OK') return null
  const found = /^stream: (.+) FOUND$/.exec(text)
  if (found) return found[1] as string
  if (text !== '') throw new ScanFailed(text)
  throw new ScanFailed(failure instanceof Error ? failure.message : 'clamd closed the connection')
}
