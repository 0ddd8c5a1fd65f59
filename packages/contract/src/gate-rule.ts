import { z } from 'zod'
import { CONDITION_FACTS, CONDITION_KINDS, LIFE_GATES } from '@ballast/domain/gate/life.ts'
import { ADMINISTRATORS, ROLES, SIGNED_IN } from './roles.ts'
import { defineRoutes } from './route.ts'
import { sourceKind, version, yuan, yuanInput } from './scalars.ts'

const lifeGate = z.enum(LIFE_GATES)
const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'request.not-a-name')
const name = z.string().trim().min(1).max(200)
/** Roles that can owe something: leaders and auditors read. */
export const OWING_ROLES = ROLES.filter((role) => role !== 'leader' && role !== 'auditor')

const typeFacts = {
  nameZh: name,
  nameEn: name,
  sort: z.number().int().min(0).max(999_999),
  gates: z
    .array(
      z.strictObject({
        gate: lifeGate,
        isBlocking: z.boolean().describe('later gates wait for it'),
        offsetWorkdays: z.number().int().min(0).max(5000).nullable().describe('usual working days after the gate before it'),
      }),
    )
    .max(20)
    .describe('those that apply, in their order'),
}
const projectType = z.object({ typeCode: code, version, projects: z.number().int(), ...typeFacts })
export type ProjectType = z.infer<typeof projectType>

const conditionFacts = {
  gate: lifeGate,
  typeCodes: z.array(code).max(100).describe('the types that it binds; empty: all'),
  kind: z.enum(CONDITION_KINDS),
  nameZh: name,
  nameEn: name,
  owedBy: z.enum(OWING_ROLES as [(typeof ROLES)[number], ...(typeof ROLES)[number][]]),
  fact: z.enum(CONDITION_FACTS).nullable().describe('a fact of the register that has to be there'),
  isRequired: z.boolean().describe('false: advice'),
  needsEvidence: z.boolean(),
  sort: z.number().int().min(0).max(999_999),
  sourceKind,
  citation: z.string().trim().max(500).nullable().describe('where it is laid down'),
}
const ruleCondition = z.object({
  conditionCode: code,
  version,
  projects: z.number().int().describe('that have brought it'),
  minimumYuan: yuan.nullable(),
  ...conditionFacts,
})
export type RuleCondition = z.infer<typeof ruleCondition>

const rules = z.object({ types: z.array(projectType), conditions: z.array(ruleCondition) })
export type GateRules = z.infer<typeof rules>

export const gateRuleRoutes = defineRoutes({
  'gate-rule.list': {
    method: 'GET',
    path: '/api/v1/gate-rules',
    rights: SIGNED_IN,
    response: rules,
    summary: { zh: '项目类型与节点条件', en: 'Project types, and what gates need' },
  },
  'gate-rule.save-type': {
    method: 'PUT',
    path: '/api/v1/gate-rules/types/{typeCode}',
    rights: ADMINISTRATORS,
    params: z.object({ typeCode: code }),
    body: z.strictObject(typeFacts),
    ifMatch: true,
    response: rules,
    summary: { zh: '保存项目类型及其节点', en: 'Save a project type with its gates' },
  },
  'gate-rule.remove-type': {
    method: 'DELETE',
    path: '/api/v1/gate-rules/types/{typeCode}',
    rights: ADMINISTRATORS,
    params: z.object({ typeCode: code }),
    ifMatch: true,
    response: rules,
    summary: { zh: '删除没有项目的类型', en: 'Remove a type that no project has' },
  },
  'gate-rule.save-condition': {
    method: 'PUT',
    path: '/api/v1/gate-rules/conditions/{conditionCode}',
    rights: ADMINISTRATORS,
    params: z.object({ conditionCode: code }),
    body: z.strictObject({ ...conditionFacts, minimumYuan: yuanInput.nullable() }),
    ifMatch: true,
    response: rules,
    summary: { zh: '保存节点条件', en: 'Save what a gate needs' },
  },
  'gate-rule.remove-condition': {
    method: 'DELETE',
    path: '/api/v1/gate-rules/conditions/{conditionCode}',
    rights: ADMINISTRATORS,
    params: z.object({ conditionCode: code }),
    ifMatch: true,
    response: rules,
    summary: { zh: '删除无人办理的条件', en: 'Remove a condition that nobody has brought' },
  },
})
