import { Page } from '../../ui/page.tsx'

export function AuditPage() {
  return <Page title="审计">{null}</Page>
}
