import { z } from 'zod'
import { fieldChange } from './list.ts'
import { AUDITORS } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, paging, plainDate, uuid } from './scalars.ts'

const entryFacts = {
  entryId: uuid,
  recordedAt: instant,
  actor: z.string().describe('login'),
  actorName: z.string(),
  action: z.string(),
  subjectType: z.string(),
  subjectId: z.string(),
  subjectName: z.string().nullable().describe('what the entry itself calls its subject'),
}

export const auditEntryRow = z.object({
  ...entryFacts,
  kind: z.enum(['created', 'changed', 'deleted', 'other']),
  fields: z.array(z.string()).describe('what changed, at most eight'),
  fieldCount: z.number().int(),
})
export type AuditEntryRow = z.infer<typeof auditEntryRow>

export const auditEntryDetail = z.object({
  ...entryFacts,
  requestId: z.string(),
  changes: z.array(fieldChange).describe('field by field; nested fields by their path'),
  seq: z.string().nullable().describe('place in the chain; null: not sealed yet'),
  sealedAt: instant.nullable(),
})
export type AuditEntryDetail = z.infer<typeof auditEntryDetail>

export const auditFilter = z.object({
  action: z.string().max(100).optional(),
  subjectType: z.string().max(100).optional(),
  subjectId: z.string().max(200).optional(),
  actor: z.string().max(100).optional().describe('login'),
  from: plainDate.optional().describe('first day, Beijing time'),
  until: plainDate.optional().describe('last day, included'),
  q: z.string().max(200).optional().describe('each word must stand in the names, the subject or the values before and after'),
})
export type AuditFilter = z.infer<typeof auditFilter>

export const auditVerification = z.object({
  zone: z.string().describe('code'),
  verifiedAt: instant,
  isClean: z.boolean(),
  sealedEntries: z.number().int(),
  pendingEntries: z.number().int().describe('right, but written a moment ago and not in the chain yet'),
  headSeq: z.string().describe('length of the chain'),
  headsOutside: z.number().int().describe('heads kept outside the database that the chain was compared with'),
  findingCount: z.number().int(),
  findings: z
    .array(
      z.object({
        kind: z.string(),
        entryId: uuid.nullable(),
        seq: z.string().nullable(),
        untilSeq: z.string().nullable(),
        message: z.string(),
      }),
    )
    .describe('at most a thousand'),
  milliseconds: z.number().int(),
})
export type AuditVerificationAnswer = z.infer<typeof auditVerification>

export const auditRoutes = defineRoutes({
  'audit.list': {
    method: 'GET',
    path: '/api/v1/audit/entries',
    rights: AUDITORS,
    query: auditFilter.extend(paging.shape),
    response: z.object({ entries: z.array(auditEntryRow).describe('newest first'), next: z.string().nullable() }),
    summary: { zh: '审计记录', en: 'Audit entries' },
  },
  'audit.show': {
    method: 'GET',
    path: '/api/v1/audit/entries/{entryId}',
    rights: AUDITORS,
    params: z.object({ entryId: uuid }),
    response: auditEntryDetail,
    summary: { zh: '一条审计记录', en: 'One audit entry, field by field' },
  },
  'audit.choices': {
    method: 'GET',
    path: '/api/v1/audit/choices',
    rights: AUDITORS,
    response: z.object({
      actions: z.array(z.string()),
      subjectTypes: z.array(z.string()),
      actors: z.array(z.object({ login: z.string(), nameZh: z.string(), nameEn: z.string() })),
    }),
    summary: { zh: '审计筛选项', en: 'What the trail can be filtered by' },
  },
  'audit.verify': {
    method: 'POST',
    path: '/api/v1/audit/verification',
    rights: AUDITORS,
    response: auditVerification,
    transaction: 'none',
    summary: { zh: '核验审计链', en: 'Verify the audit trail' },
  },
})
