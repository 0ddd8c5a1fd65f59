import type { ReactNode } from 'react'

interface Props {
  name: string
  value: ReactNode
  unit?: string
  tone?: 'good' | 'bad'
  children?: ReactNode
}

/** One headline figure with its unit and a quiet line under it. */
export function Figure({ name, value, unit, tone, children }: Props) {
  return (
    <div className={tone === undefined ? 'figure' : `figure ${tone}`}>
      <dt>{name}</dt>
      <dd>
        <span className="figure-value">
          {value}
          {unit === undefined ? null : <span className="unit"> {unit}</span>}
        </span>
        <span className="figure-note">{children}</span>
      </dd>
    </div>
  )
}
