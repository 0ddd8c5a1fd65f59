import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod'
import { negotiateLocale, type Locale } from '@ballast/contract/messages.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { AuditHeads } from './audit-heads.ts'
import type { AuditKey, AuditKeys } from './audit-key.ts'
import type { Clock } from './clock.ts'
import { isConnectionLost } from './connection-lost.ts'
import type { Context, EdgeContext, Identity } from './context.ts'
import { DEVICE_COOKIE, SESSION_COOKIE, SIGN_IN_COOKIE, WithCookies, cookieOf, setCookies } from './cookies.ts'
import { credentialsOf, type Credentials } from './credentials.ts'
import type { Database } from './database.ts'
import { refuseForeign } from './foreign-request.ts'
import type { FileKeeping } from './file-store/file-keeping.ts'
import { FileReply, HeadedReply, Redirect, type Handlers, type Upload } from './handler.ts'
import { hashOf, once, onceAround } from './idempotency.ts'
import { keepingPlans } from './kept-plans.ts'
import { metricsFor } from './metrics.ts'
import { API_INFO, completeDocument } from './openapi.ts'
import type { Outgoing } from './outgoing/outgoing.ts'
import { toProblem } from './problem.ts'
import { readRequest } from './request-faults.ts'
import { placeOf, requireAction } from './scope.ts'
import { serveWebApp } from './web-app.ts'

export interface HttpOptions {
  readonly database: Database
  readonly handlers: Handlers
  readonly clock: Clock
  readonly auditKey: AuditKey
  /** Finds the user and the zone of a request, or refuses it. */
  readonly identify: (database: Database, credentials: Credentials) => Promise<Identity>
  /** The app is reached by TLS: cookies are for TLS alone. */
  readonly isSecure?: boolean
  /** Addresses of proxies whose X-Forwarded-For counts. */
  readonly trustedProxies?: readonly string[]
  /** Called after each committed change of a zone, so that its audit entries get sealed. */
  readonly afterWrite?: (zoneId: Context['zone']['zoneId']) => void
  readonly logLevel?: string
  /** Where log lines go; standard output by default. */
  readonly logStream?: { write(line: string): void }
  readonly auditKeys?: AuditKeys
  readonly auditHeads?: AuditHeads
  readonly files?: FileKeeping | undefined
  readonly outgoing?: Outgoing | undefined
  /** Folder of the built web app; none in tests of the API. */
  readonly webDir?: string
  /** Origins of map tiles that the page may load, beside its own. */
  readonly tileOrigins?: readonly string[]
  /** Names under which the server answers; any when missing. */
  readonly hosts?: RegExp
  /** Requests a minute and address; a page of the app makes about ten. */
  readonly requestsPerMinute?: number
}

const MAX_BODY_BYTES = 32 * 1024 * 1024
const MAX_UPLOAD_BYTES = 256 * 1024 * 1024

/** The media type of a part of a tus upload. */
const TUS_PART = 'application/offset+octet-stream'

const streamOf = (body: unknown): Readable | undefined => (body instanceof Readable ? body : undefined)

const localeOf = (request: FastifyRequest): Locale => negotiateLocale(request.headers['accept-language'])

const contentSecurityPolicy = (tileOrigins: readonly string[]): Record<string, string[]> => ({
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  // The component library writes its styles at run time.
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:', ...tileOrigins],
  'connect-src': ["'self'", ...tileOrigins],
  'worker-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
})
const policyText = (policy: Record<string, string[]>): string =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')

