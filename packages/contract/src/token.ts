import { z } from 'zod'
import { ADMINISTRATORS, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, uuid } from './scalars.ts'

export const TOKEN_DAYS = 365

const token = z.object({
  tokenId: uuid,
  name: z.string(),
  actions: z.array(z.string()).nullable().describe('what it may do; null: read whatever its user may read'),
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: instant,
  expiresAt: instant,
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
})
export type ApiToken = z.infer<typeof token>

const tokens = z.object({ tokens: z.array(token).describe('the latest first') })
const own = z.object({ tokenId: uuid })

export const tokenRoutes = defineRoutes({
  'token.list': {
    method: 'GET',
    path: '/api/v1/account/tokens',
    rights: SIGNED_IN,
    response: tokens,
    summary: { zh: '我的访问令牌', en: 'My API tokens' },
  },
  'token.create': {
    method: 'POST',
    path: '/api/v1/account/tokens',
    rights: SIGNED_IN,
    byToken: 'never',
    showsSecret: true,
    body: z.strictObject({
      name: z.string().trim().min(1).max(100).describe('which program it is for'),
      days: z.number().int().min(1).max(TOKEN_DAYS).describe('how long it counts'),
      actions: z.array(z.string().max(100)).min(1).max(500).nullable().describe('actions that you may do; null: only reading'),
    }),
    response: z.object({ token, secret: z.string().describe('shown once; goes into `Authorization: Bearer …`') }),
    summary: { zh: '新建访问令牌', en: 'Make an API token' },
  },
  'token.revoke': {
    method: 'DELETE',
    path: '/api/v1/account/tokens/{tokenId}',
    rights: SIGNED_IN,
    byToken: 'never',
    params: own,
    response: token,
    summary: { zh: '吊销我的访问令牌', en: 'Revoke one of my API tokens' },
  },
  'account.tokens': {
    method: 'GET',
    path: '/api/v1/accounts/{userId}/tokens',
    rights: ADMINISTRATORS,
    params: z.object({ userId: uuid }),
    response: tokens,
    summary: { zh: '账号的访问令牌', en: 'API tokens of an account' },
  },
  'account.revoke-token': {
    method: 'DELETE',
    path: '/api/v1/accounts/{userId}/tokens/{tokenId}',
    rights: ADMINISTRATORS,
    byToken: 'never',
    params: own.extend({ userId: uuid }),
    response: token,
    summary: { zh: '吊销账号的访问令牌', en: 'Revoke an API token of an account' },
  },
})
