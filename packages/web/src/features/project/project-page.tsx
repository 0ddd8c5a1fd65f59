import { Page } from '../../ui/page.tsx'

export function ProjectPage() {
  return <Page title="项目">{null}</Page>
}
