import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { Refusal } from '@ballast/domain/shared/refusal.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { searchText, sortKey } from '../../platform/pinyin.ts'
import { writeSources } from '../../platform/provenance.ts'
import { auditSides, refusingRaces } from '../../platform/row-save.ts'
import { notifyAll } from '../notification/index.ts'
import { handoverNotices } from './handover-notices.ts'
import type { PreparedProject } from './prepare-projects.ts'
import { insertPlannedChanges, releaseNumbers, replaceParts, writeProjects, type ProjectRecord } from './project.queries.ts'

/** Why planned dates move: a code of the zone's list slip-reason. */
export interface Slip {
  readonly reasonCode: string
  readonly note: string | null
}
/** What a date that is edited among other facts is said to have moved for. */
const EDITED_IN_THE_REGISTER: Slip = { reasonCode: 'register', note: null }

/**
 * Writes prepared projects that change something and are not refused, with their audit entries.
 * @returns versions after the write
 */
export async function writePrepared(
  tx: WriteTx,
  ctx: Context,
  prepared: readonly PreparedProject[],
  action: string,
  slip: Slip = EDITED_IN_THE_REGISTER,
): Promise<Map<Uuid, bigint>> {
  const zoneId = ctx.zone.zoneId
  const changed = prepared.filter((project) => project.faults.length === 0 && project.changes.length > 0)
  if (changed.length === 0) return new Map()
  return refusingRaces(async () => {
    await releaseNumbers(tx, zoneId, takenOver(changed))
    const versions = await writeProjects(tx, zoneId, changed.map(recordOf), { at: ctx.clock.now(), by: ctx.user.login })
    const missed = changed.find((project) => !versions.has(project.projectId))
    if (missed !== undefined) {
      throw new Refusal('changed-meanwhile', [{ code: 'changed-meanwhile', at: missed.after.projectNo }])
    }
    await writeParts(tx, zoneId, changed)
    await insertPlannedChanges(tx, zoneId, changed.flatMap(movedDates), { ...slip, at: ctx.clock.now(), by: ctx.user.login })
    const withSources = changed.filter((project) => changesUnder(project, 'provenance'))
    await writeSources(tx, zoneId, 'project', new Map(withSources.map((project) => [project.projectId, project.after.provenance])))
    await recordAudits(
      tx,
      ctx,
      changed.map((project) => ({
        action,
        subjectType: 'project',
        subjectId: project.projectId,
        ...auditSides(project.changes, project.before === undefined),
      })),
    )
    await notifyAll(tx, ctx, handoverNotices(ctx, changed, versions))
    return versions
  })
}

/** Planned dates of a project that was there before and stand elsewhere now. */
const movedDates = ({ projectId, before, changes }: PreparedProject) =>
  before === undefined
    ? []
    : changes.flatMap((change) =>
        change.field.startsWith('gates.')
          ? [{ projectId, gate: change.field.slice('gates.'.length), from: change.before, to: change.after }]
          : [],
      )

const changesUnder = (project: PreparedProject, group: string): boolean =>
  project.changes.some(({ field }) => field === group || field.startsWith(`${group}.`))

/** Projects of the save whose number or code another one of it takes over. */
function takenOver(changed: readonly PreparedProject[]): Uuid[] {
  const numbers = new Map(changed.map((project) => [project.after.projectNo, project.projectId]))
  const codes = new Map(changed.map((project) => [project.after.projectCode, project.projectId]))
  return changed.flatMap(({ projectId, before }) => {
    if (before === undefined) return []
    const { projectNo, projectCode } = before.facts
    const isTaken = [numbers.get(projectNo), projectCode === null ? undefined : codes.get(projectCode)].some(
      (taker) => taker !== undefined && taker !== projectId,
    )
    return isTaken ? [projectId] : []
  })
}

const recordOf = ({ projectId, before, after, ownerId }: PreparedProject): ProjectRecord => ({
  projectId,
  version: before?.version ?? null,
  facts: after,
  ownerId,
  searchText: searchText([
    after.projectNo,
    after.projectCode,
    after.nameZh,
    after.shortName,
    after.nameEn,
    after.serviceManager,
    after.address,
    ...after.tags,
  ]),
  sortKey: sortKey(after.nameZh),
  managerSortKey: after.serviceManager === null ? null : sortKey(after.serviceManager),
})

async function writeParts(tx: WriteTx, zoneId: Uuid, changed: readonly PreparedProject[]): Promise<void> {
  const of = (group: string) => changed.filter((project) => changesUnder(project, group))
  const ids = (projects: readonly PreparedProject[]) =>
    projects.filter((project) => project.before !== undefined).map((project) => project.projectId)
  const [funding, gates, relations, parcels] = [of('funding'), of('gates'), of('relations'), of('parcels')]
  const known = <V>(parts: Readonly<Record<string, V | null>>) =>
    Object.entries(parts).filter((part): part is [string, V & {}] => part[1] !== null)
  await replaceParts(
    tx,
    zoneId,
    'funding',
    ids(funding),
    funding.flatMap(({ projectId, after }) =>
      known(after.funding).map(([source, amount]) => ({ project_id: projectId, source_code: source, amount_fen: amount.toString() })),
    ),
  )
  await replaceParts(
    tx,
    zoneId,
    'gates',
    ids(gates),
    gates.flatMap(({ projectId, after }) =>
      known(after.gates).map(([gate, plannedOn]) => ({ project_id: projectId, gate, planned_on: plannedOn })),
    ),
  )
  await replaceParts(
    tx,
    zoneId,
    'relations',
    ids(relations),
    relations.flatMap(({ projectId, after, relatedIds }) =>
      after.relations.map(({ kind, projectNo }) => ({
        project_id: projectId,
        related_project_id: relatedIds.get(projectNo) as Uuid,
        kind,
      })),
    ),
  )
  await replaceParts(
    tx,
    zoneId,
    'parcels',
    ids(parcels),
    parcels.flatMap(({ projectId, after, parcelIds }) =>
      after.parcels.map(({ name, areaM2, floorAreaM2 }) => ({
        project_id: projectId,
        parcel_id: parcelIds.get(name) as Uuid,
        area_m2: areaM2 ?? null,
        floor_area_m2: floorAreaM2 ?? null,
      })),
    ),
  )
}
