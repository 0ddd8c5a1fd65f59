import { createHash } from 'node:crypto'
import { LOGIN } from '@ballast/contract/account.ts'
import { ROLES, type Role } from '@ballast/contract/roles.ts'

type Claims = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined)

/** The groups that a claim names: a list, or a single one; undefined when there is no such claim. */
export function groupsOf(claims: Claims, claim: string): string[] | undefined {
  const inside = (value: unknown, name: string) =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  const value = claims[claim] ?? claim.split('.').reduce<unknown>(inside, claims)
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined
}

/** The roles of the groups, each once. A group without a role gives none. */
export const rolesOf = (groups: readonly string[], byGroup: Readonly<Record<string, Role>>): Role[] =>
  ROLES.filter((role) => groups.some((group) => Object.hasOwn(byGroup, group) && byGroup[group] === role))

export interface Person {
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly email: string | null
}

/** What an account made for somebody is called. A login that we could not write is made from who he is at the provider. */
export function personOf(claims: Claims, who: { issuer: string; subject: string }): Person {
  const given = (textOf(claims['preferred_username']) ?? textOf(claims['email']))?.toLowerCase().split('@')[0] ?? ''
  const digest = createHash('sha256').update(`${who.issuer} ${who.subject}`).digest('hex')
  const login = LOGIN.test(given) ? given : `sso-${digest.slice(0, 12)}`
  const name = textOf(claims['name']) ?? login
  const latin = [textOf(claims['given_name']), textOf(claims['family_name'])].filter((part) => part !== undefined && /^[ -ɏ]+$/.test(part))
  return {
    login,
    nameZh: name.slice(0, 200),
    nameEn: (latin.length === 2 ? latin.join(' ') : name).slice(0, 200),
    email: textOf(claims['email']) ?? null,
  }
}
