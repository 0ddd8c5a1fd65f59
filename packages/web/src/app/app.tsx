import { ProblemError } from '@ballast/contract/client.ts'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { LanguageProvider, useLanguage } from './language.tsx'
import { router } from './router.tsx'
import { SessionProvider } from './session.tsx'

/** A session that has ended meanwhile is asked for again, which shows the sign-in page where the user is. */
const onError = (error: Error) => {
  if (codeOf(error) === 'session.required') void queryClient.invalidateQueries({ queryKey: ['session.read'] })
}
const codeOf = (error: Error): string | undefined => (error instanceof ProblemError ? error.problem.code : undefined)
const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => (queryKey[0] === 'session.read' ? undefined : onError(error)) }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal stays a refusal; only an unreachable server is asked once more.
      retry: (failures, error) => failures < 1 && codeOf(error) === undefined,
      refetchOnWindowFocus: false,
    },
  },
})
const THEME = {
  token: {
    colorPrimary: '#0b4f6c',
    borderRadius: 6,
    colorLink: '#0b5f86',
    // The library's own red is too pale for text.
    colorError: '#c4221d',
    fontFamily: 'inherit',
    colorTextPlaceholder: '#5b6b73',
    colorTextDescription: '#5b6b73',
    // At a desk a page that answers at once beats one that glides; and an animation that a busy machine never ends leaves its icon's name behind.
    motion: false,
  },
}

function Localized() {
  const { locale } = useLanguage()
  return (
    <ConfigProvider locale={locale === 'en' ? enUS : zhCN} theme={THEME} componentSize="middle">
      <AntApp>
        <SessionProvider>
          <RouterProvider router={router} />
        </SessionProvider>
      </AntApp>
    </ConfigProvider>
  )
}

export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <Localized />
      </QueryClientProvider>
    </LanguageProvider>
  )
}
