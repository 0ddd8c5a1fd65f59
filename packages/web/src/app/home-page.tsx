import { Navigate } from '@tanstack/react-router'
import { useSession } from './session.tsx'

const READ_ONLY = new Set(['leader', 'auditor'])

/** Whoever works begins with what he has to do; whoever only reads, with the year on one screen. */
export function HomePage() {
  const { user, actions } = useSession()
  const isWorking = user.roles.some((role) => !READ_ONLY.has(role))
  if (!isWorking && actions.includes('cockpit.read')) return <Navigate to="/cockpit" search={(search) => search} replace />
  return <Navigate to="/today" replace />
}
