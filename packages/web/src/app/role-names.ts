import { nameIn, ROLE_NAMES } from '@ballast/contract/names.ts'
import type { Role } from '@ballast/contract/roles.ts'
import { useLanguage } from './language.tsx'

export function useRoleName(): (role: Role) => string {
  const { locale } = useLanguage()
  return (role) => nameIn(locale, ROLE_NAMES[role])
}

/** Roles of one person, as one text. */
export function useRoleNames(): (roles: readonly Role[]) => string {
  const { locale } = useLanguage()
  const name = useRoleName()
  return (roles) => roles.map(name).join(locale === 'en' ? ', ' : '、')
}
