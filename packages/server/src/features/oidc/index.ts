export { identityProvider, type IdentityProviderSettings } from './identity-provider.ts'
export { withIdentityProvider } from './oidc.routes.ts'
