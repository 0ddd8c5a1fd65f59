import { sql } from 'kysely'
import type { Evidence } from '@ballast/contract/evidence.ts'
import { EVIDENCE_KINDS } from '@ballast/domain/evidence/media-type.ts'
import type { EvidenceSubject } from '@ballast/domain/evidence/subject.ts'
import { againstWithdrawal } from '@ballast/domain/evidence/withdrawal.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { projectsInReach, mayDo } from '../../platform/scope.ts'
import { photoPlaces } from './photo-place.ts'

const KEEPERS = new Set(['administrator', 'planner', 'service_manager'])

export interface EvidenceFilter {
  readonly projectId?: Uuid
  readonly evidenceId?: Uuid
  readonly sha256?: string
  readonly subjectType?: EvidenceSubject | undefined
  readonly subjectId?: string | undefined
  readonly withdrawn?: boolean | undefined
}

function selected(tx: ReadTx, ctx: Context, filter: EvidenceFilter) {
  let query = tx
    .selectFrom('evidence as e')
    .innerJoin('project as p', (join) => join.onRef('p.zone_id', '=', 'e.zone_id').onRef('p.project_id', '=', 'e.project_id'))
    .leftJoin('gate_condition as c', (join) =>
      join.onRef('c.zone_id', '=', 'e.zone_id').on('e.subject_type', '=', 'condition').onRef('c.condition_code', '=', 'e.subject_id'),
    )
    .leftJoin('gate_progress as g', (join) =>
      join
        .onRef('g.zone_id', '=', 'e.zone_id')
        .onRef('g.project_id', '=', 'e.project_id')
        .on((on) =>
          on.or([
            on('g.gate', '=', on.ref('c.gate')),
            on.and([on('e.subject_type', '=', 'gate'), on('g.gate', '=', on.ref('e.subject_id'))]),
          ]),
        ),
    )
    .leftJoin('report_return as r', (join) =>
      join
        .onRef('r.zone_id', '=', 'e.zone_id')
        .onRef('r.project_id', '=', 'e.project_id')
        .on('e.subject_type', '=', 'return')
        .on((on) => on(sql`to_char(r.month_ym, 'YYYY-MM')`, '=', on.ref('e.subject_id'))),
    )
    // Whoever does not reach the whole zone sees no accounts but his own: then the name as it was kept has to do.
    .leftJoin('app_user as u', (join) => join.onRef('u.zone_id', '=', 'e.zone_id').onRef('u.user_id', '=', 'e.uploaded_by'))
    .leftJoin('app_user as w', (join) => join.onRef('w.zone_id', '=', 'e.zone_id').onRef('w.user_id', '=', 'e.withdrawn_by'))
    .select([
      'u.name_en as uploadedByNameEn',
      'w.name_en as withdrawnByNameEn',
      'e.evidence_id as evidenceId',
      'e.version',
      'e.project_id as projectId',
      'e.subject_type as subjectType',
      'e.subject_id as subjectId',
      'e.file_name as fileName',
      'e.media_type as mediaType',
      'e.byte_size as byteSize',
      'e.sha256',
      'e.note',
      'e.taken_at as takenAt',
      'e.taken_lng as lng',
      'e.taken_lat as lat',
      'e.scanner',
      'e.uploaded_by as uploadedBy',
      'e.uploaded_by_name as uploadedByName',
      'e.uploaded_at as uploadedAt',
      'e.withdrawn_at as withdrawnAt',
      'e.withdrawn_by_name as withdrawnByName',
      'e.withdrawn_reason as withdrawnReason',
      'g.actual_on as gatePassedOn',
      'r.state as returnState',
    ])
    .where('e.zone_id', '=', ctx.zone.zoneId)
    .$narrowType<{ subjectType: EvidenceSubject }>()
  const reach = projectsInReach(ctx, 'evidence.list')
  if (reach !== undefined) query = query.where(reach)
  if (filter.projectId !== undefined) query = query.where('e.project_id', '=', filter.projectId)
  if (filter.evidenceId !== undefined) query = query.where('e.evidence_id', '=', filter.evidenceId)
  if (filter.sha256 !== undefined) query = query.where('e.sha256', '=', filter.sha256)
  if (filter.subjectType !== undefined) query = query.where('e.subject_type', '=', filter.subjectType)
  if (filter.subjectId !== undefined) query = query.where('e.subject_id', '=', filter.subjectId)
  if (filter.withdrawn === false) query = query.where('e.withdrawn_at', 'is', null)
  return query.orderBy('e.uploaded_at', 'desc').orderBy('e.evidence_id', 'desc').execute()
}

