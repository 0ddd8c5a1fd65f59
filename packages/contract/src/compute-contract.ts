import { z } from 'zod'
import { CONTRACT_STATES } from '@ballast/domain/computing/centre-contract.ts'
import { COMPUTE_OPERATORS, COMPUTE_READERS } from './compute-centre.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, version } from './scalars.ts'
import { firmName, voucherNote } from './voucher.ts'

const contract = z.object({
  contractId: uuid,
  centreId: uuid,
  centreCode: z.string(),
  centreNameZh: z.string(),
  centreNameEn: z.string(),
  ...firmName,
  contractNo: z.string(),
  fromOn: plainDate,
  untilOn: plainDate.describe('the last day on which it holds'),
  state: z.enum(CONTRACT_STATES).describe('today'),
  note: z.string().nullable(),
  setByName: z.string(),
  setAt: instant,
  version,
})
export type ComputeContract = z.infer<typeof contract>

const changeable = { untilOn: plainDate, note: voucherNote.nullable().optional() }

export const computeContractRoutes = defineRoutes({
  'compute-contract.list': {
    method: 'GET',
    path: '/api/v1/compute-contracts',
    rights: COMPUTE_READERS,
    response: z.object({ rows: z.array(contract).describe('by centre, those that end last first') }),
    summary: { zh: '算力中心使用合同', en: 'Contracts of firms with the centres' },
  },
  'compute-contract.firms': {
    method: 'GET',
    path: '/api/v1/compute-contracts/firms',
    rights: COMPUTE_OPERATORS,
    query: z.object({ q: z.string().max(200).optional() }),
    response: z.object({ rows: z.array(z.object(firmName)).describe('at most fifty') }),
    summary: { zh: '可签合同的企业', en: 'Enterprises with which a contract can be made' },
  },
  'compute-contract.add': {
    method: 'POST',
    path: '/api/v1/compute-contracts',
    rights: COMPUTE_OPERATORS,
    body: z.strictObject({
      centreId: uuid,
      enterpriseId: uuid,
      contractNo: z.string().trim().min(1).max(80),
      fromOn: plainDate,
      ...changeable,
    }),
    response: contract,
    summary: { zh: '登记使用合同', en: 'Enter a contract of a firm with a centre' },
  },
  'compute-contract.edit': {
    method: 'PUT',
    path: '/api/v1/compute-contracts/{contractId}',
    rights: COMPUTE_OPERATORS,
    params: z.object({ contractId: uuid }),
    body: z.strictObject(changeable),
    ifMatch: true,
    response: contract,
    summary: { zh: '修改使用合同', en: 'Change until when a contract holds, or its note' },
  },
})
