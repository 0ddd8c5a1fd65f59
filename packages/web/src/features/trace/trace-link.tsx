import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { TraceSearch } from './trace-search.ts'

/** A figure that opens the trace of itself. */
export function TraceLink({
  to,
  label,
  className,
  children,
}: {
  to: Partial<TraceSearch>
  label?: string
  className?: string
  children: ReactNode
}) {
  return (
    <Link
      to="/trace"
      search={to as never}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className={className === undefined ? 'trace-link' : `trace-link ${className}`}
    >
      {children}
    </Link>
  )
}
