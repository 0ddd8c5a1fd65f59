import { z } from 'zod'
import { PRECISIONS } from '@ballast/domain/computing/capacity.ts'
import { CENTRE_STATES, COMPUTE_READERS } from './compute-centre.ts'
import { defineRoutes } from './route.ts'
import { instant, sourceKind, uuid } from './scalars.ts'

const gflops = z.string().regex(/^\d+$/).describe('GFLOPS; of int8 GOPS')
const power = z
  .array(z.object({ precision: z.enum(PRECISIONS), inUse: gflops, commissioning: gflops }))
  .describe('nominal; in commissioning: of cards that are planned and that the engine does not have yet')
const counts = {
  planned: z.number().int().nullable().describe('cards; null: not said'),
  seen: z.number().int().nullable().describe('cards that the engine has; null: it was never heard'),
  used: z.number().int(),
  away: z.number().int().describe('of those that the engine has, on nodes that take no jobs'),
}
const centre = z.object({
  centreId: uuid,
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  state: z.enum(CENTRE_STATES),
  sourceKind,
  project: z
    .object({ projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable() })
    .nullable()
    .describe('that builds it'),
  cards: z.array(z.object({ cardType: z.string(), ...counts, seenAt: instant.nullable(), power })),
  power,
  isWhole: z.boolean().describe('every card that is planned is in use'),
})
export type ComputeCapacityCentre = z.infer<typeof centre>
export type ComputePower = ComputeCapacityCentre['power']

export const computeCapacityRoutes = defineRoutes({
  'compute-capacity.read': {
    method: 'GET',
    path: '/api/v1/compute-capacity',
    // A service manager looks at what his project is to become.
    rights: { ...COMPUTE_READERS, service_manager: 'own_projects' },
    query: z.object({ projectId: uuid.optional().describe('only centres that this project builds') }),
    response: z.object({ centres: z.array(centre), power }),
    summary: { zh: '算力中心能力', en: 'What the computing centres have in use and in commissioning' },
  },
})
