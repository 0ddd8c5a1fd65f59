import { Page } from '../../ui/page.tsx'

export function ParcelPage() {
  return <Page title="地块">{null}</Page>
}
