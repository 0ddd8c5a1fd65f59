import { z } from 'zod'
import { EVIDENCE_SUBJECTS } from '@ballast/domain/evidence/subject.ts'
import { flag } from './list.ts'
import { AUDITORS, READERS, ROLES, type Rights } from './roles.ts'
import { defineRoutes } from './route.ts'
import { instant, uuid, version } from './scalars.ts'

/** Whoever acts on a project brings the proof of it; leaders and auditors read. */
export const EVIDENCE_WRITERS: Rights = {
  ...Object.fromEntries(ROLES.filter((role) => role !== 'leader' && role !== 'auditor').map((role) => [role, 'zone' as const])),
  service_manager: 'own_projects',
  enterprise_reporter: 'own_enterprise',
}

const subject = {
  subjectType: z.enum(EVIDENCE_SUBJECTS),
  subjectId: z.string().min(1).max(64).describe('of a gate its name, of a condition its code, of the project itself its id'),
}

const photoPlace = z.object({
  lng: z.number(),
  lat: z.number(),
  parcelId: uuid.nullable().describe('the nearest parcel of the project; null: it has none with a boundary'),
  parcelName: z.string().nullable(),
  parcelNameEn: z.string().nullable(),
  metresOutside: z.number().int().nullable().describe('0: on the parcel'),
})

const person = z.object({ nameZh: z.string(), nameEn: z.string().nullable() })

export const evidence = z.object({
  evidenceId: uuid,
  version,
  projectId: uuid,
  ...subject,
  fileName: z.string(),
  mediaType: z.string(),
  byteSize: z.number().int(),
  sha256: z.string(),
  note: z.string().nullable(),
  preview: z.enum(['image', 'pdf']).nullable().describe('how a browser can show it'),
  takenAt: instant.nullable().describe('when the photo was taken, as its camera says'),
  place: photoPlace.nullable().describe('where the photo was taken, as its camera says, beside the parcels of the project'),
  isScanned: z.boolean(),
  uploadedBy: person,
  uploadedAt: instant,
  withdrawn: z.object({ at: instant, by: person, reason: z.string() }).nullable(),
  mayWithdraw: z.boolean(),
})
export type Evidence = z.infer<typeof evidence>

export const evidenceUpload = z.object({
  uploadId: uuid,
  projectId: uuid,
  ...subject,
  fileName: z.string(),
  byteSize: z.number().int(),
  receivedBytes: z.number().int(),
  expiresAt: instant,
  evidenceId: uuid.nullable().describe('what the upload became, once it was complete and found good'),
})
export type EvidenceUpload = z.infer<typeof evidenceUpload>

/** What the Upload-Metadata header of a creation says. */
export const uploadMetadata = z.object({
  filename: z.string().min(1).max(255),
  ...subject,
  note: z.string().trim().max(500).optional(),
})

export const evidenceFinding = z.object({
  kind: z.enum(['missing', 'changed', 'orphaned']),
  sha256: z.string(),
  evidenceId: uuid.nullable(),
  message: z.string(),
})

const ofProject = z.object({ projectId: uuid })
const byId = z.object({ evidenceId: uuid })
const byUpload = z.object({ uploadId: uuid })

export const evidenceRoutes = defineRoutes({
  'evidence.list': {
    method: 'GET',
    path: '/api/v1/projects/{projectId}/evidence',
    rights: READERS,
    params: ofProject,
    query: z.object({
      subjectType: subject.subjectType.optional(),
      subjectId: subject.subjectId.optional(),
      withdrawn: flag.optional().describe('with those that were withdrawn'),
    }),
    response: z.object({
      rows: z.array(evidence).describe('newest first'),
      uploads: z.array(evidenceUpload).describe('of the user himself, begun and not complete'),
      limits: z.object({
        maxBytes: z.number().int(),
        extensions: z.array(z.string()),
        scans: z.boolean().describe('files are looked through for viruses'),
      }),
    }),
    summary: { zh: '项目的佐证材料', en: 'Evidence of a project' },
  },
  'evidence.begin-upload': {
    method: 'POST',
    path: '/api/v1/projects/{projectId}/evidence-uploads',
    rights: EVIDENCE_WRITERS,
    params: ofProject,
    protocol: 'tus',
    response: evidenceUpload,
    summary: { zh: '开始上传佐证材料（tus 协议）', en: 'Begin to upload evidence (tus creation)' },
  },
  'evidence.upload-state': {
    method: 'GET',
    path: '/api/v1/evidence-uploads/{uploadId}',
    rights: EVIDENCE_WRITERS,
    params: byUpload,
    protocol: 'tus',
    transaction: 'none',
    response: evidenceUpload,
    summary: { zh: '查询上传进度（tus HEAD）', en: 'How far an upload has come (tus HEAD)' },
  },
  'evidence.upload': {
    method: 'PATCH',
    path: '/api/v1/evidence-uploads/{uploadId}',
    rights: EVIDENCE_WRITERS,
    params: byUpload,
    protocol: 'tus',
    transaction: 'none',
    response: evidenceUpload,
    summary: { zh: '上传佐证材料', en: 'Upload evidence' },
  },
  'evidence.abandon-upload': {
    method: 'DELETE',
    path: '/api/v1/evidence-uploads/{uploadId}',
    rights: EVIDENCE_WRITERS,
    params: byUpload,
    protocol: 'tus',
    transaction: 'none',
    response: evidenceUpload,
    summary: { zh: '放弃上传（tus DELETE）', en: 'Give an upload up (tus termination)' },
  },
  'evidence.download': {
    method: 'GET',
    path: '/api/v1/evidence/{evidenceId}/file',
    rights: READERS,
    params: byId,
    query: z.object({ show: flag.optional().describe('to be shown in place instead of saved: images and PDF only') }),
    transaction: 'none',
    response: 'file',
    summary: { zh: '下载佐证材料', en: 'The file of a piece of evidence' },
  },
  'evidence.withdraw': {
    method: 'POST',
    path: '/api/v1/evidence/{evidenceId}/withdrawal',
    rights: EVIDENCE_WRITERS,
    params: byId,
    body: z.strictObject({ reason: z.string().trim().min(2).max(500) }),
    ifMatch: true,
    response: evidence,
    summary: { zh: '撤回佐证材料', en: 'Withdraw a piece of evidence, with a reason' },
  },
  'evidence.verify': {
    method: 'GET',
    path: '/api/v1/evidence-verification',
    rights: AUDITORS,
    transaction: 'none',
    response: z.object({
      zone: z.string(),
      verifiedAt: instant,
      store: z.string(),
      rows: z.number().int(),
      files: z.number().int().describe('different files, each read and hashed anew'),
      bytes: z.number().int(),
      isClean: z.boolean(),
      findings: z.array(evidenceFinding),
      milliseconds: z.number(),
    }),
    summary: { zh: '核验佐证文件', en: 'Hash every file of evidence anew and compare' },
  },
})
