import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { Loaded, ProblemAlert } from '../../ui/loaded.tsx'
import { TokenTable } from '../session/token-table.tsx'
import { tokenTexts } from '../session/token.texts.ts'

/** The API tokens of somebody, for an administrator to revoke. */
export function AccountTokens({ userId }: { userId: string }) {
  const t = useTexts(tokenTexts)
  const query = useRoute('account.tokens', { params: { userId } })
  const revoke = useAction('account.revoke-token', ['account.tokens', 'token.'])
  return (
    <section className="account-tokens" aria-label={t('ofAccount')}>
      <h3>{t('ofAccount')}</h3>
      {revoke.error ? <ProblemAlert error={revoke.error} /> : null}
      <Loaded query={query} isEmpty={({ tokens }) => tokens.length === 0} empty={t('empty')}>
        {({ tokens }) => (
          <TokenTable tokens={tokens} isBusy={revoke.isPending} onRevoke={(tokenId) => revoke.mutate({ params: { userId, tokenId } })} />
        )}
      </Loaded>
    </section>
  )
}
