import { Page } from '../../ui/page.tsx'

export function EnterprisesPage() {
  return <Page title="企业">{null}</Page>
}
