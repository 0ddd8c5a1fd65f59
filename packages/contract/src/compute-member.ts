import { z } from 'zod'
import type { Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid, version } from './scalars.ts'
import { tflopsSeconds } from './voucher.ts'

const MEMBERS: Rights = { enterprise_reporter: 'own_enterprise' }

const member = z.object({
  userId: uuid,
  login: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  isSelf: z.boolean(),
  share: tflopsSeconds.nullable().describe('most that his jobs may hold and have used of the voucher; null: what it has'),
  held: tflopsSeconds,
  used: tflopsSeconds,
  version: version.describe('of the share; 0: none was set'),
})
const voucherMembers = z.object({
  voucherId: uuid,
  voucherNo: z.string(),
  untilOn: plainDate,
  granted: tflopsSeconds,
  free: tflopsSeconds,
  members: z.array(member),
})
export type ComputeVoucherMembers = z.infer<typeof voucherMembers>
export type ComputeMember = z.infer<typeof member>

export const computeMemberRoutes = defineRoutes({
  'compute-member.list': {
    method: 'GET',
    path: '/api/v1/compute-members',
    rights: MEMBERS,
    transaction: 'none',
    response: z.object({ vouchers: z.array(voucherMembers) }),
    summary: { zh: '成员与额度', en: 'A firm’s members, and what each may use of its vouchers' },
  },
  'compute-member.set-share': {
    method: 'PUT',
    path: '/api/v1/compute-members/{userId}/shares/{voucherId}',
    rights: MEMBERS,
    transaction: 'none',
    params: z.object({ userId: uuid, voucherId: uuid }),
    body: z.strictObject({ share: tflopsSeconds.nullable() }),
    ifMatch: true,
    response: voucherMembers,
    summary: { zh: '设定成员额度', en: 'Set what a colleague may use of a voucher' },
  },
})
