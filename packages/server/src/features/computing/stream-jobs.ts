import { PassThrough } from 'node:stream'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/database.ts'
import { FileReply } from '../../platform/handler.ts'
import { scopesOf } from '../../platform/scope.ts'
import { changesOf } from './changes.ts'

/** Many changes of one moment are one event. */
const GATHER_MS = 200
/** So that proxies do not take the silence for an end. */
const BEAT_MS = 20_000

/**
 * Says for so long that jobs in the user's reach have changed; which and how, the page asks as it always does. Whoever
 * listens on asks anew, and is looked at anew for what he may see.
 */
export function streamJobs(database: Database, ctx: Context, seconds: number): FileReply {
  const body = new PassThrough()
  const isAll = scopesOf(ctx.user, 'compute-job.stream').includes('zone')
  let soon: NodeJS.Timeout | undefined
  const say = (text: string) => void body.write(text)
  const beat = setInterval(() => say(': \n\n'), BEAT_MS)
  const life = setTimeout(() => body.end(), seconds * 1000)
  const changes = changesOf(database)
  const unwatch = changes.watch(
    ctx.zone.zoneId,
    isAll ? null : (ctx.user.enterpriseId ?? ctx.user.userId),
    () => {
      soon ??= setTimeout(() => {
        soon = undefined
        say('event: jobs\ndata: {}\n\n')
      }, GATHER_MS)
    },
    () => body.end(),
  )
  body.once('close', () => {
    unwatch()
    clearInterval(beat)
    clearTimeout(life)
    clearTimeout(soon)
  })
  say('retry: 5000\n\n')
  return new FileReply(body, 'text/event-stream', null, { 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
}
