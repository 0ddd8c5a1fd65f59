import { z } from 'zod'
import { defineRoutes } from './route.ts'

/** A path of the app itself. `//host` and `/\host` lead to another site, and browsers drop blanks that stand between. */
const ownPath = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/)

export const oidcRoutes = defineRoutes({
  'oidc.begin': {
    method: 'GET',
    path: '/api/v1/oidc/sign-in',
    rights: 'anyone',
    transaction: 'none',
    query: z.object({ to: ownPath.default('/').describe('where to go on afterwards') }),
    response: 'redirect',
    summary: { zh: '统一身份认证登录：转到认证服务', en: 'Sign in with the identity provider: go there' },
  },
  'oidc.finish': {
    method: 'GET',
    path: '/api/v1/oidc/callback',
    rights: 'anyone',
    transaction: 'none',
    query: z.looseObject({}),
    response: 'redirect',
    summary: { zh: '统一身份认证登录：由认证服务返回', en: 'Sign in with the identity provider: come back' },
  },
  'oidc.log-out': {
    method: 'POST',
    path: '/api/v1/oidc/back-channel-logout',
    rights: 'anyone',
    transaction: 'none',
    form: true,
    body: z.looseObject({ logout_token: z.string().min(1).max(16_384) }),
    response: z.object({}),
    summary: { zh: '认证服务通知注销（后端通道）', en: 'The identity provider says that a sign-in there has ended (back channel)' },
  },
})
