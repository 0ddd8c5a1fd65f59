import { Alert } from 'antd'
import type { AttemptShown } from '@ballast/contract/notification-channel.ts'
import { useTexts } from '../../app/language.tsx'
import { channelTexts } from './channel.texts.ts'

/** What came of a test message, in our words and in those of the other side. */
export function TestResult({ result }: { result: AttemptShown }) {
  const t = useTexts(channelTexts)
  return (
    <Alert
      className="channel-result"
      role="status"
      showIcon
      type={result.isSent ? 'success' : 'error'}
      title={result.isSent ? t('tested') : t('testFailed', { message: result.message })}
      description={result.isSent || result.detail === null ? undefined : <code>{result.detail}</code>}
    />
  )
}
