import { z } from 'zod'
import { COMMITMENT_KINDS, COMMITMENT_RESULTS } from '@ballast/domain/gate/commitment.ts'
import { PLANNERS, READERS, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, plainDate, sourceKind, uuid, version, yuan, yuanInput } from './scalars.ts'

const kind = z.enum(COMMITMENT_KINDS)
const result = z.enum(COMMITMENT_RESULTS)

const commitment = z.object({
  kind,
  version,
  promisedYuan: yuan.nullable().describe('in all for fixed_investment, a year for annual_output, a year and mu for tax_per_mu'),
  dueOn: plainDate.nullable(),
  reachedYuan: yuan.nullable(),
  reachedOn: plainDate.nullable(),
  result: result.nullable().describe('of the review (达产复核)'),
  consequence: z.string().nullable(),
  reviewedBy: z.string().nullable().describe('login'),
  reviewedAt: instant.nullable(),
  sourceKind,
  citation: z.string().nullable(),
})
export type Commitment = z.infer<typeof commitment>

const sheet = z.object({
  projectId: uuid,
  isCompleted: z.boolean().describe('reviews begin after the completion'),
  commitments: z.array(commitment),
})
export type CommitmentSheet = z.infer<typeof sheet>

const REVIEWERS: Rights = { administrator: 'zone', planner: 'zone', statistics_officer: 'zone' }
const ofProject = z.object({ projectId: uuid })
const ofCommitment = z.object({ projectId: uuid, kind })

export const commitmentRoutes = defineRoutes({
  'commitment.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/commitments',
    rights: READERS,
    params: ofProject,
    response: sheet,
    summary: { zh: '项目的协议承诺', en: 'What a project’s agreement promises' },
  },
  'commitment.save': {
    method: 'PUT',
    path: '/api/v1/projects/{projectId}/commitments/{kind}',
    rights: PLANNERS,
    params: ofCommitment,
    body: z.strictObject({ promisedYuan: yuanInput.nullable().optional(), dueOn: plainDate.nullable().optional() }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '登记协议承诺', en: 'Enter a commitment' },
  },
  'commitment.remove': {
    method: 'DELETE',
    path: '/api/v1/projects/{projectId}/commitments/{kind}',
    rights: PLANNERS,
    params: ofCommitment,
    ifMatch: true,
    response: sheet,
    summary: { zh: '删除协议承诺', en: 'Remove a commitment' },
  },
  'commitment.review': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/commitments/{kind}/review',
    rights: REVIEWERS,
    params: ofCommitment,
    body: z.strictObject({
      reachedYuan: yuanInput.nullable().optional(),
      reachedOn: plainDate.nullable().optional(),
      result: result.nullable().describe('null takes the review back'),
      consequence: z.string().trim().max(500).nullable().optional(),
    }),
    ifMatch: true,
    response: sheet,
    summary: { zh: '达产复核：承诺兑现情况与处理意见', en: 'Review a commitment: result and consequence' },
  },
})
