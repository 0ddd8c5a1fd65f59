import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { LifeGate } from '@ballast/domain/gate/life.ts'
import { useLanguage, useName } from '../../app/language.tsx'
import { useSession } from '../../app/session.tsx'

export function useGateName(): (gate: LifeGate) => string {
  const { locale } = useLanguage()
  return (gate) => nameIn(locale, GATE_NAMES[gate])
}

/** The name of whoever did something, where the reader may know it. */
export function usePersonName(): (login: string) => string {
  const name = useName()
  const { people } = useSession()
  return (login) => {
    const person = people.find((one) => one.login === login)
    return person ? name(person) : login
  }
}
