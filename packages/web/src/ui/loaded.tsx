import { Alert, Button, Empty, Skeleton } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ProblemError } from '@ballast/contract/client.ts'
import { useTexts } from '../app/language.tsx'
import { uiTexts } from './ui.texts.ts'

interface Props<T> {
  query: UseQueryResult<T, ProblemError>
  children: (data: T) => ReactNode
  isEmpty?: (data: T) => boolean
  empty?: ReactNode
  /** Shown while there is nothing yet; by default grey lines. */
  skeleton?: ReactNode
}

/** The four states of anything that comes from the server: loading, error, empty, data. */
export function Loaded<T>({ query, children, isEmpty, empty, skeleton }: Props<T>) {
  const t = useTexts(uiTexts)
  if (query.data !== undefined) {
    return isEmpty?.(query.data) ? <>{empty ?? <Empty description={t('empty')} />}</> : <>{children(query.data)}</>
  }
  if (query.error) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
  return <>{skeleton ?? <Skeleton active paragraph={{ rows: 6 }} style={{ padding: 24 }} />}</>
}

/** A refusal with all its reasons, in the user's language. */
export function ProblemAlert({
  error,
  onRetry,
  labelOf,
}: {
  error: Error | ProblemError
  onRetry?: () => void
  /** What a person calls the place that a reason names; nothing where its sentence says it already. */
  labelOf?: (at: string) => string | undefined
}) {
  const t = useTexts(uiTexts)
  const placeOf = (at: string | undefined) => {
    if (at === undefined) return null
    if (labelOf === undefined) return <code>{at} </code>
    const label = labelOf(at)
    return label === undefined ? null : <b>{label} </b>
  }
  const problem = 'problem' in error ? error.problem : undefined
  return (
    <Alert
      type="error"
      showIcon
      title={problem?.title ?? t('unreachable')}
      description={
        problem && problem.reasons.length > 0 ? (
          <ul style={{ margin: 0, paddingInlineStart: 18 }}>
            {problem.reasons.map((reason, index) => (
              <li key={index}>
                {placeOf(reason.at)}
                {reason.message}
              </li>
            ))}
          </ul>
        ) : undefined
      }
      action={
        onRetry ? (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : undefined
      }
    />
  )
}
