// Mail handed to a real SMTP server: taken, refused, put off, and broken off before and after it was handed over.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startMailServer, type TestMailServer } from '../../testing/mail-server.ts'
import { smtpMailer, type Mail } from './smtp-mailer.ts'

let server: TestMailServer
beforeEach(async () => {
  server = await startMailServer()
})
afterEach(() => server.close())

const mailer = (changes = {}) =>
  smtpMailer({
    host: '127.0.0.1',
    port: server.port,
    isSecure: false,
    mustEncrypt: false,
    auth: undefined,
    from: { name: '压舱石', address: 'ballast@zone.example' },
    ...changes,
  })
const mail: Mail = {
  to: { name: '王管家', address: 'wang@zone.example' },
  subject: '督办单：「京东方6代线」亮红灯，请于 2024-02-20 前回复',
  text: '第一行\n第二行 https://ballast.example/escalations/1\n',
  html: '<p>第一行</p>',
  identity: '018d-1',
  date: '2024-02-01T00:00:00.000Z',
}

/** An encoded word of RFC 2047 in each line, put together. */
function decoded(header: string): string {
  return header.replaceAll(/\s*=\?UTF-8\?(B|Q)\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : Buffer.from(
          text.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  )
}
function headersOf(content: string): Record<string, string> {
  const head = content.slice(0, content.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
  return Object.fromEntries(
    head.split('\r\n').map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
}

test('a message arrives with its Chinese subject whole, both forms, and an identity of its own', async () => {
  expect(await mailer().send(mail)).toMatchObject({ result: 'sent', outcome: 'sent' })
  const [taken] = server.received
  expect(taken).toMatchObject({ from: 'ballast@zone.example', to: 'wang@zone.example' })
  const headers = headersOf(taken?.content ?? '')
  expect(headers['subject']).toMatch(/^[\x20-\x7e]+$/)
  expect(decoded(headers['subject'] ?? '')).toBe(mail.subject)
  expect(decoded(headers['from'] ?? '')).toContain('压舱石')
  expect(headers['message-id']).toBe('<018d-1@zone.example>')
  expect(headers['auto-submitted']).toBe('auto-generated')
  expect(headers['date']).toBe('Thu, 01 Feb 2024 00:00:00 +0000')
  const bodies = [...(taken?.content ?? '').matchAll(/Content-Transfer-Encoding: base64\r\n\r\n([\s\S]*?)\r\n--/g)]
  expect(
    bodies.map(([, body]) =>
      Buffer.from(body ?? '', 'base64')
        .toString('utf8')
        .replaceAll('\r\n', '\n'),
    ),
  ).toEqual([mail.text, mail.html])
})

test('the same message again has the same identity', async () => {
  await mailer().send(mail)
  await mailer().send(mail)
  expect(server.received.map(({ content }) => headersOf(content)['message-id'])).toEqual(['<018d-1@zone.example>', '<018d-1@zone.example>'])
})

test.each([
  ['recipient', 'refuse', { result: 'refused', outcome: 'refused' }, '5.1.1'],
  ['recipient', 'later', { result: 'later', outcome: 'deferred' }, '4.7.1'],
  ['message', 'refuse', { result: 'refused', outcome: 'refused' }, '5.6.0'],
  ['message', 'later', { result: 'later', outcome: 'deferred' }, '4.3.1'],
  ['recipient', 'break-off', { result: 'later', outcome: 'unreachable' }, ''],
] as const)('%s: %s', async (stage, how, expected, says) => {
  server.meet = (at) => (at === stage ? how : 'take')
  const attempt = await mailer().send(mail)
  expect(attempt).toMatchObject(expected)
  expect(attempt.detail).toContain(says)
  expect(server.received).toEqual([])
})

test('broken off after it was handed over, whether it was taken is unknown, and it is said so', async () => {
  for (const how of ['break-off', 'take-and-break-off'] as const) {
    server.meet = (stage) => (stage === 'message' ? how : 'take')
    expect(await mailer().send(mail)).toMatchObject({ result: 'unknown', outcome: 'no-answer' })
  }
  expect(server.received).toHaveLength(1)
})

test('a server that is not there, does not take the password or does not encrypt: later', async () => {
  expect(await mailer({ port: 1 }).send(mail)).toMatchObject({ result: 'later', outcome: 'unreachable' })
  expect(await mailer({ mustEncrypt: true }).send(mail)).toMatchObject({ result: 'later', outcome: 'not-encrypted' })
  expect(server.received).toEqual([])
  const guarded = await startMailServer({ user: 'ballast', pass: 'right' })
  try {
    const as = (pass: string) => mailer({ port: guarded.port, auth: { user: 'ballast', pass } }).send(mail)
    expect(await as('wrong')).toMatchObject({ result: 'later', outcome: 'login-refused' })
    expect(await as('right')).toMatchObject({ result: 'sent' })
  } finally {
    await guarded.close()
  }
})

test('without leave nothing is handed over, though the server would take it', async () => {
  const asked: number[] = []
  const no = async () => {
    asked.push(server.received.length)
    return false
  }
  expect(await mailer().send(mail, no)).toMatchObject({ result: 'later' })
  await expect(mailer().send(mail, () => Promise.reject(new Error('no database')))).resolves.toMatchObject({ result: 'later' })
  expect(asked).toEqual([0])
  expect(server.received).toEqual([])
  server.meet = () => 'later'
  let isAsked = false
  await mailer().send(mail, async () => (isAsked = true))
  // Refused before it came to the message.
  expect(isAsked).toBe(false)
})

test('a line that would begin a header of its own stays in its own', async () => {
  await mailer().send({ ...mail, subject: 'a\r\nBcc: all@zone.example' })
  expect(server.received).toHaveLength(1)
  expect(headersOf(server.received[0]?.content ?? '')['bcc']).toBeUndefined()
})
