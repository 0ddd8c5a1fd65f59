import { z } from 'zod'
import { ADMINISTRATORS, ROLES, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, uuid, version } from './scalars.ts'

const grant = z.strictObject({
  role: z.enum(ROLES),
  bureauOnly: z.boolean().default(false).describe('reaches the projects of the bureau only, where the role reaches the zone'),
})

const account = z.object({
  userId: uuid,
  login: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  email: z.string().nullable(),
  bureauCode: z.string().nullable(),
  enterprise: z.object({ enterpriseId: uuid, nameZh: z.string(), nameEn: z.string().nullable() }).nullable(),
  grants: z.array(grant),
  isActive: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  hasIdentity: z.boolean().describe('signs in by the identity provider, whose groups give him his roles'),
  mustChangePassword: z.boolean(),
  sessions: z.number().int().describe('open ones'),
  lastSeenAt: instant.nullable(),
  version,
})
export type Account = z.infer<typeof account>

/** Lower-case letters, digits, dot, dash, underscore. */
export const LOGIN = /^[a-z0-9][a-z0-9._-]{0,62}$/

const text = z.string().trim().min(1).max(200)
const facts = z.strictObject({
  login: z.string().regex(LOGIN).describe('lower-case letters, digits, dot, dash, underscore'),
  nameZh: text,
  nameEn: text,
  email: z.email().nullable(),
  bureauCode: text.nullable(),
  enterprise: text.nullable().describe('name or credit code of an enterprise of the register; for its reporters'),
  grants: z.array(grant).min(1).max(ROLES.length),
  isActive: z.boolean(),
})
const byId = z.object({ userId: uuid })
const handedOver = z.object({ account, password: z.string().describe('shown once; must be changed at the first sign-in') })

export const accountRoutes = defineRoutes({
  'account.list': {
    method: 'GET',
    path: '/api/v1/accounts',
    rights: ADMINISTRATORS,
    response: z.object({ accounts: z.array(account) }),
    summary: { zh: '账号列表', en: 'List of accounts' },
  },
  'account.create': {
    method: 'POST',
    path: '/api/v1/accounts',
    rights: ADMINISTRATORS,
    byToken: 'never',
    showsSecret: true,
    body: facts.partial().required({ login: true, nameZh: true, nameEn: true, grants: true }),
    response: handedOver,
    summary: { zh: '新建账号', en: 'Create an account' },
  },
  'account.edit': {
    method: 'PATCH',
    path: '/api/v1/accounts/{userId}',
    rights: ADMINISTRATORS,
    byToken: 'never',
    params: byId,
    body: facts.omit({ login: true }).partial(),
    ifMatch: true,
    response: account,
    summary: { zh: '修改账号', en: 'Edit an account' },
  },
  'account.reset': {
    method: 'POST',
    path: '/api/v1/accounts/{userId}/reset',
    rights: ADMINISTRATORS,
    byToken: 'never',
    showsSecret: true,
    params: byId,
    response: handedOver,
    summary: { zh: '重置密码与二次验证，结束其全部会话', en: 'Give a new password, drop the second factor, end all sessions' },
  },
  'account.change-password': {
    method: 'POST',
    path: '/api/v1/account/password',
    rights: SIGNED_IN,
    byToken: 'never',
    body: z.strictObject({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) }),
    response: z.object({}),
    summary: { zh: '修改自己的密码，结束其他会话', en: 'Change my password and end my other sessions' },
  },
})
