import { Page } from '../../ui/page.tsx'

export function TracePage() {
  return <Page title="追溯">{null}</Page>
}
