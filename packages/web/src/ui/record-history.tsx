import { useInfiniteQuery } from '@tanstack/react-query'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { HistoryEntry } from '@ballast/contract/list.ts'
import { api } from '../app/api.ts'
import { useLanguage } from '../app/language.tsx'
import { HistoryList } from './history-list.tsx'
import { Loaded } from './loaded.tsx'

interface Page {
  entries: HistoryEntry[]
  next: string | null
}
interface Props {
  route: 'project.history' | 'enterprise.history' | 'parcel.history'
  params: Record<string, string>
  labelOf: (field: string) => string
  drawn: (field: string, text: string) => string
  actionName: (action: string) => string
}

/** The history of one record, read page by page. */
export function RecordHistory({ route, params, labelOf, drawn, actionName }: Props) {
  const { locale } = useLanguage()
  const query = useInfiniteQuery<Page, ProblemError, { pages: Page[] }, unknown[], string | undefined>({
    queryKey: [route, params, locale],
    queryFn: ({ pageParam, signal }) => api(route, { params, query: { cursor: pageParam, limit: 30 } } as never, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  })
  return (
    <section className="card">
      <Loaded query={query}>
        {({ pages }: { pages: Page[] }) => (
          <HistoryList
            entries={pages.flatMap((page) => page.entries)}
            labelOf={labelOf}
            drawn={drawn}
            actionName={actionName}
            hasMore={query.hasNextPage}
            isFetching={query.isFetchingNextPage}
            onMore={() => void query.fetchNextPage()}
          />
        )}
      </Loaded>
    </section>
  )
}
