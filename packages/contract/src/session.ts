import { z } from 'zod'
import { EVERYONE, ROLES } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid } from './scalars.ts'

const user = z.object({ userId: uuid, login: z.string(), nameZh: z.string(), nameEn: z.string(), role: z.enum(ROLES) })

export const session = z.object({
  user,
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
  users: z.array(user).describe('whom one can sign in as, while there are no passwords'),
})
export type Session = z.infer<typeof session>

export const sessionRoutes = defineRoutes({
  'session.read': {
    method: 'GET',
    path: '/api/v1/session',
    roles: EVERYONE,
    response: session,
    summary: { zh: '当前用户与开发区', en: 'The signed-in user and the zone' },
  },
  'session.switch': {
    method: 'POST',
    path: '/api/v1/session',
    roles: EVERYONE,
    body: z.object({ login: z.string() }),
    response: session,
    summary: { zh: '切换用户', en: 'Sign in as another user' },
  },
})
