import { useInfiniteQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { api } from '../../app/api.ts'
import { useLanguage } from '../../app/language.tsx'

type PagedRoute = 'voucher-ledger.list' | 'voucher-use.list'
type Query<Id extends PagedRoute> = Omit<z.input<Routes[Id]['query']>, 'cursor' | 'limit'>
type Answer<Id extends PagedRoute> = z.output<Routes[Id]['response']>

/** The pages of a list that were asked for so far. */
export function usePages<Id extends PagedRoute>(id: Id, query: Query<Id>) {
  const { locale } = useLanguage()
  return useInfiniteQuery<Answer<Id>, ProblemError, { pages: Answer<Id>[] }, unknown[], string | undefined>({
    queryKey: [id, 'pages', query, locale],
    queryFn: ({ pageParam, signal }) =>
      api(id, { query: { ...query, cursor: pageParam, limit: 100 } } as never, { signal }) as unknown as Promise<Answer<Id>>,
    initialPageParam: undefined,
    getNextPageParam: ({ next }: { next: string | null }) => next ?? undefined,
    placeholderData: (previous) => previous,
  })
}
