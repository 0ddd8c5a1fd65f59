import { useInfiniteQuery } from '@tanstack/react-query'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import type { z } from 'zod'
import { api } from '../app/api.ts'
import { useLanguage } from '../app/language.tsx'

/** Routes that answer one page of rows and the cursor of the next. */
export type ListRoute = 'project.list' | 'enterprise.list' | 'parcel.list'
export type ListQuery<Id extends ListRoute> = Omit<z.input<Routes[Id]['query']>, 'cursor' | 'limit'>
interface Page<Row, Totals> {
  rows: Row[]
  next: string | null
  totals: Totals | null
}

interface ListPages<Row, Totals> {
  /** Undefined until the first page is there. */
  readonly rows: Row[] | undefined
  readonly totals: Totals | null
  readonly error: ProblemError | null
  readonly isFetching: boolean
  readonly hasMore: boolean
  more(): void
  retry(): void
}

/** The pages of a list that were asked for so far, as one list; the totals come with the first page. */
export function useListPages<Id extends ListRoute, Row, Totals>(id: Id, query: ListQuery<Id>): ListPages<Row, Totals> {
  const { locale } = useLanguage()
  const pages = useInfiniteQuery<Page<Row, Totals>, ProblemError, { pages: Page<Row, Totals>[] }, unknown[], string | undefined>({
    queryKey: [id, 'pages', query, locale],
    queryFn: ({ pageParam, signal }) => askPage<Id, Row, Totals>(id, query, pageParam, 100, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
  })
  return {
    rows: pages.data?.pages.flatMap((page) => page.rows),
    totals: pages.data?.pages[0]?.totals ?? null,
    error: pages.error,
    isFetching: pages.isFetching,
    hasMore: pages.hasNextPage,
    more: () => void (pages.isFetchingNextPage ? undefined : pages.fetchNextPage()),
    retry: () => void pages.refetch(),
  }
}

const askPage = <Id extends ListRoute, Row, Totals>(
  id: Id,
  query: ListQuery<Id>,
  cursor: string | undefined,
  limit: number,
  signal?: AbortSignal,
): Promise<Page<Row, Totals>> =>
  api(id, { query: { ...query, cursor, limit } } as never, signal ? { signal } : {}) as unknown as Promise<Page<Row, Totals>>

/** Every row of a selection, page after page, for an export or the work table. */
export async function allRows<Id extends ListRoute, Row>(id: Id, query: ListQuery<Id>, onCount?: (count: number) => void): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await askPage<Id, Row, unknown>(id, query, cursor, 500)
    rows.push(...page.rows)
    onCount?.(rows.length)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return rows
}
