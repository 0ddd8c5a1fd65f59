import { useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { createClient, type ProblemError } from '@ballast/contract/client.ts'
import type { RouteRequest, RouteResponse } from '@ballast/contract/route.ts'
import type { RouteId, Routes } from '@ballast/contract/routes.ts'
import { currentLocale, useLanguage } from './language.tsx'

export const api = createClient({ headers: () => ({ 'accept-language': currentLocale.value }) })

type Request<Id extends RouteId> = RouteRequest<Routes[Id]>
type Answer<Id extends RouteId> = RouteResponse<Routes[Id]>

/** One GET of the contract as a query; the key is the route and what it is asked, so that `invalidate('plan.')` reaches it. */
export function useRoute<Id extends RouteId>(
  id: Id,
  request: Request<Id>,
  options: { enabled?: boolean; keepPrevious?: boolean; refetchMs?: number } = {},
): UseQueryResult<Answer<Id>, ProblemError> {
  const { locale } = useLanguage()
  return useQuery<Answer<Id>, ProblemError>({
    queryKey: [id, request, locale],
    queryFn: ({ signal }) => api(id, request, { signal }),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: (previous: Answer<Id> | undefined) => previous as never } : {}),
    ...(options.refetchMs === undefined ? {} : { refetchInterval: options.refetchMs }),
  })
}

/** One change of the contract; afterwards every query whose route begins with one of `invalidates` is asked anew. */
export function useAction<Id extends RouteId>(
  id: Id,
  invalidates: readonly string[],
): UseMutationResult<Answer<Id>, ProblemError, Request<Id>> {
  const queryClient = useQueryClient()
  return useMutation<Answer<Id>, ProblemError, Request<Id>>({
    mutationFn: (request) => api(id, request, { idempotencyKey: crypto.randomUUID() }),
    onSuccess: () =>
      // What somebody does changes what he has to do.
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => ['today.', ...invalidates].some((prefix) => String(queryKey[0]).startsWith(prefix)),
      }),
  })
}
