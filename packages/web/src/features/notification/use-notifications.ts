import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import type { ProblemError } from '@ballast/contract/client.ts'
import type { Notification } from '@ballast/contract/notification.ts'
import type { NotificationKind } from '@ballast/domain/notification/kind.ts'
import { api, useAction, useRoute } from '../../app/api.ts'
import { useLanguage } from '../../app/language.tsx'

type Page = { rows: Notification[]; next: string | null }

/** How often the bell asks; the server answers from one index. */
const REFETCH_MS = 60_000

export const useUnread = (): number => useRoute('notification.unread', {}, { refetchMs: REFETCH_MS }).data?.unread ?? 0

export function useNotifications(filter: { unread?: boolean; kind?: NotificationKind[] }) {
  const { locale } = useLanguage()
  return useInfiniteQuery<Page, ProblemError, InfiniteData<Page>, unknown[], string | undefined>({
    queryKey: ['notification.list', 'pages', filter, locale],
    queryFn: ({ pageParam, signal }) => api('notification.list', { query: { ...filter, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

const LISTS = ['notification.']
export const useMark = () => useAction('notification.mark', LISTS)
export const useMarkAll = () => useAction('notification.mark-all', LISTS)
