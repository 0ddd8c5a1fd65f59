import { Page } from '../../ui/page.tsx'

export function EnterprisePage() {
  return <Page title="企业">{null}</Page>
}
