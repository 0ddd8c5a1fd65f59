import { defineTexts, useName, useTexts } from './language.tsx'
import { useSession } from './session.tsx'

const texts = defineTexts({ packLoader: '数据包' }, { packLoader: 'Zone pack' })

/** Who a login is, where the reader may know it; the loading of a pack, which is no user, has a name of its own. */
export function usePersonName(): (login: string) => string {
  const t = useTexts(texts)
  const nameOf = useName()
  const { people } = useSession()
  return (login) => {
    const user = people.find((item) => item.login === login)
    return user ? nameOf(user) : login === 'pack-loader' ? t('packLoader') : login
  }
}