export async function buildHttp(options: HttpOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger:
      options.logLevel === undefined
        ? false
        : {
            level: options.logLevel,
            redact: ['req.headers.cookie', 'req.headers.authorization'],
            ...(options.logStream === undefined ? {} : { stream: options.logStream }),
          },
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: MAX_BODY_BYTES,
    ...(options.trustedProxies === undefined || options.trustedProxies.length === 0 ? {} : { trustProxy: [...options.trustedProxies] }),
    forceCloseConnections: 'idle',
    // An address that cannot be decoded reaches no route.
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply as FastifyReply),
  })
  // The schemas describe; `readRequest` reads path, query and body together and knows who asks.
  app.setValidatorCompiler(() => () => true)
  app.removeContentTypeParser('text/plain')
  // Passed on as it comes, whatever its length: the handler counts.
  app.addContentTypeParser(TUS_PART, (_request, payload, done) => done(null, payload))
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem(error, request, reply))
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id)
    refuseForeign(request, options.hosts)
  })

  await app.register(cookie)
  await app.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1024 })
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy(options.tileOrigins ?? []) },
    // The app is reached by plain HTTP on loopback; HSTS is the business of the proxy that ends TLS.
    strictTransportSecurity: false,
  })
  await app.register(multipart, { limits: { fileSize: MAX_UPLOAD_BYTES, files: 1, fields: 10 } })
  await app.register(rateLimit, {
    max: options.requestsPerMinute ?? 1200,
    timeWindow: '1 minute',
    // Files of the web app: a house behind one address that opens it in the morning asks for thousands of them, once.
    allowList: (request) => request.method === 'GET' && request.url.startsWith('/assets/'),
    errorResponseBuilder: () => new Refusal('request.too-many'),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: API_INFO },
    transform: jsonSchemaTransform,
    transformObject: (document) => completeDocument('openapiObject' in document ? document.openapiObject : {}),
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { docExpansion: 'none', filter: true },
    theme: {
      title: `${API_INFO.title} · API`,
      css: [{ filename: 'ballast.css', content: '.swagger-ui .topbar.topbar { display: none }' }],
    },
    staticCSP: policyText(contentSecurityPolicy([])),
  })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())

  const metrics = metricsFor(app)
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()))
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await options.database.system(async (tx) => void (await tx.selectFrom('zone').select('zone_id').limit(1).execute()))
      return { status: 'ready' }
    } catch {
      return reply.status(503).send({ status: 'database unreachable' })
    }
  })

  for (const id of Object.keys(routes) as RouteId[]) if (!isForm(id)) mountRoute(app, options, id)
  // Only where another program's protocol has it: a page of another site can send a form without asking first.
  await app.register(async (forms) => {
    forms.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: FastifyRequest, text: string) =>
      Object.fromEntries(new URLSearchParams(text)),
    )
    for (const id of Object.keys(routes) as RouteId[]) if (isForm(id)) mountRoute(forms, options, id)
  })
  if (options.webDir !== undefined) await serveWebApp(app, options.webDir)
  app.setNotFoundHandler((request, reply) => {
    if (
      options.webDir !== undefined &&
      request.method === 'GET' &&
      !request.url.startsWith('/api/') &&
      request.headers.accept?.includes('text/html')
    ) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html')
    }
    return sendProblem(new Refusal('not-found'), request, reply)
  })
  await app.ready()
  return app
}

const FORM = 'application/x-www-form-urlencoded'
const isForm = (id: RouteId): boolean => (routes[id] as RouteDefinition).form === true

/** What a user whose password is not his own yet may do. */
const BEFORE_NEW_PASSWORD: ReadonlySet<RouteId> = new Set(['session.read', 'session.close', 'account.change-password'])

const rightsText = (rights: RouteDefinition['rights']): string =>
  rights === 'anyone'
    ? 'anyone'
    : Object.entries(rights)
        .map(([role, scope]) => (scope === 'zone' ? role : `${role} (${scope})`))
        .join(', ')

function mountRoute(app: FastifyInstance, options: HttpOptions, id: RouteId): void {
  const route: RouteDefinition = routes[id]
  const handler = options.handlers[id] as unknown as (tx: unknown, ctx: EdgeContext, input: unknown) => Promise<unknown>
  const isSecure = options.isSecure ?? false
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      operationId: id,
      summary: `${route.summary.zh} · ${route.summary.en}`,
      description: rightsText(route.rights),
      tags: [id.split('.')[0] as string],
      ...(route.params === undefined ? {} : { params: route.params }),
      ...(route.query === undefined ? {} : { querystring: route.query }),
      ...(route.body === undefined ? {} : { body: route.body }),
      ...(route.form ? { consumes: [FORM] } : {}),
      response: typeof route.response === 'string' ? {} : { 200: route.response },
    },
    handler: async (request, reply) => {
      const session = cookieOf(request, SESSION_COOKIE, isSecure)
      const edge: EdgeContext = {
        locale: localeOf(request),
        requestId: request.id,
        clock: options.clock,
        auditKey: options.auditKey,
        auditKeys: options.auditKeys ?? [options.auditKey],
        auditHeads: options.auditHeads,
        files: options.files,
        outgoing: options.outgoing,
        origin: {
          address: request.ip,
          userAgent: headerText(request, 'user-agent') ?? '',
          device: cookieOf(request, DEVICE_COOKIE, isSecure),
        },
      }
      const input = () => ({
        ...readRequest(route, { params: request.params, query: request.query, body: request.body }),
        ifMatch: ifMatchOf(request, route),
        upload: undefined,
        raw: route.protocol === undefined ? undefined : { headers: request.headers, stream: streamOf(request.body) },
        cookies: { session, signIn: cookieOf(request, SIGN_IN_COOKIE, isSecure) },
      })
      const asUser = async (identity: Identity): Promise<unknown> => {
        const ctx: Context = { ...edge, ...identity }
        // Who may not do a thing learns that first, not what the request should look like.
        requireAction(ctx, id)
        if (ctx.user.mustChangePassword && !BEFORE_NEW_PASSWORD.has(id)) throw new Refusal('session.password-must-change')
        const read = input()
        const upload = route.upload ? await uploadOf(request) : undefined
        const done = await runHandler(options, route, id, request, handler, ctx, { ...read, upload })
        if (route.method !== 'GET') options.afterWrite?.(ctx.zone.zoneId)
        return done
      }
      const answer =
        route.rights === 'anyone'
          ? await handler(options.database, edge, input())
          : await asUser(await keepingPlans(() => options.identify(options.database, credentialsOf(request.headers, session, request.ip))))
      if (answer instanceof FileReply) return sendFile(reply, answer)
      if (answer instanceof Redirect) {
        setCookies(reply, answer.cookies, isSecure)
        return reply.header('cache-control', 'no-store').redirect(answer.to, 303)
      }
      if (answer instanceof HeadedReply) {
        // Only the schema of 200 is declared; a bare answer has none to be held against.
        return reply
          .status(answer.status as 200)
          .headers(answer.headers)
          .header('cache-control', 'no-store')
          .send(answer.body)
      }
      const body = answer instanceof WithCookies ? answer.body : answer
      if (answer instanceof WithCookies) setCookies(reply, answer.cookies, isSecure)
      if (isVersioned(body)) void reply.header('etag', `"${body.version}"`)
      return reply.status(200).header('cache-control', 'no-store').send(body)
    },
  })
}

