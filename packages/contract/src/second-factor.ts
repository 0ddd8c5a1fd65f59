import { z } from 'zod'
import { SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant } from './scalars.ts'

/** Six digits that an authenticator shows for half a minute (RFC 6238). */
export const authenticatorCode = z.string().regex(/^\d{6}$/)

const state = z.object({
  hasPassword: z.boolean().describe('without one there is nothing that a second factor would be added to'),
  confirmedAt: instant.nullable(),
})

export const secondFactorRoutes = defineRoutes({
  'second-factor.read': {
    method: 'GET',
    path: '/api/v1/account/second-factor',
    rights: SIGNED_IN,
    response: state,
    summary: { zh: '我的二次验证', en: 'My second factor' },
  },
  'second-factor.begin': {
    method: 'POST',
    path: '/api/v1/account/second-factor',
    rights: SIGNED_IN,
    byToken: 'never',
    showsSecret: true,
    body: z.strictObject({ password: z.string().min(1).max(1000) }),
    response: z.object({
      secret: z.string().describe('Base32, to type into an authenticator'),
      uri: z.string().describe('the same as otpauth address, for a QR code'),
    }),
    summary: { zh: '设置二次验证（确认后才启用）', en: 'Prepare a second factor; it counts once it is confirmed' },
  },
  'second-factor.confirm': {
    method: 'POST',
    path: '/api/v1/account/second-factor/confirmation',
    rights: SIGNED_IN,
    byToken: 'never',
    transaction: 'none',
    body: z.strictObject({ code: authenticatorCode }),
    response: state,
    summary: { zh: '用验证码启用二次验证', en: 'Put the second factor in force, with a code' },
  },
  'second-factor.remove': {
    method: 'POST',
    path: '/api/v1/account/second-factor/removal',
    rights: SIGNED_IN,
    byToken: 'never',
    transaction: 'none',
    body: z.strictObject({ code: authenticatorCode }),
    response: state,
    summary: { zh: '用验证码停用二次验证', en: 'Remove the second factor, with a code' },
  },
})
