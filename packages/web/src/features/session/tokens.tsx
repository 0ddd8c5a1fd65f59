import { App, Button, Typography } from 'antd'
import { useState } from 'react'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { useMay, useSession } from '../../app/session.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { TokenDrawer } from './token-drawer.tsx'
import { TokenTable } from './token-table.tsx'
import { tokenTexts } from './token.texts.ts'

/** The signed-in user's API tokens. */
export function Tokens() {
  const t = useTexts(tokenTexts)
  const { modal } = App.useApp()
  const query = useRoute('token.list', {})
  const revoke = useAction('token.revoke', ['token.', 'account.tokens'])
  const [isOpen, setIsOpen] = useState(false)
  const { actsFor } = useSession()
  // A token is one's own, not that of whom one stands in for.
  const may = useMay('token.create') && actsFor === null
  const show = (secret: string) => {
    setIsOpen(false)
    modal.success({
      title: t('made'),
      width: 520,
      content: (
        <Typography.Text copyable code className="token-secret">
          {secret}
        </Typography.Text>
      ),
    })
  }
  return (
    <section className="card tokens" aria-label={t('title')}>
      <header>
        <h2>{t('title')}</h2>
        {may ? <Button onClick={() => setIsOpen(true)}>{t('create')}</Button> : null}
      </header>
      <p className="quiet">{t('hint')}</p>
      {revoke.error ? <ProblemAlert error={revoke.error} /> : null}
      <Loaded query={query} isEmpty={({ tokens }) => tokens.length === 0} empty={t('empty')}>
        {({ tokens }) => (
          <TokenTable tokens={tokens} isBusy={revoke.isPending} onRevoke={(tokenId) => revoke.mutate({ params: { tokenId } })} />
        )}
      </Loaded>
      {isOpen ? <TokenDrawer onClose={() => setIsOpen(false)} onMade={show} /> : null}
    </section>
  )
}
