import { isAction, routes } from '@ballast/contract/routes.ts'
import { useLanguage } from '../../app/language.tsx'

/** What an action is called, in the language of the page. */
export function useActionName(): (action: string) => string {
  const { locale } = useLanguage()
  return (action) => (isAction(action) ? routes[action].summary[locale === 'en' ? 'en' : 'zh'] : action)
}
