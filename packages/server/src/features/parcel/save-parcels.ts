import { geometryReasons } from '@ballast/domain/parcel/geometry-check.ts'
import { changeParcel, type ParcelFacts } from '@ballast/domain/parcel/parcel-change.ts'
import type { ParcelRow } from '@ballast/domain/parcel/parcel-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { FieldChange, RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { RowSourceKind } from '@ballast/domain/project/project-row.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import { checkedCustom, customFieldsOf } from '../../platform/custom-field.ts'
import type { WriteTx } from '../../platform/database.ts'
import { boxOf, extentOf, measure, overlaps, type Measures } from '../../platform/geometry.ts'
import { projectionOf, type Projection } from '../../platform/geometry-projection.ts'
import { newId } from '../../platform/ids.ts'
import { areaDifference } from './area-difference.ts'
import {
  declaredExtent,
  loadParcels,
  loadVocabulary,
  lockParcels,
  parcelIdsByCadastralCode,
  parcelIdsByName,
  parcelsInBox,
  writeParcels,
  type StoredParcel,
} from './parcel.queries.ts'

export interface SaveParcelsOptions {
  /** The action of the audit trail. */
  readonly action: string
  /** Computes the outcomes and writes nothing. */
  readonly dryRun?: boolean
  /** Source of new parcels that do not name theirs. */
  readonly sourceKind?: RowSourceKind
}

interface ApplyOptions extends SaveParcelsOptions {
  /** A name that is known already is refused, not changed. */
  readonly onlyNew?: true
}

interface Draft {
  readonly row: ParcelRow
  readonly parcelId: Uuid
  readonly before: StoredParcel | null
  readonly after: ParcelFacts
  readonly changes: readonly FieldChange[]
  readonly refusals: Reason[]
  readonly warnings: Reason[]
  readonly measures: Measures | null
}

/** Creates and changes parcels by any of their names. Refused rows are not written; warnings stand in the reasons of the others. */
export async function saveParcels(
  tx: WriteTx,
  ctx: Context,
  rows: readonly ParcelRow[],
  options: SaveParcelsOptions,
): Promise<RowOutcome[]> {
  return (await applyParcels(tx, ctx, rows, options)).map(({ outcome }) => outcome)
}

export async function applyParcels(
  tx: WriteTx,
  ctx: Context,
  rows: readonly ParcelRow[],
  options: ApplyOptions,
): Promise<{ parcelId: Uuid; outcome: RowOutcome }[]> {
  await lockParcels(tx, ctx.zone.zoneId)
  const projection = projectionOf(ctx.zone.projectedEpsg)
  const drafts = await draftsOf(tx, ctx, rows, options, projection)
  await refuseTakenNames(tx, ctx, drafts)
  await warnOfOverlaps(tx, ctx, drafts, projection)
  const toWrite = drafts.filter((draft) => draft.refusals.length === 0 && draft.changes.length > 0)
  if (options.dryRun !== true && toWrite.length > 0) {
    await writeParcels(
      tx,
      ctx,
      toWrite.map(({ parcelId, after, measures, changes }) => ({
        parcelId,
        facts: after,
        measures,
        hasNewNames: changes.some(({ field }) => field === 'names'),
        hasNewProvenance: changes.some(({ field }) => field.startsWith('provenance.')),
      })),
    )
    await recordAudits(
      tx,
      ctx,
      toWrite.map((draft) => ({
        action: options.action,
        subjectType: 'parcel',
        subjectId: draft.parcelId,
        before: draft.before === null ? null : auditState(draft.before.facts, draft.changes),
        after: auditState(draft.after, draft.changes),
      })),
    )
  }
  return drafts.map((draft) => ({ parcelId: draft.parcelId, outcome: outcomeOf(draft) }))
}

function outcomeOf(draft: Draft): RowOutcome {
  const isRefused = draft.refusals.length > 0
  return {
    key: draft.row.name,
    outcome: isRefused ? 'refused' : draft.before === null ? 'new' : draft.changes.length > 0 ? 'changed' : 'unchanged',
    changes: draft.changes,
    reasons: isRefused ? draft.refusals : draft.warnings,
  }
}

/** Facts as the audit trail keeps them: money as yuan, the rest as it is. */
export const factsForAudit = ({ priceFen, ...facts }: ParcelFacts): Record<string, unknown> => ({
  ...facts,
  priceYuan: priceFen === null ? null : formatYuan(priceFen),
})

/** Of the facts those that changed. */
function auditState(facts: ParcelFacts, changes: readonly FieldChange[]): Record<string, unknown> {
  const changed = new Set(changes.map(({ field }) => (field === 'priceFen' ? 'priceYuan' : field.split('.')[0])))
  return Object.fromEntries(Object.entries(factsForAudit(facts)).filter(([field]) => changed.has(field)))
}

