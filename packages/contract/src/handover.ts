import { z } from 'zod'
import { ADMINISTRATORS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { uuid, yuan } from './scalars.ts'

const byId = z.object({ userId: uuid })

const work = z.object({
  projects: z
    .array(
      z.object({ projectId: uuid, projectNo: z.string(), nameZh: z.string(), nameEn: z.string().nullable(), totalYuan: yuan.nullable() }),
    )
    .describe('that name the person as their service manager'),
  totalYuan: yuan.describe('planned totals of these projects'),
  escalations: z.number().int().describe('open ones of these projects; they go along with them'),
  followed: z.number().int().describe('projects that the person follows'),
})
export type PersonsWork = z.infer<typeof work>

export const handoverRoutes = defineRoutes({
  'handover.preview': {
    method: 'GET',
    path: '/api/v1/accounts/{userId}/handover',
    rights: ADMINISTRATORS,
    params: byId,
    response: work,
    summary: { zh: '工作交接预览', en: 'What work a person has, before it is handed over' },
  },
  'handover.carry-out': {
    method: 'POST',
    path: '/api/v1/accounts/{userId}/handover',
    rights: ADMINISTRATORS,
    byToken: 'never',
    params: byId,
    body: z.strictObject({
      to: uuid.describe('who takes it all over'),
      projectIds: z.array(uuid).max(10_000).describe('the projects of the preview; when they are others by now, nothing is handed over'),
      reason: z.string().trim().min(1).max(500),
    }),
    response: z.object({ projects: z.number().int(), escalations: z.number().int(), followed: z.number().int() }),
    summary: { zh: '工作交接：全部项目一次移交', en: 'Hand all work of a person to another' },
  },
})
