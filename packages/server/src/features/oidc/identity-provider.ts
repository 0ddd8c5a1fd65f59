import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose'
import {
  AuthorizationResponseError,
  ClientSecretBasic,
  ClientSecretPost,
  None,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type ClientAuth,
  type Configuration,
} from 'openid-client'
import type { Role } from '@ballast/contract/roles.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { groupsOf } from './person-of-claims.ts'

export interface IdentityProviderSettings {
  readonly issuer: string
  readonly clientId: string
  /** None for a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined
  /** What the sign-in page calls it. */
  readonly nameZh: string
  readonly nameEn: string
  /** The claim that holds a person's groups; dots lead into objects. */
  readonly groupsClaim: string
  readonly roles: Readonly<Record<string, Role>>
  /** Code of the zone whose accounts it makes; the first zone without. */
  readonly zone: string | undefined
  /** Where people reach the app. */
  readonly publicUrl: string
}

/** What only the browser that began a sign-in can bring back. */
export interface Flow {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

/** A person as the provider has proved him to be. */
export interface ProvenIdentity {
  readonly issuer: string
  readonly subject: string
  /** The session at the provider. */
  readonly providerSession: string | undefined
  readonly claims: Readonly<Record<string, unknown>>
}

/** A sign-in at the provider that has ended: one session, or all of a person. */
export interface EndedSignIn {
  readonly issuer: string
  readonly tokenId: string
  readonly subject: string | undefined
  readonly providerSession: string | undefined
}

export interface IdentityProvider {
  readonly settings: IdentityProviderSettings
  begin(flow: Flow): Promise<URL>
  finish(search: URLSearchParams, flow: Flow): Promise<ProvenIdentity>
  readLogoutToken(token: string, milliseconds: number): Promise<EndedSignIn>
  /** For whoever runs the server: why a sign-in failed. */
  report(message: string, cause: unknown): void
}

export const newFlow = (): Flow => ({ state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() })

const SCOPES = ['openid', 'profile', 'email']
/** Seconds that the provider's clock may differ from ours. */
const TOLERANCE = 30
/** A logout token is for now; longer than this it need not be remembered that it was used. */
export const LOGOUT_TOKEN_SECONDS = 600
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** The secret goes in the header (the default of the specification) unless the provider knows only the form. */
function clientAuth(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None()
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)]
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, client, body, headers)
  }
}

export function identityProvider(settings: IdentityProviderSettings, report: IdentityProvider['report']): IdentityProvider {
  const issuer = new URL(settings.issuer)
  const redirectUri = new URL('/api/v1/oidc/callback', settings.publicUrl)
  let known: Promise<Configuration> | undefined
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined

  /** Asked for at the first sign-in, so that the server starts while the provider is away; a failure is not remembered. */
  const configuration = (): Promise<Configuration> => {
    known ??= discovery(issuer, settings.clientId, { [clockTolerance]: TOLERANCE }, clientAuth(settings.clientSecret), {
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
      timeout: 10,
    })
    return known.catch((error: unknown) => {
      known = undefined
      report('the identity provider cannot be reached', error)
      throw new Refusal('oidc.unreachable')
    })
  }

  return {
    settings,
    report,
    begin: async ({ state, nonce, verifier }) => {
      const config = await configuration()
      const offered = config.serverMetadata().scopes_supported ?? []
      return buildAuthorizationUrl(config, {
        redirect_uri: redirectUri.href,
        scope: [...SCOPES, ...(offered.includes(settings.groupsClaim) ? [settings.groupsClaim] : [])].join(' '),
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
    },
    finish: async (search, { state, nonce, verifier }) => {
      const config = await configuration()
      const answer = new URL(redirectUri)
      answer.search = search.toString()
      try {
        const tokens = await authorizationCodeGrant(config, answer, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        })
        const proved = tokens.claims()
        if (proved === undefined) throw new Error('the answer has no ID token')
        // Many providers keep groups out of the ID token.
        const isComplete = groupsOf(proved, settings.groupsClaim) !== undefined || config.serverMetadata().userinfo_endpoint === undefined
        const more = isComplete ? {} : await fetchUserInfo(config, tokens.access_token, proved.sub)
        const sid = proved['sid']
        return {
          issuer: proved.iss,
          subject: proved.sub,
          providerSession: typeof sid === 'string' ? sid : undefined,
          claims: { ...more, ...proved },
        }
      } catch (error) {
        report('a sign-in with the identity provider failed', error)
        throw new Refusal(error instanceof AuthorizationResponseError ? 'oidc.declined' : 'oidc.answer-refused')
      }
    },
    readLogoutToken: async (token, milliseconds) => {
      const { jwks_uri: keysAt, issuer: name } = (await configuration()).serverMetadata()
      if (keysAt === undefined) throw new Refusal('oidc.logout-token-refused')
      keys ??= createRemoteJWKSet(new URL(keysAt))
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: name,
          audience: settings.clientId,
          currentDate: new Date(milliseconds),
          clockTolerance: TOLERANCE,
          maxTokenAge: LOGOUT_TOKEN_SECONDS,
          requiredClaims: ['iat', 'jti', 'events'],
        })
        return endedSignIn(name, payload)
      } catch (error) {
        report('a logout token was refused', error)
        throw new Refusal('oidc.logout-token-refused')
      }
    },
  }
}

/** OpenID Connect Back-Channel Logout 1.0, 2.4 and 2.6. */
function endedSignIn(issuer: string, payload: JWTPayload): EndedSignIn {
  const { jti, sub, sid, nonce, events } = payload
  const isLogout = typeof events === 'object' && events !== null && typeof (events as Record<string, unknown>)[LOGOUT_EVENT] === 'object'
  if (!isLogout || nonce !== undefined || typeof jti !== 'string') throw new Error('it is no logout token')
  const providerSession = typeof sid === 'string' ? sid : undefined
  if (sub === undefined && providerSession === undefined) throw new Error('it names neither a person nor a session')
  return { issuer, tokenId: jti, subject: sub, providerSession }
}
