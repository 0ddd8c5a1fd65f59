import { createContext, useContext, type ReactNode } from 'react'
import type { RouteId } from '@ballast/contract/routes.ts'
import type { Session } from '@ballast/contract/session.ts'
import { FirstPasswordPage } from '../features/session/first-password-page.tsx'
import { SignInPage } from '../features/session/sign-in-page.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { useRoute } from './api.ts'

const SessionContext = createContext<Session | null>(null)

/** Whoever is not signed in signs in here, and goes on where he was: the address stays. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const query = useRoute('session.read', {})
  if (query.error?.problem?.code === 'session.required') return <SignInPage />
  return (
    <Loaded query={query}>
      {(session) =>
        session.user.mustChangePassword ? (
          <FirstPasswordPage />
        ) : (
          <SessionContext.Provider value={session}>{children}</SessionContext.Provider>
        )
      }
    </Loaded>
  )
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}

/** Whether the signed-in user may do the action: the same rule as on the server decides whether a button is there. */
export const useMay = (action: RouteId): boolean => useSession().actions.includes(action)

/** The plan year in work: the latest year that has a plan. */
export function usePlanYear(): number {
  const { zone } = useSession()
  return zone.planYears.at(-1) ?? Number(zone.businessOn.slice(0, 4))
}
