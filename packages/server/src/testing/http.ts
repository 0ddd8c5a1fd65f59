import { createClient, type Client } from '@ballast/contract/client.ts'
import type { FastifyInstance } from 'fastify'
import { identifyByLogin } from '../features/session/identify.ts'

/** For tests that sign in with a password or a token of their own. */
export { identifier } from '../features/session/identify.ts'
import { handlers } from '../handlers.ts'
import { fixedClock, type Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { FileKeeping } from '../platform/file-store/file-keeping.ts'
import { buildHttp } from '../platform/http.ts'
import type { Outgoing } from '../platform/outgoing/outgoing.ts'
import { inProcessFetch } from '../platform/in-process.ts'
import { TEST_AUDIT_KEY } from './context.ts'

/** The whole HTTP surface without a socket, and the typed client that calls it. */
export async function testHttp(
  database: Database,
  options: { files?: FileKeeping; outgoing?: Outgoing; clock?: Clock } = {},
): Promise<{ app: FastifyInstance; client: (login?: string, language?: string) => Client }> {
  const app = await buildHttp({
    database,
    handlers,
    clock: options.clock ?? fixedClock('2024-01-15T02:00:00Z'),
    auditKey: TEST_AUDIT_KEY,
    identify: identifyByLogin,
    requestsPerMinute: 1_000_000,
    files: options.files,
    outgoing: options.outgoing,
  })
  const client = (login?: string, language = 'zh-CN') =>
    createClient({
      fetch: inProcessFetch(app),
      headers: () => ({ 'accept-language': language, ...(login === undefined ? {} : { 'x-ballast-user': login }) }),
    })
  return { app, client }
}
