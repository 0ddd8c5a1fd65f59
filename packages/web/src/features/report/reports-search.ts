import { z } from 'zod'
import { RETURN_STATES } from '@ballast/domain/report/return-state.ts'

export const reportsSearch = z.object({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  q: z.string().max(200).optional(),
  state: z.array(z.enum([...RETURN_STATES, 'none'])).optional(),
  cluster: z.array(z.string()).optional(),
  late: z.boolean().optional(),
})
export type ReportsSearch = z.output<typeof reportsSearch>
