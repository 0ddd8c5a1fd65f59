import { projectFaults, projectNotices, type ProjectReferences } from '@ballast/domain/project/check-project.ts'
import { projectAfter, projectFieldTexts, unknownProject, type ProjectFacts } from '@ballast/domain/project/project-facts.ts'
import { numbersOnCycles } from '@ballast/domain/project/relation-cycle.ts'
import type { ProjectRow } from '@ballast/domain/project/project-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import { changesBetween, sourceOfRow, sourcesAfter } from '@ballast/domain/shared/row-facts.ts'
import type { FieldChange } from '@ballast/domain/shared/row-outcome.ts'
import type { CustomField } from '@ballast/contract/code-list.ts'
import { checkedCustom, customFieldsOf } from '../../platform/custom-field.ts'
import type { ReadTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { SaveOptions } from '../../platform/row-save.ts'
import {
  findNamesakes,
  findOwners,
  findParcels,
  findProjectIds,
  readProjectCodes,
  readRelationGraph,
  type ProjectState,
} from './project.queries.ts'

/** A row to be laid over a project as it stands, or over nothing. */
export interface ProjectEntry {
  readonly before: ProjectState | undefined
  readonly row: ProjectRow
}

export interface PreparedProject {
  readonly projectId: Uuid
  readonly before: ProjectState | undefined
  readonly after: ProjectFacts
  readonly changes: readonly FieldChange[]
  /** Refused when there are any. */
  readonly faults: readonly Reason[]
  readonly notices: readonly Reason[]
  readonly ownerId: Uuid | null
  readonly parcelIds: ReadonlyMap<string, Uuid>
  readonly relatedIds: ReadonlyMap<string, Uuid>
}

interface Known extends ProjectReferences {
  readonly owners: ReadonlyMap<string, { enterpriseId: Uuid; nameZh: string }>
  readonly parcels: ReadonlyMap<string, { parcelId: Uuid; name: string }>
  readonly customFields: ReadonlyMap<string, CustomField>
}

interface Draft {
  readonly projectId: Uuid
  readonly before: ProjectState | undefined
  readonly after: ProjectFacts
  readonly faults: Reason[]
}

/** Works out what the rows would change and every reason against them; writes nothing. */
export async function prepareProjects(
  tx: ReadTx,
  zoneId: Uuid,
  entries: readonly ProjectEntry[],
  options: Pick<SaveOptions, 'sourceKind'>,
): Promise<PreparedProject[]> {
  const known: Known = {
    ...(await readProjectCodes(tx, zoneId)),
    owners: await findOwners(tx, zoneId, distinct(entries.flatMap(({ row, before }) => [row.owner?.trim(), before?.facts.owner]))),
    parcels: await findParcels(tx, zoneId, distinct(entries.flatMap(({ row, before }) => parcelNames(row, before)))),
    customFields: await customFieldsOf(tx, zoneId, 'project'),
  }
  const drafts = entries.map((entry) => draftOf(entry, known, options))
  await refuseNamesakes(tx, zoneId, drafts)
  const relatedIds = await refuseLooseRelations(tx, zoneId, drafts)
  return drafts.map(({ projectId, before, after, faults }) => {
    const changes = changesBetween(before && projectFieldTexts(before.facts), projectFieldTexts(after))
    const isCodeChanged = changes.some((change) => change.field === 'projectCode')
    return {
      projectId,
      before,
      after,
      changes,
      faults,
      notices: faults.length === 0 && isCodeChanged ? projectNotices(after, known) : [],
      ownerId: after.owner === null ? null : (known.owners.get(after.owner)?.enterpriseId ?? null),
      parcelIds: new Map(after.parcels.flatMap(({ name }) => [...pair(name, known.parcels.get(name)?.parcelId)])),
      relatedIds: new Map(after.relations.flatMap(({ projectNo }) => [...pair(projectNo, relatedIds.get(projectNo))])),
    }
  })
}

const distinct = (texts: readonly (string | null | undefined)[]): string[] => [
  ...new Set(texts.filter((text): text is string => typeof text === 'string' && text !== '')),
]
const parcelNames = (row: ProjectRow, before: ProjectState | undefined): string[] => [
  ...(row.parcels ?? []).map((parcel) => parcel.name.trim()),
  ...(before?.facts.parcels ?? []).map((parcel) => parcel.name),
]
const pair = <V>(key: string, value: V | undefined): [string, V][] => (value === undefined ? [] : [[key, value]])

function draftOf({ before, row }: ProjectEntry, known: Known, { sourceKind = 'entered' }: Pick<SaveOptions, 'sourceKind'>): Draft {
  const faults: Reason[] = []
  const plain = plainRow(row, known, faults)
  const start = before?.facts ?? unknownProject(row.projectNo, row.sourceKind ?? sourceKind)
  const laid = projectAfter(start, plain)
  const changes = changesBetween(projectFieldTexts(start), projectFieldTexts(laid))
  const isUserEdit = sourceKind === 'entered'
  const ofRow = sourceOfRow(laid, { isUserEdit, isNew: before === undefined })
  const after = { ...laid, provenance: sourcesAfter(start.provenance, laid.provenance, changes, isUserEdit, ofRow) }
  faults.push(...projectFaults(after, known))
  return { projectId: before?.projectId ?? newId(), before, after, faults }
}

/** The row with main names instead of the names given, and values in their one form. */
function plainRow(row: ProjectRow, known: Known, faults: Reason[]): ProjectRow {
  const owner = typeof row.owner === 'string' ? row.owner.trim() : row.owner
  if (typeof owner === 'string' && owner !== '' && !known.owners.has(owner)) {
    faults.push({ code: 'project.owner-unknown', params: { owner }, at: 'owner' })
  }
  for (const { name } of row.parcels ?? []) {
    if (!known.parcels.has(name.trim())) faults.push({ code: 'project.parcel-unknown', params: { parcel: name }, at: 'parcels' })
  }
  const custom = row.custom && checkedCustom(known.customFields, row.custom)
  faults.push(...(custom?.faults ?? []))
  return {
    ...row,
    owner: typeof owner === 'string' ? (known.owners.get(owner)?.nameZh ?? owner) : owner,
    parcels: row.parcels?.map((parcel) => ({ ...parcel, name: known.parcels.get(parcel.name.trim())?.name ?? parcel.name })) ?? row.parcels,
    custom: custom ? custom.values : row.custom,
  }
}

const NAMESAKES = [
  { field: 'projectNo', code: 'project.number-taken' },
  { field: 'projectCode', code: 'project.code-taken' },
  { field: 'nameZh', code: 'project.name-taken' },
] as const

/** Number, code and name belong to one project of the zone; a row is judged by what it changes. */
async function refuseNamesakes(tx: ReadTx, zoneId: Uuid, drafts: readonly Draft[]): Promise<void> {
  const changed = drafts.filter(
    ({ before, after }) => before === undefined || NAMESAKES.some(({ field }) => before.facts[field] !== after[field]),
  )
  if (changed.length === 0) return
  const stored = await findNamesakes(tx, zoneId, {
    numbers: distinct(changed.map(({ after }) => after.projectNo)),
    codes: distinct(changed.map(({ after }) => after.projectCode)),
    names: distinct(changed.map(({ after }) => after.nameZh)),
  })
  const inBatch = new Set(drafts.map((draft) => draft.projectId))
  const bearers = [
    ...stored.filter((row) => !inBatch.has(row.projectId)),
    ...drafts.map(({ projectId, after }) => ({ projectId, ...after })),
  ]
  for (const { field, code } of NAMESAKES) {
    const byValue = Map.groupBy(bearers, (bearer) => bearer[field])
    for (const { projectId, before, after, faults } of changed) {
      const value = after[field]
      if (value === null || value === '' || before?.facts[field] === value) continue
      const other = byValue.get(value)?.find((bearer) => bearer.projectId !== projectId)
      if (other !== undefined) faults.push({ code, params: { value, projectNo: other.projectNo, nameZh: other.nameZh }, at: field })
    }
  }
}

/**
 * A relation leads to a project of the zone, or to a row of the same save that is not refused itself, and never back to
 * where it began.
 * @returns ids of the related projects by number
 */
async function refuseLooseRelations(tx: ReadTx, zoneId: Uuid, drafts: readonly Draft[]): Promise<Map<string, Uuid>> {
  const related = distinct(drafts.flatMap(({ after }) => after.relations.map((relation) => relation.projectNo)))
  if (related.length === 0) return new Map()
  const ids = await findProjectIds(tx, zoneId, related)
  for (const { projectId, after } of drafts) {
    ids.set(after.projectNo, projectId)
  }
  const byNumber = new Map(drafts.map((draft) => [draft.after.projectNo, draft]))
  const isMissing = (projectNo: string): boolean => {
    const draft = byNumber.get(projectNo)
    return !ids.has(projectNo) || (draft !== undefined && draft.before === undefined && draft.faults.length > 0)
  }
  const cycles = numbersOnCycles(await relationsAfter(tx, zoneId, drafts))
  for (const { after, faults } of drafts) {
    if (after.relations.length > 0 && cycles.has(after.projectNo)) {
      faults.push({ code: 'project.relation-in-circle', params: { projectNo: after.projectNo }, at: 'relations' })
    }
  }
  // A refused row takes the new rows that lead to it with it, and so on.
  let isSettled = false
  while (!isSettled) {
    isSettled = true
    for (const { after, faults } of drafts) {
      for (const { projectNo } of after.relations) {
        const isNamed = faults.some((fault) => fault.code === 'project.relation-to-unknown' && fault.params?.['projectNo'] === projectNo)
        if (isNamed || projectNo === after.projectNo || !isMissing(projectNo)) continue
        faults.push({ code: 'project.relation-to-unknown', params: { projectNo }, at: 'relations' })
        isSettled = false
      }
    }
  }
  return ids
}

async function relationsAfter(tx: ReadTx, zoneId: Uuid, drafts: readonly Draft[]): Promise<Map<string, string[]>> {
  const replaced = new Set(drafts.flatMap(({ before }) => before?.facts.projectNo ?? []))
  const graph = new Map<string, string[]>()
  for (const { projectNo, relatedNo } of await readRelationGraph(tx, zoneId)) {
    if (!replaced.has(projectNo)) graph.set(projectNo, [...(graph.get(projectNo) ?? []), relatedNo])
  }
  for (const { after } of drafts) {
    graph.set(
      after.projectNo,
      after.relations.map((relation) => relation.projectNo).filter((projectNo) => projectNo !== after.projectNo),
    )
  }
  return graph
}
