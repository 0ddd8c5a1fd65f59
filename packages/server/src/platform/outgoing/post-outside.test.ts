// Posting to an address that a person entered: a real server here, and addresses that must not be reached.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postOutsideWith } from './post-outside.ts'
import { isPrivateAddress } from './private-address.ts'

let server: Server
let url: string
let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void
let count: number
beforeEach(async () => {
  count = 0
  server = createServer((request, response) => {
    count += 1
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})
const inside = postOutsideWith({ allowsPrivate: true, timeoutMs: 400 })
const outside = postOutsideWith({ allowsPrivate: false, timeoutMs: 400 })
const post = { headers: { 'x-one': '1' }, body: '{"a":"中"}' }

test('it posts JSON and gives back the answer, whatever its status', async () => {
  answer = (request, response, body) =>
    response.writeHead(503).end(`${request.method} ${request.headers['content-type']} ${String(request.headers['x-one'])} ${body}`)
  expect(await inside({ url, ...post })).toEqual({ kind: 'answer', status: 503, body: 'POST application/json; charset=utf-8 1 {"a":"中"}' })
})

test('without leave nothing is handed over', async () => {
  answer = (_request, response) => response.end('ok')
  expect(await inside({ url, ...post }, async () => false)).toMatchObject({ kind: 'not-sent', detail: 'not handed over' })
  expect(await inside({ url, ...post }, () => Promise.reject(new Error('no database')))).toMatchObject({ kind: 'not-sent' })
  expect(count).toBe(0)
})

test('a redirect is an answer, and is not followed', async () => {
  answer = (_request, response) => response.writeHead(302, { location: url }).end()
  expect(await inside({ url, ...post })).toMatchObject({ kind: 'answer', status: 302 })
  expect(count).toBe(1)
})

test('of an answer without end only a little is read', async () => {
  answer = (_request, response) => {
    response.writeHead(200)
    response.write('x'.repeat(1_000_000))
  }
  const posted = await inside({ url, ...post })
  expect(posted.kind === 'answer' && posted.body.length).toBe(64 * 1024)
})

test('no answer in time, and broken off after it was handed over: it may have arrived', async () => {
  answer = () => undefined
  expect(await inside({ url, ...post })).toMatchObject({ kind: 'no-answer' })
  answer = (request) => request.socket.destroy()
  expect(await inside({ url, ...post })).toMatchObject({ kind: 'no-answer' })
})

test('nobody there: nothing can have arrived', async () => {
  expect(await inside({ url: 'http://127.0.0.1:1/', ...post })).toMatchObject({ kind: 'not-sent', outcome: 'unreachable' })
  expect(await inside({ url: 'http://no-such-name.invalid/', ...post })).toMatchObject({ kind: 'not-sent', outcome: 'unreachable' })
})

test('without leave neither plain HTTP nor an address of the own network, by number or by name, is reached', async () => {
  answer = (_request, response) => response.end('secret')
  const port = new URL(url).port
  expect(await outside({ url, ...post })).toMatchObject({ outcome: 'not-https' })
  for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '169.254.169.254', 'localhost', '0x7f000001', '2130706433']) {
    expect([host, await outside({ url: `https://${host}:${port}/`, ...post })]).toMatchObject([
      host,
      { kind: 'not-sent', outcome: 'private-address' },
    ])
  }
  expect(count).toBe(0)
})

test('which addresses are private', () => {
  const inner = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ]
  const inner6 = [
    '::',
    '::1',
    'fe80::1',
    'fd00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2001:db8::1',
    '2002:7f00:1::',
    'nonsense',
  ]
  expect([...inner, ...inner6].filter((address) => !isPrivateAddress(address))).toEqual([])
  expect(['8.8.8.8', '101.89.39.12', '172.32.0.1', '100.128.0.1', '2400:3200::1', '::ffff:8.8.8.8'].filter(isPrivateAddress)).toEqual([])
})
