import { z } from 'zod'
import { SIGNED_IN, PLANNERS } from './roles.ts'
import { defineRoutes } from './route.ts'

export const CUSTOM_SUBJECTS = ['project', 'enterprise', 'parcel'] as const
export const CUSTOM_VALUE_TYPES = ['text', 'number', 'date', 'money', 'choice'] as const

const customFieldFacts = {
  nameZh: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().min(1).max(100),
  valueType: z.enum(CUSTOM_VALUE_TYPES),
  choices: z.array(z.string().trim().min(1).max(100)).max(200).describe('of a choice; empty otherwise'),
  sort: z.number().int(),
}
export const customField = z.object({ subjectType: z.enum(CUSTOM_SUBJECTS), fieldCode: z.string(), ...customFieldFacts })
export type CustomField = z.infer<typeof customField>

export const codeLists = z.object({
  categories: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), isIndustry: z.boolean() })),
  clusters: z.array(z.object({ code: z.string(), categoryCode: z.string(), nameZh: z.string(), nameEn: z.string(), color: z.string() })),
  lists: z
    .record(
      z.string(),
      z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), attributes: z.record(z.string(), z.unknown()) })),
    )
    .describe('the zone’s code lists by name, e.g. bureau'),
  customFields: z.array(customField),
  tags: z.array(z.string()).describe('in use on projects'),
  serviceManagers: z.array(z.string()).describe('in use on projects, by pinyin'),
  groups: z.array(z.string()).describe('groups in use on enterprises'),
})
export type CodeLists = z.infer<typeof codeLists>

const field = z.object({
  subjectType: z.enum(CUSTOM_SUBJECTS),
  fieldCode: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'request.not-a-name'),
})

export const codeListRoutes = defineRoutes({
  'code-list.read': {
    method: 'GET',
    path: '/api/v1/code-lists',
    rights: SIGNED_IN,
    response: codeLists,
    summary: { zh: '代码表与自定义字段', en: 'Code lists, custom fields and values in use' },
  },
  'custom-field.define': {
    method: 'PUT',
    path: '/api/v1/custom-fields/{subjectType}/{fieldCode}',
    rights: PLANNERS,
    params: field,
    body: z.strictObject({ ...customFieldFacts, choices: customFieldFacts.choices.default([]), sort: customFieldFacts.sort.default(0) }),
    response: customField,
    summary: { zh: '定义自定义字段', en: 'Define a custom field' },
  },
  'custom-field.remove': {
    method: 'DELETE',
    path: '/api/v1/custom-fields/{subjectType}/{fieldCode}',
    rights: PLANNERS,
    params: field,
    response: field,
    summary: { zh: '删除自定义字段', en: 'Remove a custom field that no record uses' },
  },
})
