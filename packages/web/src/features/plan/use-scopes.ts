import type { PlanTarget } from '@ballast/contract/plan-edit.ts'
import { useRoute } from '../../app/api.ts'
import { useName } from '../../app/language.tsx'
import { ofVersion, usePlan } from './use-plan.ts'

interface Scope {
  readonly kind: PlanTarget['scopeKind']
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

/** The zone, its categories and clusters. */
export function useScopes(): readonly Scope[] {
  return useRoute('plan.targets', ofVersion(usePlan())).data?.scopes ?? []
}

/** Categories or clusters as choices. */
export function useScopeChoices(): (kind: 'category' | 'cluster') => { value: string; label: string }[] {
  const nameOf = useName()
  const scopes = useScopes()
  return (kind) => scopes.filter((scope) => scope.kind === kind).map((scope) => ({ value: scope.code, label: nameOf(scope) }))
}
