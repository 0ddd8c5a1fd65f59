import type { EvidenceUpload } from '@ballast/contract/evidence.ts'
import type { RouteInput, RouteResponse } from '@ballast/contract/route.ts'
import type { Routes } from '@ballast/contract/routes.ts'
import { EVIDENCE_KINDS } from '@ballast/domain/evidence/media-type.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { mayDo, projectsInReach } from '../../platform/scope.ts'
import { isProjectInReach, openUploads, type StoredUpload } from './evidence.queries.ts'
import { readEvidence } from './evidence.view.ts'

export const uploadAnswer = (upload: StoredUpload): EvidenceUpload => ({
  uploadId: upload.uploadId,
  projectId: upload.projectId,
  subjectType: upload.subjectType,
  subjectId: upload.subjectId,
  fileName: upload.fileName,
  byteSize: Number(upload.byteSize),
  receivedBytes: Number(upload.receivedBytes),
  expiresAt: upload.expiresAt,
  evidenceId: upload.evidenceId,
})

/** What a project's evidence is, what the user has begun to upload, and what he may upload. */
export async function listEvidence(
  tx: ReadTx,
  ctx: Context,
  projectId: Uuid,
  { subjectType, subjectId, withdrawn = false }: RouteInput<Routes['evidence.list']>['query'],
): Promise<RouteResponse<Routes['evidence.list']>> {
  const { zoneId } = ctx.zone
  if (!(await isProjectInReach(tx, zoneId, projectId, projectsInReach(ctx, 'evidence.list')))) throw new Refusal('project.not-found')
  const uploads = mayDo(ctx.user, 'evidence.upload') ? await openUploads(tx, zoneId, ctx.user.userId, ctx.clock.now(), projectId) : []
  return {
    rows: await readEvidence(tx, ctx, { projectId, subjectType, subjectId, ...(withdrawn ? {} : { withdrawn: false }) }),
    uploads: uploads
      .filter(
        (upload) =>
          (subjectType === undefined || upload.subjectType === subjectType) && (subjectId === undefined || upload.subjectId === subjectId),
      )
      .map(uploadAnswer),
    limits: {
      maxBytes: ctx.files?.maxBytes ?? 0,
      extensions: extensionsTaken(ctx.files?.alsoAllowed ?? new Set()),
      scans: ctx.files?.scanner !== undefined,
    },
  }
}

const extensionsTaken = (alsoAllowed: ReadonlySet<string>): string[] =>
  Object.values(EVIDENCE_KINDS).flatMap(({ extensions, isOptional }) =>
    extensions.filter((extension) => !isOptional || alsoAllowed.has(extension)),
  )
