// A certified OpenID provider on a free port of this machine, for tests and journeys: a real one, with people of our choice.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

interface TestPerson {
  readonly groups: readonly string[]
  readonly [claim: string]: unknown
}

export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** By login; read at each sign-in, so that a test can change them meanwhile. */
  readonly people: Map<string, TestPerson>
  /** Its signing key, for tokens that it never issued. */
  readonly privateJwk: object
  close(): Promise<void>
}

/** A port for the app: the provider has to know its address before the app starts with the provider's. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** @param appUrl where the app is reached that signs people in */
export async function startTestProvider(appUrl: string): Promise<TestProvider> {
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end()
  const server = createServer((request, response) => answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const people = new Map<string, TestPerson>()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateJwk = { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' }
  const [clientId, clientSecret] = ['ballast', randomUUID()]
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${appUrl}/api/v1/oidc/callback`],
        backchannel_logout_uri: `${appUrl}/api/v1/oidc/back-channel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name', 'preferred_username'], email: ['email'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    jwks: { keys: [privateJwk] },
    cookies: { keys: [randomUUID()] },
    features: { backchannelLogout: { enabled: true } },
    findAccount: (_context: unknown, login: string) => {
      const person = people.get(login)
      return person && { accountId: login, claims: () => ({ sub: login, preferred_username: login, ...person }) }
    },
    // Its own guard refuses addresses of this machine, where the app of a test is.
    fetch: (url: string, options: RequestInit & { dispatcher?: unknown }) => {
      const { dispatcher: _, ...plain } = options
      return fetch(url, plain)
    },
  })
  answer = (request, response) => void provider.callback()(request, response)
  return {
    issuer,
    clientId,
    clientSecret,
    people,
    privateJwk,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
