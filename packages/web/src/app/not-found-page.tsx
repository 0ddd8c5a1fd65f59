import { Link } from '@tanstack/react-router'
import { Page } from '../ui/page.tsx'
import { useTexts } from './language.tsx'
import { shellTexts } from './shell.texts.ts'

export function NotFoundPage() {
  const t = useTexts(shellTexts)
  return (
    <Page title={t('notFound')}>
      <Link to="/">{t('backHome')}</Link>
    </Page>
  )
}
