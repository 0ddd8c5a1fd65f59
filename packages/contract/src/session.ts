import { z } from 'zod'
import { colleague } from './deputy.ts'
import { ROLES, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid } from './scalars.ts'
import { authenticatorCode } from './second-factor.ts'

export const person = z.object({
  userId: uuid,
  login: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  roles: z.array(z.enum(ROLES)),
})

export const session = z.object({
  user: person.extend({
    bureauCode: z.string().nullable(),
    enterpriseId: uuid.nullable(),
    mustChangePassword: z.boolean().describe('until he has, nothing else is answered'),
  }),
  zone: z.object({
    zoneId: uuid,
    code: z.string(),
    nameZh: z.string(),
    nameEn: z.string(),
    businessOn: plainDate.describe('the date that counts as today'),
    isDemonstration: z.boolean(),
    planYears: z.array(z.number().int()),
    map: z.record(z.string(), z.unknown()).describe('centre, zoom, districts and roads of the quiet base map'),
  }),
  actions: z.array(z.string()).describe('what this user may do'),
  actsFor: colleague.nullable().describe('for whom he acts in this session, with whose rights'),
  mayActFor: z.array(colleague.extend({ untilOn: plainDate })).describe('whose deputy he is today'),
  people: z
    .array(z.object({ login: z.string(), nameZh: z.string(), nameEn: z.string() }))
    .describe('whom this user may see, for the names beside what somebody did'),
})
export type Session = z.infer<typeof session>

const openSession = z.object({
  sessionId: uuid,
  isThisOne: z.boolean(),
  method: z.enum(['password', 'oidc']),
  address: z.string(),
  userAgent: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant.describe('whatever happens in between'),
})

export const signInOptions = z.object({
  zones: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string() })),
  identityProvider: z
    .object({ nameZh: z.string(), nameEn: z.string() })
    .nullable()
    .describe('by which one can sign in as well, at oidc.begin'),
  demonstration: z
    .array(person.extend({ zone: z.string(), password: z.string() }))
    .describe('accounts of a demonstration, whose password is no secret; the server listens on loopback only while there are any'),
})
export type SignInOptions = z.infer<typeof signInOptions>

export const sessionRoutes = defineRoutes({
  'session.options': {
    method: 'GET',
    path: '/api/v1/sign-in',
    rights: 'anyone',
    transaction: 'none',
    response: signInOptions,
    summary: { zh: '登录方式', en: 'Ways to sign in' },
  },
  'session.open': {
    method: 'POST',
    path: '/api/v1/session',
    rights: 'anyone',
    setsCookies: true,
    transaction: 'none',
    body: z.strictObject({
      login: z.string().trim().min(1).max(200).describe('name, or name@zone-code'),
      password: z.string().min(1).max(1000),
      code: authenticatorCode.optional().describe('of the authenticator, when the account has one'),
    }),
    response: z.object({ login: z.string(), expiresAt: instant }),
    summary: { zh: '登录', en: 'Sign in' },
  },
  'session.read': {
    method: 'GET',
    path: '/api/v1/session',
    rights: SIGNED_IN,
    response: session,
    summary: { zh: '当前用户与开发区', en: 'The signed-in user and the zone' },
  },
  'session.close': {
    method: 'DELETE',
    path: '/api/v1/session',
    rights: SIGNED_IN,
    byToken: 'never',
    setsCookies: true,
    response: z.object({}),
    summary: { zh: '退出登录', en: 'Sign out' },
  },
  'session.list': {
    method: 'GET',
    path: '/api/v1/sessions',
    rights: SIGNED_IN,
    response: z.object({ sessions: z.array(openSession) }),
    summary: { zh: '我的登录会话', en: 'Where I am signed in' },
  },
  'session.revoke': {
    method: 'DELETE',
    path: '/api/v1/sessions/{sessionId}',
    rights: SIGNED_IN,
    byToken: 'never',
    params: z.object({ sessionId: uuid }),
    response: z.object({}),
    summary: { zh: '结束一个登录会话', en: 'End one of my sessions' },
  },
})
