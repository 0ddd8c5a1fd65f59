import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App as AntApp, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { LanguageProvider, useLanguage } from './language.tsx'
import { router } from './router.tsx'
import { SessionProvider } from './session.tsx'

const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: false } } })
const THEME = {
  token: {
    colorPrimary: '#0b4f6c',
    borderRadius: 6,
    colorLink: '#0b5f86',
    fontFamily: 'inherit',
    colorTextPlaceholder: '#5b6b73',
    colorTextDescription: '#5b6b73',
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
