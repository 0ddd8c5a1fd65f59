import type { ContentProject, ContentShare } from '@ballast/domain/plan/plan-content.ts'
import { PROFILES, type PlanMonthRow, type PlanProjectRow } from '@ballast/domain/plan/plan-row.ts'
import { compositionTotal } from '@ballast/domain/plan/spread.ts'
import { formatYuan, ZERO_FEN } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { parcelNames, parcelsByName, projectsByNo, readNodes, readProjects, writeProjects } from './plan-content.queries.ts'
import { holdDraft } from './plan.queries.ts'
import { auditSides, changesBetween, outcomeOf, refused, repeatedKeys, type SavePlanOptions } from './save-plan-options.ts'

const PARTS = ['constructionFen', 'installationFen', 'equipmentFen', 'otherFen', 'landFen'] as const

type LineFields = Readonly<Record<(typeof PARTS)[number] | 'reason' | 'line', string>>
type Line = Pick<PlanMonthRow, 'month' | 'notCountableReason'>

/** Names of the fields of a month's line, made once for all projects instead of once for every amount. */
function fieldNames(): (line: Line) => LineFields {
  const made = new Map<string, LineFields>()
  return ({ month, notCountableReason }) => {
    const line = `months.${month}${notCountableReason === null ? '' : '.notCountable'}`
    let fields = made.get(line)
    if (fields === undefined) {
      const names = [...PARTS, 'reason' as const].map((part) => [part, `${line}.${part}`])
      made.set(line, (fields = { ...Object.fromEntries(names), line } as LineFields))
    }
    return fields
  }
}

interface Known {
  year: number
  projects: ReadonlyMap<string, Uuid>
  nodes: ReadonlyMap<string, Uuid>
  nodeCodes: ReadonlyMap<Uuid, string>
  parcels: ReadonlyMap<string, Uuid>
  parcelNames: ReadonlyMap<Uuid, string>
  existing: ReadonlyMap<Uuid, ContentProject>
  repeated: ReadonlySet<string>
  fieldsOf: (line: Line) => LineFields
}

export async function savePlanProjects(
  tx: WriteTx,
  ctx: Context,
  versionId: Uuid,
  rows: readonly PlanProjectRow[],
  options: SavePlanOptions,
): Promise<RowOutcome[]> {
  const { zoneId } = ctx.zone
  const { year } = await holdDraft(tx, zoneId, versionId)
  const projects = await projectsByNo(tx, zoneId, [...new Set(rows.map((row) => row.projectNo))])
  const existing = await readProjects(tx, zoneId, versionId, [...projects.values()])
  const nodes = await readNodes(tx, zoneId, versionId)
  const parcels = await parcelsByName(tx, zoneId, [...new Set(rows.flatMap((row) => (row.shares ?? []).map((share) => share.parcel)))])
  const usedParcels = new Set([...parcels.values(), ...existing.flatMap((project) => project.shares.map((share) => share.parcelId))])
  const known: Known = {
    year,
    projects,
    nodes: new Map(nodes.map((node) => [node.code, node.nodeId])),
    nodeCodes: new Map(nodes.map((node) => [node.nodeId, node.code])),
    parcels,
    parcelNames: await parcelNames(tx, zoneId, [...usedParcels]),
    existing: new Map(existing.map((project) => [project.projectId, project])),
    repeated: repeatedKeys(rows.map((row) => row.projectNo)),
    fieldsOf: fieldNames(),
  }
  const toWrite: ContentProject[] = []
  const outcomes = rows.map((row): RowOutcome => {
    const reasons = reasonsOf(row, known)
    if (reasons.length > 0) return refused(row.projectNo, reasons)
    const projectId = known.projects.get(row.projectNo) as Uuid
    const before = known.existing.get(projectId)
    const after = apply(row, projectId, before, known, options)
    const changes = changesBetween(before ? textsOf(before, known) : {}, textsOf(after, known))
    if (before === undefined || changes.length > 0) toWrite.push(after)
    return outcomeOf(row.projectNo, before === undefined, changes)
  })
  if (options.dryRun) return outcomes
  await writeProjects(tx, zoneId, versionId, toWrite, (project) => !known.existing.has(project.projectId))
  await recordAudits(
    tx,
    ctx,
    outcomes
      .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
      .map(({ key, changes, outcome }) => ({
        action: options.action,
        subjectType: 'plan_project',
        subjectId: `${versionId}/${known.projects.get(key)}`,
        ...auditSides(changes, outcome === 'new'),
      })),
  )
  return outcomes
}

