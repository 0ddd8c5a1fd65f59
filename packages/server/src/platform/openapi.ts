import { z } from 'zod'
import { problem } from '@ballast/contract/problem.ts'
import type { RouteDefinition } from '@ballast/contract/route.ts'
import { routes, type RouteId } from '@ballast/contract/routes.ts'

export const API_INFO = {
  title: 'Ballast 压舱石',
  version: '1',
  description: [
    '金额是以元为单位、两位小数的文本。拒绝是 RFC 9457 问题文档，带全部原因，语言随 Accept-Language。',
    '修改须以 If-Match 注明所见版本（答复中的 version，亦即 ETag）：缺少为 428，他人已改为 409。新增可带 Idempotency-Key，重发得到第一次的答复。',
    '登录：POST /api/v1/session 得到会话 cookie，其后每个请求带上它；程序用访问令牌：Authorization: Bearer …。',
    '',
    'Money is text in yuan with two decimals. A refusal is an RFC 9457 problem document with every reason, in the language of Accept-Language.',
    'An edit names the version it saw in If-Match (the version of the answer, also its ETag): without it 428, after somebody else 409. A creating request may carry an Idempotency-Key; a repeat gets the first answer.',
    'Sign in with POST /api/v1/session; its session cookie goes with every request. Programs use an API token: Authorization: Bearer ….',
  ].join('\n'),
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
}

interface Operation {
  operationId?: string
  parameters?: object[]
  requestBody?: object
  responses?: Record<string, object>
  security?: object[]
}
interface Document {
  paths?: Record<string, Record<string, unknown> | undefined>
  components?: object
}

const parameter = (name: string) => ({ $ref: `#/components/parameters/${name}` })
const BINARY = { schema: { type: 'string', format: 'binary' } }

const COMPONENTS = {
  parameters: {
    AcceptLanguage: {
      name: 'Accept-Language',
      in: 'header',
      description: 'zh-CN (default) or en: language of names and sentences',
      schema: { type: 'string', examples: ['zh-CN', 'en'] },
    },
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'the version that was seen, in quotation marks',
      schema: { type: 'string', pattern: '^(W/)?"\\d+"$', examples: ['"7"'] },
    },
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      description: 'a text of your own, unique to this request; kept for a day',
      schema: { type: 'string' },
    },
  },
  securitySchemes: {
    apiToken: {
      type: 'http',
      scheme: 'bearer',
      description:
        'made by its user under 我的账号 · My account (token.create); reads, or does the actions that it names, with the rights that its user has now',
    },
    session: { type: 'apiKey', in: 'cookie', name: 'ballast_session', description: 'set by POST /api/v1/session (session.open)' },
  },
  responses: {
    Problem: {
      description: 'Refused: every reason, with stable codes',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
}

/** Adds what the schemas of the routes cannot say: headers, problem documents, files in and out. */
export function completeDocument<D extends Document>(document: D): D {
  const { $schema: _, ...problemSchema } = z.toJSONSchema(problem)
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path ?? {}) as Operation[]) complete(operation)
  }
  return { ...document, security: [{ session: [] }, { apiToken: [] }], components: { ...COMPONENTS, schemas: { Problem: problemSchema } } }
}

function complete(operation: Operation): void {
  const route: RouteDefinition | undefined = routes[operation.operationId as RouteId]
  if (route === undefined) return
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...(route.ifMatch ? [parameter('IfMatch')] : []),
    ...(route.method === 'POST' ? [parameter('IdempotencyKey')] : []),
    parameter('AcceptLanguage'),
  ]
  if (route.rights === 'anyone') operation.security = []
  else if (route.byToken === 'never') operation.security = [{ session: [] }]
  if (route.upload) {
    const schema = { type: 'object', required: ['file'], properties: { file: BINARY.schema } }
    operation.requestBody = { required: true, content: { 'multipart/form-data': { schema } } }
  }
  operation.responses = {
    ...(route.response === 'file' ? { 200: { description: 'The file', content: { '*/*': BINARY } } } : operation.responses),
    ...(route.response === 'redirect' ? { 303: { description: 'To the identity provider, or back to the app' } } : {}),
    '4XX': { $ref: '#/components/responses/Problem' },
    '5XX': { $ref: '#/components/responses/Problem' },
  }
}