async function runHandler(
  options: HttpOptions,
  route: RouteDefinition,
  id: RouteId,
  request: FastifyRequest,
  handler: (tx: unknown, ctx: EdgeContext, input: unknown) => Promise<unknown>,
  ctx: Context,
  input: unknown,
): Promise<unknown> {
  const { database } = options
  if (route.method === 'GET') {
    return route.transaction === 'none' ? handler(database, ctx, input) : database.read(placeOf(ctx, id), (tx) => handler(tx, ctx, input))
  }
  const key = route.method === 'POST' && !route.showsSecret ? headerText(request, 'idempotency-key') : undefined
  const requestHash = key === undefined ? '' : hashOf([id, ctx.user.userId, request.params, request.query, request.body])
  const keyed = key === undefined ? undefined : { key, action: id, requestHash }
  if (route.transaction === 'none') {
    const work = () => handler(database, ctx, input)
    return keyed === undefined ? work() : onceAround(database, ctx, keyed, work)
  }
  return database.write(placeOf(ctx, id), async (tx) => {
    const work = () => handler(tx, ctx, input)
    return keyed === undefined ? work() : once(tx, ctx, keyed, work)
  })
}

function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function ifMatchOf(request: FastifyRequest, route: RouteDefinition): bigint | undefined {
  const match = /^(?:W\/)?"(\d+)"$/.exec(headerText(request, 'if-match') ?? '')
  if (!match && route.ifMatch) throw new Refusal('request.if-match-missing')
  return match ? BigInt(match[1] as string) : undefined
}

async function uploadOf(request: FastifyRequest): Promise<Upload> {
  const part = await request.file()
  if (!part) throw new Refusal('request.malformed')
  return { fileName: part.filename, stream: part.file }
}

const isVersioned = (answer: unknown): answer is { version: string } =>
  typeof answer === 'object' && answer !== null && 'version' in answer && typeof answer.version === 'string'

function sendFile(reply: FastifyReply, file: FileReply) {
  for (const [name, value] of Object.entries(file.headers)) void reply.header(name, value)
  if (file.fileName !== null) {
    const ascii = file.fileName.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')
    void reply.header('content-disposition', `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`)
  }
  const etag = file.headers['etag']
  if (etag !== undefined && reply.request.headers['if-none-match'] === etag) return reply.status(304).send()
  return reply.type(file.contentType).send(file.body)
}

/** What cannot be read, by the code of the framework's error. */
const UNREADABLE: Readonly<Record<string, string>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.not-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.no-body',
  FST_ERR_BAD_URL: 'request.bad-address',
}
const MEDIA_TYPE_ERRORS = new Set(['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'FST_INVALID_MULTIPART_CONTENT_TYPE'])

function refusalFrom(error: FastifyError | Refusal, request: FastifyRequest): Refusal {
  if (error instanceof Refusal) return error
  if (MEDIA_TYPE_ERRORS.has(error.code)) {
    const params = { given: request.headers['content-type'] ?? '-' }
    return new Refusal('request.unsupported-media-type', [{ code: 'request.unsupported-media-type', params }])
  }
  if (error.statusCode === 413 || error.code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('request.too-large')
  const unreadable = UNREADABLE[error.code]
  if (unreadable !== undefined) return new Refusal('request.malformed', [{ code: unreadable }])
  if (error.statusCode !== undefined && error.statusCode < 500) return new Refusal('request.malformed')
  if (isConnectionLost(error)) return new Refusal('database.away')
  return new Refusal('internal')
}

function sendProblem(error: FastifyError | Refusal, request: FastifyRequest, reply: FastifyReply) {
  const locale = localeOf(request)
  const body = toProblem(refusalFrom(error, request), locale, request.id)
  if (body.status >= 500) request.log.error({ err: error }, 'request failed')
  return reply.status(body.status).type('application/problem+json').header('content-language', locale).send(JSON.stringify(body))
}
