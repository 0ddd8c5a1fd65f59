import { Page } from '../../ui/page.tsx'

export function ExchangePage() {
  return <Page title="导入导出">{null}</Page>
}
