import { z } from 'zod'
import { READERS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { plainDate, uuid } from './scalars.ts'

/** What somebody has to do, by what it asks of him. */
export const TASK_GROUPS = ['late', 'due', 'red', 'returned', 'waiting'] as const
export type TaskGroup = (typeof TASK_GROUPS)[number]

export const TASK_KINDS = [
  'return-late',
  'condition-late',
  'promise-late',
  'escalation-late',
  'action-late',
  'return-due',
  'condition-due',
  'promise-due',
  'update-due',
  'action-due',
  'light-red',
  'return-returned',
  'escalation-reply',
  'return-review',
  'gate-pass',
  'period-close',
  'bulletin-issue',
  'plan-adopt',
  'voucher-review',
  'notification',
] as const
export type TaskKind = (typeof TASK_KINDS)[number]

export const GROUP_OF_TASK: Readonly<Record<TaskKind, TaskGroup>> = {
  'return-late': 'late',
  'condition-late': 'late',
  'promise-late': 'late',
  'escalation-late': 'late',
  'action-late': 'late',
  'return-due': 'due',
  'condition-due': 'due',
  'promise-due': 'due',
  'update-due': 'due',
  'action-due': 'due',
  'light-red': 'red',
  'return-returned': 'returned',
  'escalation-reply': 'waiting',
  'return-review': 'waiting',
  'gate-pass': 'waiting',
  'period-close': 'waiting',
  'bulletin-issue': 'waiting',
  'plan-adopt': 'waiting',
  'voucher-review': 'waiting',
  notification: 'waiting',
}

/** A page of the app: its path, and the search part of its address. */
const place = z.object({
  to: z.string(),
  search: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
})
export type TaskPlace = z.infer<typeof place>

const task = z.object({
  key: z.string().describe('unique in its kind'),
  nameZh: z.string().describe('of the project, or of what it is about'),
  nameEn: z.string().nullable(),
  projectId: uuid.nullable(),
  projectNo: z.string().nullable(),
  says: z.string().nullable().describe('what is asked, in the caller’s language'),
  dueOn: plainDate.nullable(),
  workdays: z.number().int().nullable().describe('working days left until then; negative: past; null: no day, or beyond the calendar'),
  place: place.describe('where it is done'),
})
export type Task = z.infer<typeof task>

const kind = z.enum(TASK_KINDS)

export const todayRoutes = defineRoutes({
  'today.read': {
    method: 'GET',
    path: '/api/v1/today',
    rights: READERS,
    response: z.object({
      businessOn: plainDate,
      sections: z
        .array(
          z.object({
            kind,
            group: z.enum(TASK_GROUPS),
            count: z.number().int(),
            place: place.nullable().describe('the list that shows exactly these; null: today.list does'),
            first: z.array(task).describe('the most pressing'),
          }),
        )
        .describe('those that are not empty, the most pressing kind first'),
    }),
    summary: { zh: '今日：逾期、到期、红灯、退回、待办', en: 'Today: what is late, due, red, returned or waiting for the caller' },
  },
  'today.list': {
    method: 'GET',
    path: '/api/v1/today/{kind}',
    rights: READERS,
    params: z.object({ kind }),
    response: z.object({ businessOn: plainDate, kind, items: z.array(task) }),
    summary: { zh: '今日某一类事项的全部', en: 'Everything of one kind on the page Today' },
  },
})
export type Today = z.infer<(typeof todayRoutes)['today.read']['response']>
