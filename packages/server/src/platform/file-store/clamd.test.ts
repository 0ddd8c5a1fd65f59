import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clamdAt } from './clamd.ts'

const folder = mkdtempSync(join(tmpdir(), 'ballast-clamd-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fileOf = (name: string, content: Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
// In pieces, so that no scanner takes this file for what it tests.
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', 'H+H*'].join('$')

describe('what clamd 1.4.6 says, as it was recorded', () => {
  let server: Server
  let received: Buffer
  let reply: string | undefined
  beforeAll(async () => {
    server = createServer({ allowHalfOpen: true }, (socket) => {
      received = Buffer.alloc(0)
      socket.on('error', () => undefined)
      socket.on('data', (chunk: Buffer) => {
        received = Buffer.concat([received, chunk])
        if (reply === undefined) socket.destroy()
        else if (received.subarray(-4).equals(Buffer.alloc(4))) socket.end(reply)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => server.close())
  const scanned = (content: Buffer, answer: string | undefined) => {
    reply = answer
    return clamdAt(`127.0.0.1:${(server.address() as AddressInfo).port}`).scan(fileOf('recorded', content))
  }

  test('a clean file', async () => {
    expect(await scanned(Buffer.from('abc'), 'stream: OK\0')).toBeNull()
    expect(received).toEqual(Buffer.from('zINSTREAM\0\0\0\0\u0003abc\0\0\0\0', 'latin1'))
  })
  test('an infected file', async () => {
    expect(await scanned(Buffer.from('abc'), 'stream: Eicar-Test-Signature.UNOFFICIAL FOUND\0')).toBe('Eicar-Test-Signature.UNOFFICIAL')
  })
  test('a file larger than its limit was not scanned', async () => {
    await expect(scanned(Buffer.alloc(9), 'INSTREAM size limit exceeded. ERROR\0')).rejects.toThrow('INSTREAM size limit exceeded')
  })
  test('a connection that ends without a word was no scan', async () => {
    await expect(scanned(Buffer.alloc(1_000_000), undefined)).rejects.toThrow()
  })
  test('nobody there was no scan', async () => {
    await expect(clamdAt(join(folder, 'no.sock')).scan(fileOf('x', Buffer.from('x')))).rejects.toThrow(/ENOENT/)
  })
})

const CLAMD = '/usr/sbin/clamd'
describe.skipIf(!existsSync(CLAMD))('Debian’s clamd with a signature of the EICAR test file', () => {
  const socket = join(folder, 'clamd.sock')
  let daemon: ChildProcess
  beforeAll(async () => {
    const database = fileOf('test.ndb', Buffer.from(`Eicar-Test-Signature:0:*:${Buffer.from(EICAR).toString('hex')}\n`))
    const settings = ['Foreground yes', `LocalSocket ${socket}`, `DatabaseDirectory ${folder}`, 'StreamMaxLength 2M', 'User root']
    const path = fileOf('clamd.conf', Buffer.from(`${settings.join('\n')}\n`))
    expect(existsSync(database)).toBe(true)
    daemon = spawn(CLAMD, ['--config-file', path], { stdio: 'ignore' })
    for (let tries = 0; tries < 100 && !existsSync(socket); tries += 1) await wait(100)
  }, 20_000)
  afterAll(() => void daemon.kill())

  test('finds it, also within another file, and nothing in a clean one', async () => {
    const scanner = clamdAt(socket)
    expect(await scanner.scan(fileOf('eicar', Buffer.from(EICAR)))).toMatch(/^Eicar-Test-Signature/)
    expect(await scanner.scan(fileOf('within', Buffer.from(`%PDF-1.7\n${EICAR}\n%%EOF`)))).toMatch(/^Eicar-Test-Signature/)
    expect(await scanner.scan(fileOf('clean', Buffer.alloc(1_500_000, 1)))).toBeNull()
  })
  test('a file beyond its limit is not scanned, and says so', async () => {
    await expect(clamdAt(socket).scan(fileOf('large', Buffer.alloc(3_000_000)))).rejects.toThrow(/size limit exceeded|EPIPE|ECONNRESET/)
  })
})
