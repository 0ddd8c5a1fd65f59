import type { ActionKind, ActionLimit } from '@ballast/contract/action.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { chanceWords } from '@ballast/domain/forecast/words.ts'
import { useLanguage, useTexts } from '../../app/language.tsx'
import { useRoleName } from '../../app/role-names.ts'
import { useCodeNames } from '../project/code-names.ts'
import { actionTexts } from './action.texts.ts'

/** Outcomes from which on a chance counts as verified. */
const ENOUGH = 10

/** Words for actions, limits, chances and what is known of an effect. */
export function useActionWords() {
  const t = useTexts(actionTexts)
  const { locale } = useLanguage()
  const roleName = useRoleName()
  const codes = useCodeNames()
  const whoIs = (role: Role, person: string | null): string => (person === null ? roleName(role) : codes.wordingOf(person))
  return {
    whoIs,
    action: (kind: ActionKind, gate: LifeGate | null): string =>
      t(`kind.${kind}`, { gate: gate === null ? '' : nameIn(locale, GATE_NAMES[gate]) }),
    limit: ({ kind, of, month }: ActionLimit): string => {
      const name = kind === 'approvals' ? roleName(of as Role) : kind === 'manager-visits' ? codes.wordingOf(of ?? '') : ''
      return `${t(`limit.${kind}`, { of: name })}${month === null ? '' : ` · ${month}`}`
    },
    chance: (chance: number): string => t('said', { ...chanceWords(chance) }),
    known: (n: number): string => (n === 0 ? t('assumed') : n < ENOUGH ? t('small', { n }) : t('measured', { n })),
  }
}
