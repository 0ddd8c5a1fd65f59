import { DEPUTY_STATES } from '@ballast/domain/account/deputy.ts'
import { z } from 'zod'
import { ADMINISTRATORS, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid } from './scalars.ts'

export const colleague = z.object({ userId: uuid, login: z.string(), nameZh: z.string(), nameEn: z.string() })
export type Colleague = z.infer<typeof colleague>

const deputy = z.object({
  deputyId: uuid,
  absent: colleague,
  deputy: colleague,
  fromOn: plainDate,
  untilOn: plainDate.describe('the last day'),
  reason: z.string(),
  state: z.enum(DEPUTY_STATES).describe('by the business date'),
  appointedBy: z.string().describe('login'),
})
export type Deputy = z.infer<typeof deputy>

export const deputyRoutes = defineRoutes({
  'deputy.list': {
    method: 'GET',
    path: '/api/v1/deputies',
    rights: ADMINISTRATORS,
    response: z.object({ deputies: z.array(deputy).describe('the latest first') }),
    summary: { zh: '代理授权列表', en: 'Who stands in for whom' },
  },
  'deputy.appoint': {
    method: 'POST',
    path: '/api/v1/deputies',
    rights: ADMINISTRATORS,
    byToken: 'never',
    body: z.strictObject({
      absent: uuid.describe('whose work it is'),
      deputy: uuid.describe('who does it meanwhile'),
      fromOn: plainDate,
      untilOn: plainDate.describe('the last day'),
      reason: z.string().trim().min(1).max(500),
    }),
    response: deputy,
    summary: { zh: '授权代理：在期限内以其权限代办', en: 'Let somebody stand in for another, with his rights, for a period' },
  },
  'deputy.revoke': {
    method: 'DELETE',
    path: '/api/v1/deputies/{deputyId}',
    rights: ADMINISTRATORS,
    byToken: 'never',
    params: z.object({ deputyId: uuid }),
    response: deputy,
    summary: { zh: '收回代理授权', en: 'Revoke it' },
  },
  'deputy.act': {
    method: 'PUT',
    path: '/api/v1/session/acting-for',
    rights: SIGNED_IN,
    byToken: 'never',
    body: z.strictObject({ userId: uuid.nullable().describe('null: for myself again') }),
    response: z.object({ actsFor: colleague.nullable() }),
    summary: { zh: '在本次登录中代办，或恢复本人身份', en: 'Act for somebody in this session, or for myself again' },
  },
})
