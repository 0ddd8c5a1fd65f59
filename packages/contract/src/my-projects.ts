import { z } from 'zod'
import { STANDINGS } from '@ballast/domain/gate/life.ts'
import { lifeGate } from './gate.ts'
import { light, lightColour, owes, watchedProject } from './light.ts'
import { flag } from './list.ts'
import { OFFICE, WATCHERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, uuid, yuan } from './scalars.ts'

const update = z.object({ updateId: uuid, text: z.string(), by: z.string().describe('login'), byName: z.string(), at: instant })
export type ProjectUpdate = z.infer<typeof update>

const row = z.object({
  ...watchedProject,
  standing: z.enum(STANDINGS),
  colour: lightColour.describe('of its worst light'),
  lights: z.array(light),
  next: z
    .object({
      gate: lifeGate,
      expectedOn: plainDate.nullable().describe('forecast, else planned'),
      isForecast: z.boolean(),
      days: z.number().int().nullable().describe('to the expected day; negative: past it'),
      workdays: z.number().int().nullable(),
      missing: z
        .array(z.object({ conditionCode: z.string(), nameZh: z.string(), nameEn: z.string(), owes }))
        .describe('required conditions that nobody has met'),
    })
    .nullable()
    .describe('null: all gates are passed'),
  update: update.nullable().describe('the newest'),
  isUpdateDue: z.boolean().describe('nothing was written this month'),
  followers: z.number().int(),
  isFollowed: z.boolean().describe('by the caller'),
})
export type MyProject = z.infer<typeof row>

const myProjects = z.object({
  businessOn: plainDate,
  manager: z.string().nullable().describe('whose projects; null: those that the caller follows'),
  rows: z.array(row).describe('red first, then the nearest gate'),
  totals: z.object({
    projects: z.number().int(),
    red: z.number().int(),
    yellow: z.number().int(),
    pastNextGate: z.number().int(),
    updatesDue: z.number().int(),
    totalYuan: yuan,
    planYuan: yuan,
  }),
})
export type MyProjects = z.infer<typeof myProjects>

const load = z.object({
  businessOn: plainDate,
  isSimulated: z.boolean().describe('some of the amounts are simulated'),
  rows: z.array(
    z.object({
      manager: z.string().nullable().describe('null: projects without one'),
      projects: z.number().int(),
      red: z.number().int().describe('projects whose worst light is red'),
      yellow: z.number().int(),
      pastNextGate: z.number().int(),
      updatesDue: z.number().int(),
      totalYuan: yuan,
      planYuan: yuan,
    }),
  ),
})
export type ManagerLoad = z.infer<typeof load>

const WRITERS: Rights = { administrator: 'zone', planner: 'zone', service_manager: 'own_projects' }
const ofProject = z.object({ projectId: uuid })

export const myProjectsRoutes = defineRoutes({
  'my-projects.read': {
    method: 'GET',
    path: '/api/v1/my-projects',
    rights: WATCHERS,
    query: z.object({
      manager: z.string().max(100).optional().describe('the office: whose; a service manager sees his own'),
      followed: flag.optional().describe('those that the caller follows instead'),
    }),
    response: myProjects,
    summary: { zh: '我的项目：亮灯、下一节点、本月进展', en: 'My projects: lights, next gate, this month’s update' },
  },
  'my-projects.load': {
    method: 'GET',
    path: '/api/v1/manager-load',
    rights: OFFICE,
    response: load,
    summary: { zh: '服务管家负荷', en: 'Load per service manager' },
  },
  'project-update.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/updates',
    rights: WATCHERS,
    params: ofProject,
    response: z.object({ updates: z.array(update).describe('newest first'), followers: z.array(z.string()).describe('names') }),
    summary: { zh: '本月进展的历史与关注人', en: 'Updates of a project, and who follows it' },
  },
  'project-update.write': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/updates',
    rights: WRITERS,
    params: ofProject,
    body: z.strictObject({ text: z.string().trim().min(1).max(500) }),
    response: update,
    summary: { zh: '填写本月进展', en: 'Write how a project stands, in one sentence' },
  },
  'project.follow': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/follower',
    rights: WATCHERS,
    params: ofProject,
    response: z.object({ projectId: uuid, isFollowed: z.boolean() }),
    summary: { zh: '关注项目', en: 'Follow a project' },
  },
  'project.unfollow': {
    method: 'DELETE',
    path: '/api/v1/projects/{projectId}/follower',
    rights: WATCHERS,
    params: ofProject,
    response: z.object({ projectId: uuid, isFollowed: z.boolean() }),
    summary: { zh: '取消关注', en: 'Stop following a project' },
  },
})
