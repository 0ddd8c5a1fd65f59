import { Page } from '../../ui/page.tsx'

export function PlanPage() {
  return <Page title="计划">{null}</Page>
}