function apply(
  row: PlanProjectRow,
  projectId: Uuid,
  before: ContentProject | undefined,
  known: Known,
  options: SavePlanOptions,
): ContentProject {
  return {
    projectId,
    nodeId: row.nodeCode === undefined ? (before?.nodeId ?? null) : row.nodeCode === null ? null : (known.nodes.get(row.nodeCode) as Uuid),
    annualFen: row.annualFen ?? before?.annualFen ?? ZERO_FEN,
    profile: row.profile ?? before?.profile ?? 'custom',
    note: row.note === undefined ? (before?.note ?? null) : row.note,
    sourceKind: row.sourceKind ?? before?.sourceKind ?? options.sourceKind ?? 'entered',
    citation: row.citation === undefined ? (before?.citation ?? null) : row.citation,
    months: row.months === undefined ? (before?.months ?? []) : significantLines(row.months),
    shares:
      row.shares === undefined
        ? (before?.shares ?? [])
        : row.shares.map(
            (share): ContentShare => ({
              parcelId: known.parcels.get(share.parcel) as Uuid,
              sharePpm: share.sharePpm,
              method: share.method,
            }),
          ),
  }
}

/** A line without money says nothing, so it is not kept: a sheet with empty months comes back as it went. */
const significantLines = (months: readonly PlanMonthRow[]): PlanMonthRow[] =>
  months.filter((line) => compositionTotal(line) !== 0n).toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))

function textsOf(project: ContentProject, known: Known): Record<string, string | null> {
  const texts: Record<string, string | null> = {
    nodeCode: project.nodeId === null ? null : (known.nodeCodes.get(project.nodeId) ?? null),
    annualFen: formatYuan(project.annualFen),
    profile: project.profile,
    note: project.note,
    sourceKind: project.sourceKind,
    citation: project.citation,
    shares:
      project.shares.length === 0
        ? null
        : project.shares
            .map(
              (share) =>
                `${known.parcelNames.get(share.parcelId) ?? share.parcelId} ${ratioText(share.sharePpm, WHOLE_PPM, 6)} ${share.method}`,
            )
            .join('; '),
  }
  for (const line of project.months) {
    const fields = known.fieldsOf(line)
    for (const part of PARTS) if (line[part] !== 0n) texts[fields[part]] = formatYuan(line[part])
    if (line.notCountableReason !== null) texts[fields.reason] = line.notCountableReason
  }
  return texts
}

function reasonsOf(row: PlanProjectRow, known: Known): Reason[] {
  const reasons: Reason[] = []
  const projectId = known.projects.get(row.projectNo)
  if (known.repeated.has(row.projectNo)) reasons.push({ code: 'plan.row-repeated', params: { key: row.projectNo } })
  if (projectId === undefined) reasons.push({ code: 'plan.project-unknown', params: { projectNo: row.projectNo }, at: 'projectNo' })
  if (typeof row.nodeCode === 'string' && !known.nodes.has(row.nodeCode)) {
    reasons.push({ code: 'plan.node-unknown', params: { code: row.nodeCode }, at: 'nodeCode' })
  }
  if (row.annualFen === undefined && (projectId === undefined || !known.existing.has(projectId))) {
    reasons.push({ code: 'plan.annual-missing', at: 'annualFen' })
  }
  if (row.annualFen !== undefined && row.annualFen < 0n) reasons.push({ code: 'plan.amount-negative', at: 'annualFen' })
  if (row.profile !== undefined && !PROFILES.includes(row.profile)) reasons.push({ code: 'plan.no-such-profile', at: 'profile' })
  return [...reasons, ...monthReasons(row.months ?? [], known), ...shareReasons(row, known)]
}

function monthReasons(months: readonly PlanMonthRow[], known: Known): Reason[] {
  const { year } = known
  const reasons: Reason[] = []
  const seen = new Set<string>()
  for (const line of months) {
    const fields = known.fieldsOf(line)
    const at = fields.line
    if (seen.has(at)) reasons.push({ code: 'plan.month-twice', params: { month: line.month }, at })
    seen.add(at)
    if (Number(line.month.slice(0, 4)) !== year) reasons.push({ code: 'plan.month-of-other-year', params: { month: line.month, year }, at })
    for (const part of PARTS) if (line[part] < 0n) reasons.push({ code: 'plan.amount-negative', at: fields[part] })
    if (line.landFen > line.otherFen) reasons.push({ code: 'plan.land-exceeds-other', params: { month: line.month }, at: fields.landFen })
    if (line.notCountableReason !== null && line.notCountableReason.trim() === '') {
      reasons.push({ code: 'plan.not-countable-reason-missing', params: { month: line.month }, at })
    }
  }
  return reasons
}

function shareReasons(row: PlanProjectRow, known: Known): Reason[] {
  const reasons: Reason[] = []
  const seen = new Set<Uuid>()
  for (const share of row.shares ?? []) {
    const parcelId = known.parcels.get(share.parcel)
    if (parcelId === undefined) reasons.push({ code: 'plan.parcel-unknown', params: { name: share.parcel }, at: 'shares' })
    else if (seen.has(parcelId)) reasons.push({ code: 'plan.parcel-twice', params: { name: share.parcel }, at: 'shares' })
    else seen.add(parcelId)
    if (share.sharePpm < 0n || share.sharePpm > WHOLE_PPM)
      reasons.push({ code: 'plan.share-out-of-range', params: { name: share.parcel }, at: 'shares' })
  }
  return reasons
}
