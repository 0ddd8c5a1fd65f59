import { ROLES, type Role } from '@ballast/contract/roles.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { IdentityProviderSettings } from './features/oidc/index.ts'

/** A reporter speaks for one enterprise, which no group of the office's provider tells. */
const GIVEN_BY_GROUPS: readonly Role[] = ROLES.filter((role) => role !== 'enterprise_reporter')
const EXAMPLE = '{"plan-office":"planner"}'
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

type Text = (name: string) => string | undefined

/** The identity provider that people sign in with, when one is set; adds every reason why it cannot be. */
export function identityProviderFrom(text: Text, publicUrl: string | undefined, reasons: Reason[]): IdentityProviderSettings | undefined {
  const [issuer, clientId, roles] = ['ISSUER', 'CLIENT_ID', 'ROLES'].map((name) => text(`BALLAST_OIDC_${name}`))
  if (issuer === undefined && clientId === undefined && roles === undefined) return undefined
  if (issuer === undefined || clientId === undefined || roles === undefined || publicUrl === undefined) {
    const needed = {
      BALLAST_OIDC_ISSUER: issuer,
      BALLAST_OIDC_CLIENT_ID: clientId,
      BALLAST_OIDC_ROLES: roles,
      BALLAST_PUBLIC_URL: publicUrl,
    }
    const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []))
    reasons.push({ code: 'settings.oidc-missing', params: { missing: missing.join(', ') } })
  }
  if (issuer !== undefined && !isIssuer(issuer)) reasons.push({ code: 'settings.oidc-issuer', params: { value: issuer } })
  return {
    issuer: issuer ?? '',
    clientId: clientId ?? '',
    clientSecret: text('BALLAST_OIDC_CLIENT_SECRET'),
    nameZh: text('BALLAST_OIDC_LABEL_ZH') ?? '统一身份认证',
    nameEn: text('BALLAST_OIDC_LABEL_EN') ?? 'Single sign-on',
    groupsClaim: text('BALLAST_OIDC_GROUPS_CLAIM') ?? 'groups',
    roles: roles === undefined ? {} : rolesByGroup(roles, reasons),
    zone: text('BALLAST_OIDC_ZONE'),
    publicUrl: publicUrl ?? '',
  }
}

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}

function rolesByGroup(json: string, reasons: Reason[]): Record<string, Role> {
  const byGroup = parsed(json)
  if (typeof byGroup !== 'object' || byGroup === null || Array.isArray(byGroup) || Object.keys(byGroup).length === 0) {
    reasons.push({ code: 'settings.oidc-roles', params: { example: EXAMPLE } })
    return {}
  }
  for (const [group, role] of Object.entries(byGroup)) {
    if (GIVEN_BY_GROUPS.includes(role as Role)) continue
    reasons.push({ code: 'settings.oidc-role', params: { group, role: String(role), roles: GIVEN_BY_GROUPS.join(', ') } })
  }
  return byGroup as Record<string, Role>
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
