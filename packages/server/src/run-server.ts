import { messageText } from '@ballast/contract/messages.ts'
import { Refusal, type Reason } from '@ballast/domain/shared/refusal.ts'
import { serve } from './serve.ts'
import { settingsFrom } from './settings.ts'

/** Both languages of each reason, one line a reason. */
export function refusalLines(refusal: Refusal): string[] {
  const reasons: readonly Reason[] = refusal.reasons.length > 0 ? refusal.reasons : [{ code: refusal.code, params: {} }]
  return reasons.map(({ code, params, at }) => {
    const place = at === undefined ? '' : `${at}: `
    return `${place}${messageText('zh-CN', code, params)} · ${messageText('en', code, params)}`
  })
}

/** An npm script and its terminal both pass Ctrl-C on, so the same signal within this time is one wish. */
const SAME_WISH_MS = 2000
/** Requests get this long to finish. */
const PATIENCE_MS = 20_000

/** Serves until it is told to stop. @returns the exit code */
export async function runServer(
  env: Readonly<Record<string, string | undefined>>,
  { isTerminal }: { isTerminal: boolean },
): Promise<number> {
  try {
    const running = await serve(settingsFrom(env, { isTerminal }), (line) => console.log(line))
    await stopSignal()
    const patience = setTimeout(() => process.exit(1), PATIENCE_MS)
    await running.close()
    clearTimeout(patience)
    return 0
  } catch (error) {
    if (error instanceof Refusal) for (const line of refusalLines(error)) console.error(line)
    // Not rethrown: the runtime would print a line of the embedded engine's minified source.
    else console.error(error instanceof Error ? (error.stack ?? error.message) : error)
    return 1
  }
}

/** Resolves at the first wish to stop; a later one does not wait for requests to finish. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined
    const stop = () => {
      if (first === undefined) {
        first = performance.now()
        resolve()
      } else if (performance.now() - first > SAME_WISH_MS) process.exit(130)
    }
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