/** Evidence that the user reaches, newest first; where a photo was taken is held against the parcels as they are now. */
export async function readEvidence(tx: ReadTx, ctx: Context, filter: EvidenceFilter): Promise<Evidence[]> {
  const rows = await selected(tx, ctx, filter)
  const photos = rows.flatMap(({ projectId, lng, lat }) =>
    lng === null || lat === null ? [] : [{ projectId, lng: Number(lng), lat: Number(lat) }],
  )
  const placeOf = await photoPlaces(tx, ctx, photos)
  const keepsRecords = ctx.user.grants.some((grant) => KEEPERS.has(grant.role))
  const mayWithdraw = mayDo(ctx.user, 'evidence.withdraw')
  return rows.map((row) => ({
    evidenceId: row.evidenceId,
    version: row.version.toString(),
    projectId: row.projectId,
    subjectType: row.subjectType,
    subjectId: row.subjectId,
    fileName: row.fileName,
    mediaType: row.mediaType,
    byteSize: Number(row.byteSize),
    sha256: row.sha256,
    note: row.note,
    preview: EVIDENCE_KINDS[row.mediaType]?.preview ?? null,
    takenAt: row.takenAt,
    place: row.lng === null || row.lat === null ? null : placeOf(row.projectId, Number(row.lng), Number(row.lat)),
    isScanned: row.scanner !== null,
    uploadedBy: { nameZh: row.uploadedByName, nameEn: row.uploadedByNameEn },
    uploadedAt: row.uploadedAt,
    withdrawn:
      row.withdrawnAt === null
        ? null
        : {
            at: row.withdrawnAt,
            by: { nameZh: row.withdrawnByName ?? '', nameEn: row.withdrawnByNameEn },
            reason: row.withdrawnReason ?? '',
          },
    mayWithdraw:
      mayWithdraw &&
      againstWithdrawal({
        isWithdrawn: row.withdrawnAt !== null,
        isOwn: row.uploadedBy === ctx.user.userId,
        keepsRecords,
        isGatePassed: row.gatePassedOn !== null,
        isReturnVerified: row.returnState === 'verified' || row.returnState === 'closed',
      }).length === 0,
  }))
}

/** What withdrawing is judged by. */
export async function withdrawalCase(tx: ReadTx, ctx: Context, evidenceId: Uuid) {
  const [row] = await selected(tx, ctx, { evidenceId })
  if (row === undefined) return undefined
  return {
    projectId: row.projectId,
    isWithdrawn: row.withdrawnAt !== null,
    isOwn: row.uploadedBy === ctx.user.userId,
    keepsRecords: ctx.user.grants.some((grant) => KEEPERS.has(grant.role)),
    isGatePassed: row.gatePassedOn !== null,
    isReturnVerified: row.returnState === 'verified' || row.returnState === 'closed',
  }
}

/** Every row of the zone with its file, for those who look whether the files are still there. */
export const filesOfZone = (tx: ReadTx, zoneId: Uuid) =>
  tx
    .selectFrom('evidence as e')
    .select(['e.evidence_id as evidenceId', 'e.sha256', 'e.file_name as fileName', 'e.byte_size as byteSize'])
    .where('e.zone_id', '=', zoneId)
    .orderBy('e.sha256')
    .execute()

/** Across zones, which share the store: which of these files somebody has. */
export async function knownHashes(tx: ReadTx): Promise<Set<string>> {
  const rows = await tx.selectFrom('evidence as e').select('e.sha256').distinct().execute()
  return new Set(rows.map((row) => row.sha256))
}