async function draftsOf(
  tx: WriteTx,
  ctx: Context,
  rows: readonly ParcelRow[],
  options: ApplyOptions,
  projection: Projection,
): Promise<Draft[]> {
  const zoneId = ctx.zone.zoneId
  const vocabulary = await loadVocabulary(tx, zoneId)
  const extent = (await declaredExtent(tx, zoneId)) ?? extentOf(projection)
  const idByName = await parcelIdsByName(
    tx,
    zoneId,
    rows.map((row) => row.name.trim()),
  )
  const stored = new Map((await loadParcels(tx, zoneId, [...new Set(idByName.values())])).map((parcel) => [parcel.parcelId, parcel]))
  const fields = await customFieldsOf(tx, zoneId, 'parcel')
  const rowOf = new Map<string, ParcelRow>()
  return rows.map((given) => {
    const custom = given.custom && checkedCustom(fields, given.custom)
    const row = custom === undefined ? given : { ...given, custom: custom.values }
    const key = row.name.trim()
    const known = idByName.get(key)
    const before = known === undefined ? null : (stored.get(known) ?? null)
    const { after, changes, refusals } = changeParcel(before?.facts ?? null, row, vocabulary, options.sourceKind ?? 'entered')
    const reasons = [...refusals, ...(custom?.faults ?? [])]
    const earlier = rowOf.get(before?.parcelId ?? key)
    if (earlier) reasons.push({ code: 'parcel.named-twice', params: { name: earlier.name } })
    rowOf.set(before?.parcelId ?? key, row)
    if (before !== null && options.onlyNew === true) {
      reasons.push({ code: 'parcel.name-taken', params: { name: key, owner: before.facts.names[0] ?? key } })
    }
    const shapeChanged = changes.some(({ field }) => field === 'geometry' || field === 'kind')
    if (after.geometry !== null && shapeChanged) {
      reasons.push(...geometryReasons(after.geometry, after.kind, extent, (position) => projection.toMetres(position)))
    }
    const measures = after.geometry === null || reasons.length > 0 ? null : measure(after.geometry, projection)
    return {
      row,
      parcelId: before?.parcelId ?? newId(),
      before,
      after,
      changes,
      refusals: reasons,
      warnings: areaWarnings(after, changes, measures),
      measures,
    }
  })
}

function areaWarnings(after: ParcelFacts, changes: readonly FieldChange[], measures: Measures | null): Reason[] {
  const isTouched = changes.some(({ field }) => field === 'geometry' || field === 'areaOfficialM2')
  const [official, computed] = [after.areaOfficialM2, measures?.areaM2 ?? null]
  if (!isTouched || official === null || computed === null) return []
  return areaDifference(official, computed)
}

/** Names and cadastral codes belong to one parcel of the zone: none that stands, and none of these rows, may hold them too. */
async function refuseTakenNames(tx: WriteTx, ctx: Context, drafts: readonly Draft[]): Promise<void> {
  const zoneId = ctx.zone.zoneId
  const renamed = drafts.filter((draft) => draft.refusals.length === 0 && draft.changes.some(({ field }) => field === 'names'))
  const coded = drafts.filter((draft) => draft.refusals.length === 0 && draft.changes.some(({ field }) => field === 'cadastralCode'))
  const nameOwners = await parcelIdsByName(
    tx,
    zoneId,
    renamed.flatMap((draft) => draft.after.names),
  )
  const codeOwners = await parcelIdsByCadastralCode(
    tx,
    zoneId,
    coded.flatMap((draft) => draft.after.cadastralCode ?? []),
  )
  const byId = new Map(drafts.map((draft) => [draft.parcelId, draft]))
  const claimedNames = new Map<string, Draft>()
  const claimedCodes = new Map<string, Draft>()
  const refuse = (draft: Draft, code: string, params: Record<string, string>) => void draft.refusals.push({ code, params })
  const mainName = (id: Uuid | undefined, fallback: string) => (id === undefined ? fallback : (byId.get(id)?.after.names[0] ?? fallback))
  for (const draft of renamed) {
    for (const name of draft.after.names) {
      const owner = nameOwners.get(name)
      const rival = claimedNames.get(name)
      if (rival) refuse(draft, 'parcel.name-taken', { name, owner: rival.after.names[0] ?? name })
      else if (owner !== undefined && owner !== draft.parcelId) {
        refuse(draft, 'parcel.name-taken', { name, owner: mainName(owner, name) })
      }
      claimedNames.set(name, draft)
    }
  }
  for (const draft of coded) {
    const code = draft.after.cadastralCode
    if (code === null) continue
    const owner = codeOwners.get(code)
    const rival = claimedCodes.get(code)
    if (rival || (owner !== undefined && owner !== draft.parcelId)) {
      refuse(draft, 'parcel.cadastral-code-taken', { code, owner: rival?.after.names[0] ?? mainName(owner, code) })
    }
    claimedCodes.set(code, draft)
  }
}

/** Overlapping parcels are reported, not refused: survey lines of neighbours differ, and a correction must be possible. */
async function warnOfOverlaps(tx: WriteTx, ctx: Context, drafts: readonly Draft[], projection: Projection): Promise<void> {
  const moved = drafts.filter(
    (draft) =>
      draft.refusals.length === 0 &&
      draft.measures?.areaM2 != null &&
      draft.changes.some(({ field }) => field === 'geometry' || field === 'kind'),
  )
  if (moved.length === 0) return
  const around = boxOf(
    moved.flatMap(({ measures }) => {
      const { minX, minY, maxX, maxY } = (measures as Measures).metres
      return [
        [minX, minY],
        [maxX, maxY],
      ] as [number, number][]
    }),
  )
  const inRows = new Set(moved.map(({ parcelId }) => parcelId))
  const standing = (await parcelsInBox(tx, ctx.zone.zoneId, around)).filter(({ key }) => !inRows.has(key))
  const nameOf = new Map(standing.map(({ key, name }) => [key, name]))
  const draftOf = new Map(moved.map((draft) => [draft.parcelId, draft]))
  const fresh = moved.map((draft) => ({
    key: draft.parcelId,
    geometry: draft.after.geometry as NonNullable<ParcelFacts['geometry']>,
    box: (draft.measures as Measures).metres,
  }))
  for (const { key, other, areaM2 } of overlaps(fresh, standing, projection)) {
    const warn = (id: Uuid, against: Uuid) =>
      draftOf.get(id)?.warnings.push({
        code: 'parcel.overlaps',
        params: { other: nameOf.get(against) ?? draftOf.get(against)?.after.names[0] ?? '', areaM2: areaM2.toFixed(0) },
        at: 'geometry',
      })
    warn(key, other)
    warn(other, key)
  }
}
