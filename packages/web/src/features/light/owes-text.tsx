import type { Light } from '@ballast/contract/light.ts'
import { useRoleName } from '../../app/role-names.ts'
import { useCodeNames } from '../project/code-names.ts'

/** Who owes something: the role, and the person where one is named. */
export function useOwesText(): (owes: Light['owes']) => string {
  const roleName = useRoleName()
  const { wordingOf } = useCodeNames()
  return ({ role, person }) => (person === null ? roleName(role) : `${roleName(role)} · ${wordingOf(person)}`)
}
