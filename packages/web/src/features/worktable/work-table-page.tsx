import { Page } from '../../ui/page.tsx'

export function WorkTablePage() {
  return <Page title="工作表">{null}</Page>
}
