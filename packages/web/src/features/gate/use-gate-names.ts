import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useLanguage } from '../../app/language.tsx'

export function useGateName(): (gate: LifeGate) => string {
  const { locale } = useLanguage()
  return (gate) => nameIn(locale, GATE_NAMES[gate])
}
