import { messageText } from '@ballast/contract/messages.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { serve } from './serve.ts'
import { settingsFrom } from './settings.ts'

const settings = settingsFrom(process.env)
try {
  const running = await serve(settings, (line) => console.log(line))
  console.log(`压舱石 Ballast  ${running.url}`)
  const stop = () => void running.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
} catch (error) {
  if (!(error instanceof Refusal)) throw error
  const [reason = { code: error.code, params: {} }] = error.reasons
  console.error(`${messageText('zh-CN', reason.code, reason.params)} · ${messageText('en', reason.code, reason.params)}`)
  process.exitCode = 1
}
