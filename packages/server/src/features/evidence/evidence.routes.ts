import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { HeadedReply, defineHandlers, type RawRequest } from '../../platform/handler.ts'
import { abandonUpload } from './abandon-upload.ts'
import { beginUpload } from './begin-upload.ts'
import { downloadEvidence } from './download-evidence.ts'
import type { StoredUpload } from './evidence.queries.ts'
import { listEvidence, uploadAnswer } from './list-evidence.ts'
import { receivePart, uploadState } from './receive-part.ts'
import { creationOf, tusHeaders } from './tus.ts'
import { verifyEvidence } from './verify-evidence.ts'
import { withdrawEvidence } from './withdraw-evidence.ts'

const addressOf = (upload: StoredUpload): string => `/api/v1/evidence-uploads/${upload.uploadId}`

export const evidenceHandlers = defineHandlers({
  'evidence.list': (tx, ctx, { params, query }) => listEvidence(tx, ctx, params.projectId as Uuid, query),
  'evidence.begin-upload': async (tx, ctx, { params, raw }) => {
    const upload = await beginUpload(tx, ctx, params.projectId as Uuid, creationOf((raw as RawRequest).headers))
    return new HeadedReply(201, { ...tusHeaders(upload), location: addressOf(upload) }, uploadAnswer(upload))
  },
  'evidence.upload-state': async (database, ctx, { params }) => {
    const upload = await uploadState(database, ctx, params.uploadId as Uuid)
    return new HeadedReply(200, tusHeaders(upload), uploadAnswer(upload))
  },
  'evidence.upload': async (database, ctx, { params, raw }) => {
    const upload = await receivePart(database, ctx, params.uploadId as Uuid, raw as RawRequest)
    return new HeadedReply(204, tusHeaders(upload))
  },
  'evidence.abandon-upload': async (database, ctx, { params }) => {
    await abandonUpload(database, ctx, params.uploadId as Uuid)
    return new HeadedReply(204, { 'tus-resumable': '1.0.0' })
  },
  'evidence.download': (database, ctx, { params, query }) =>
    downloadEvidence(database, ctx, params.evidenceId as Uuid, query.show ?? false),
  'evidence.withdraw': (tx, ctx, { params, body, ifMatch }) =>
    withdrawEvidence(tx, ctx, { evidenceId: params.evidenceId as Uuid, version: ifMatch as bigint, reason: body.reason }),
  'evidence.verify': (database, ctx) => verifyEvidence(database, ctx),
})
