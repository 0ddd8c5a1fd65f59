import { Alert, Button, Skeleton } from 'antd'
import { useAction, useRoute } from '../../app/api.ts'
import { useTexts } from '../../app/language.tsx'
import { ProblemAlert } from '../../ui/loaded.tsx'
import { channelTexts } from './channel.texts.ts'
import { TestResult } from './test-result.tsx'

/** Whether there is a mail server, and a way to try it. */
export function MailCard() {
  const t = useTexts(channelTexts)
  const query = useRoute('notification-channel.list', {})
  const test = useAction('notification-mail.test', [])
  return (
    <section className="card" aria-label={t('mail')}>
      <h2>{t('mail')}</h2>
      {query.data === undefined ? (
        query.error ? (
          <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton active paragraph={{ rows: 1 }} />
        )
      ) : query.data.mail === null ? (
        <Alert type="info" showIcon title={t('mailOff')} />
      ) : (
        <>
          <p>{t('mailFrom', { from: query.data.mail.from })}</p>
          <Button loading={test.isPending} onClick={() => test.mutate({})}>
            {t('mailTest')}
          </Button>
          {test.error ? <ProblemAlert error={test.error} /> : null}
          {test.data ? <TestResult result={test.data} /> : null}
        </>
      )}
    </section>
  )
}
