import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { z } from 'zod'

/**
 * The state of a page that a link must reproduce: filters, tab, sort, selection. It lives in the address; what the schema
 * refuses falls back to the schema's defaults. Setting merges; undefined removes.
 */
export function useSearchState<S extends z.ZodObject>(
  schema: S,
): [z.output<S>, (change: Partial<z.input<S>>, options?: { replace?: boolean }) => void] {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const state = useMemo(() => {
    const whole = schema.safeParse(search)
    return whole.success ? whole.data : schema.parse({})
  }, [schema, search])
  const setState = useCallback(
    (change: Partial<z.input<S>>, { replace = true } = {}) =>
      void navigate({ to: '.', search: ((previous: Record<string, unknown>) => ({ ...previous, ...change })) as never, replace }),
    [navigate],
  )
  return [state, setState]
}
