// A real SMTP server on a free port of this machine, which refuses, waits or breaks off where a test says so.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  readonly from: string
  readonly to: string
  readonly content: string
}

export interface TestMailServer {
  readonly port: number
  readonly received: ReceivedMail[]
  /** How the next messages are met; by default they are taken. */
  meet: (stage: 'recipient' | 'message') => 'take' | 'refuse' | 'later' | 'break-off' | 'take-and-break-off' | 'take-and-keep-silent'
  /** Before it says whether it has taken a message. */
  pause: () => Promise<void>
  close(): Promise<void>
}

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })

export async function startMailServer(auth?: { user: string; pass: string }): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  const sockets = new Map<string, { destroy(): void }>()
  const server = new SMTPServer({
    authOptional: auth === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS', ...(auth === undefined ? ['AUTH'] : [])],
    onAuth: ({ username, password }, _session, done) =>
      username === auth?.user && password === auth?.pass ? done(null, { user: username }) : done(answer(535, '5.7.8 wrong password')),
    onRcptTo: (_address, session, done) => {
      const met = running.meet('recipient')
      if (met === 'refuse') return done(answer(550, '5.1.1 no such mailbox'))
      if (met === 'later') return done(answer(451, '4.7.1 greylisted, try again later'))
      if (met === 'break-off') return sockets.get(session.id)?.destroy()
      return done()
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const met = running.meet('message')
        if (met === 'refuse') return done(answer(554, '5.6.0 not taken'))
        if (met === 'later') return done(answer(452, '4.3.1 mailbox full'))
        if (met.startsWith('take')) {
          const { mailFrom, rcptTo } = session.envelope
          const content = Buffer.concat(parts).toString('utf8')
          received.push({ from: mailFrom === false ? '' : mailFrom.address, to: rcptTo[0]?.address ?? '', content })
        }
        if (met === 'break-off' || met === 'take-and-break-off') return sockets.get(session.id)?.destroy()
        if (met === 'take') void takeSlowly(done)
      })
    },
  })
  const takeSlowly = async (done: () => void) => {
    await running.pause()
    done()
  }
  server.on('error', () => undefined)
  const bySocket = new Map<number | undefined, { destroy(): void }>()
  server.server.on('connection', (socket: { destroy(): void; remotePort?: number }) => bySocket.set(socket.remotePort, socket))
  server.onConnect = (session, done) => {
    const socket = bySocket.get(session.remotePort)
    if (socket !== undefined) sockets.set(session.id, socket)
    done()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const running: TestMailServer = {
    port: (server.server.address() as AddressInfo).port,
    received,
    meet: () => 'take',
    pause: () => Promise.resolve(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return running
}
