import { Page } from '../../ui/page.tsx'

export function ParcelsPage() {
  return <Page title="地块">{null}</Page>
}
