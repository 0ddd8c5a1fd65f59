import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { SESSION_COOKIE, SIGN_IN_COOKIE } from '../../platform/cookies.ts'
import { Redirect, defineHandlers, type Handlers } from '../../platform/handler.ts'
import { endSignIn } from './end-sign-in.ts'
import { newFlow, type IdentityProvider } from './identity-provider.ts'
import { FLOW_SECONDS, openFlow, sealFlow } from './sign-in-flow.ts'
import { signInByIdentity } from './sign-in-by-identity.ts'

const notConfigured = () => Promise.reject(new Refusal('oidc.not-configured'))

export const oidcHandlers = defineHandlers({
  'oidc.begin': notConfigured,
  'oidc.finish': notConfigured,
  'oidc.log-out': notConfigured,
})

/** Back to the sign-in page, which says why; a person in a browser cannot do anything with a problem document. */
function refused(error: unknown, provider: IdentityProvider): Redirect {
  if (!(error instanceof Refusal)) throw error
  const isOurs = error.code.startsWith('oidc.')
  if (!isOurs) provider.report('a sign-in with the identity provider was refused', error)
  const code = isOurs ? error.code : 'oidc.account-refused'
  return new Redirect(`/?refused=${code}`, [{ name: SIGN_IN_COOKIE, value: '', maxAgeSeconds: 0 }])
}

const searchOf = (query: Readonly<Record<string, unknown>>): URLSearchParams => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) for (const item of [value].flat()) search.append(name, String(item))
  return search
}

/** The same handlers, with sign-in by the provider. @param afterWrite told of each zone in which a session began or ended */
export function withIdentityProvider(handlers: Handlers, provider: IdentityProvider, afterWrite: (zoneId: Uuid) => void): Handlers {
  const { nameZh, nameEn } = provider.settings
  return {
    ...handlers,
    'session.options': async (database, edge, input) => ({
      ...(await handlers['session.options'](database, edge, input)),
      identityProvider: { nameZh, nameEn },
    }),
    'oidc.begin': async (_database, edge, { query }) => {
      try {
        const flow = newFlow()
        const address = await provider.begin(flow)
        const value = sealFlow(edge.auditKey, { ...flow, to: query.to }, edge.clock.milliseconds())
        return new Redirect(address.href, [{ name: SIGN_IN_COOKIE, value, maxAgeSeconds: FLOW_SECONDS }])
      } catch (error) {
        return refused(error, provider)
      }
    },
    'oidc.finish': async (database, edge, { query, cookies }) => {
      try {
        const flow = openFlow(edge.auditKeys ?? [edge.auditKey], cookies.signIn, edge.clock.milliseconds())
        if (!flow) throw new Refusal('oidc.flow-lost')
        const identity = await provider.finish(searchOf(query), flow)
        const { zone, opened } = await signInByIdentity(database, edge, provider, { identity, earlierSession: cookies.session })
        afterWrite(zone.zoneId)
        return new Redirect(flow.to, [
          { name: SIGN_IN_COOKIE, value: '', maxAgeSeconds: 0 },
          { name: SESSION_COOKIE, value: opened.token, maxAgeSeconds: (Date.parse(opened.expiresAt) - edge.clock.milliseconds()) / 1000 },
        ])
      } catch (error) {
        return refused(error, provider)
      }
    },
    'oidc.log-out': async (database, edge, { body }) => {
      const zone = await endSignIn(database, edge, provider, body.logout_token)
      afterWrite(zone.zoneId)
      return {}
    },
  }
}
