import { MARKS, NONE, QUARTERS, type Cockpit } from '@ballast/contract/cockpit.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { compareRatio, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthOfDate, monthsOfYear, yearMonthOf } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findVersion } from '../plan/index.ts'
import {
  cockpitFrames,
  cockpitGates,
  cockpitMonths,
  cockpitPlaces,
  cockpitProjects,
  cockpitTargets,
  projectNames,
  type CockpitFrame,
  type CockpitMonth,
  type CockpitPlace,
  type CockpitProject,
  type CockpitTarget,
} from './cockpit.view.ts'

const TOP_PROJECTS = 10
const LAST_MONTH = { Q1: 3, H1: 6, 'first-three-quarters': 9, year: 12 } as const

interface Read {
  readonly year: number
  readonly targets: readonly CockpitTarget[]
  readonly months: readonly CockpitMonth[]
  readonly projects: readonly CockpitProject[]
  readonly frames: readonly CockpitFrame[]
  readonly places: readonly CockpitPlace[]
  readonly nameOf: (thing: { nameZh: string; nameEn: string | null }) => string
}

/** The year on one screen: from the target down to projects, places and months. */
export async function readCockpit(tx: ReadTx, ctx: Context, request: { year: number; versionId?: Uuid | undefined }): Promise<Cockpit> {
  const zoneId = ctx.zone.zoneId
  const version = await findVersion(tx, zoneId, request)
  const key = { zoneId, versionId: version.versionId }
  const read: Read = {
    year: version.year,
    targets: await cockpitTargets(tx, key),
    months: await cockpitMonths(tx, key),
    projects: await cockpitProjects(tx, key),
    frames: await cockpitFrames(tx, key),
    places: await cockpitPlaces(tx, key),
    nameOf: (thing) => (ctx.locale === 'en' ? (thing.nameEn ?? thing.nameZh) : thing.nameZh),
  }
  const gates = await cockpitGates(tx, key, version.year)
  const top = [...read.projects].sort(byAmount).slice(0, TOP_PROJECTS)
  const names = await projectNames(
    tx,
    zoneId,
    top.map((project) => project.projectId),
  )
  const owners = new Set(read.projects.flatMap((project) => (project.ownerId === null ? [] : [project.ownerId])))
  return {
    year: version.year,
    versionId: version.versionId,
    version: version.number,
    title: version.title,
    ...totals(read),
    industry: industry(read),
    byCategory: byCategory(read),
    byCluster: byCluster(read),
    byMonth: byMonth(read),
    marks: marks(read),
    topProjects: top.flatMap((project) => {
      const named = names.find((name) => name.projectId === project.projectId)
      if (named === undefined) return []
      const { categoryCode, clusterCode, sourceKind } = project
      return [{ ...named, name: read.nameOf(named), categoryCode, clusterCode, sourceKind, yuan: formatYuan(project.fen) }]
    }),
    quarters: quarters(read, gates),
    projects: read.projects.length,
    parcels: read.places.filter((place) => place.kind === 'parcel').length,
    corridors: read.places.filter((place) => place.kind === 'corridor').length,
    enterprises: owners.size,
    check: null,
    places: places(read),
  }
}

const byAmount = (a: CockpitProject, b: CockpitProject) => (a.fen === b.fen ? (a.projectId < b.projectId ? -1 : 1) : a.fen > b.fen ? -1 : 1)
const sumBy = <T>(rows: readonly T[], amountOf: (row: T) => bigint) => sumFen(rows.map(amountOf))
const countable = (read: Read) => read.months.filter((row) => row.countable)
const plannedOf = (read: Read) => sumBy(read.projects, (project) => project.fen)

const zoneTarget = (read: Read, indicator: string, period: string) =>
  read.targets.find((target) => target.indicator === indicator && target.scopeKind === 'zone' && target.period === period)

function isMet(comparator: string, order: number): boolean {
  return comparator === 'at_least' ? order >= 0 : comparator === 'at_most' ? order <= 0 : order === 0
}

function totals(read: Read) {
  const months = countable(read)
  const target = zoneTarget(read, 'total-investment', 'year')
  const plannedFen = plannedOf(read)
  const placedFen = sumBy(read.places, (place) => place.fen)
  const constructionFen = sumBy(months, (row) => row.construction)
  const installationFen = sumBy(months, (row) => row.installation)
  const equipmentFen = sumBy(months, (row) => row.equipment)
  return {
    targetYuan: target?.valueFen == null ? null : formatYuan(target.valueFen),
    targetSource: (target?.sourceKind ?? null) as SourceKind | null,
    targetCitation: target?.citation ?? null,
    framedYuan: formatYuan(read.frames.find((line) => line.kind === 'root')?.frameFen ?? 0n),
    plannedYuan: formatYuan(plannedFen),
    placedYuan: formatYuan(placedFen),
    unplannedYuan: formatYuan((target?.valueFen ?? plannedFen) - plannedFen),
    floatingYuan: formatYuan(plannedFen - placedFen),
    notCountableYuan: formatYuan(
      sumBy(
        read.months.filter((row) => !row.countable),
        (row) => row.total,
      ),
    ),
    simulatedYuan: formatYuan(
      sumBy(
        read.projects.filter((project) => project.sourceKind === 'simulated'),
        (project) => project.fen,
      ),
    ),
    constructionYuan: formatYuan(constructionFen),
    installationYuan: formatYuan(installationFen),
    equipmentYuan: formatYuan(equipmentFen),
    otherYuan: formatYuan(sumBy(months, (row) => row.other)),
    landYuan: formatYuan(sumBy(months, (row) => row.land)),
    constructionInstallationShare: ratioText(constructionFen + installationFen, plannedFen),
    equipmentShare: ratioText(equipmentFen, plannedFen),
  }
}

function industry(read: Read): Cockpit['industry'] {
  const codes = new Set(read.frames.filter((line) => line.kind === 'category' && line.isIndustry).map((line) => line.code))
  const industryFen = sumBy(
    read.projects.filter((project) => codes.has(project.categoryCode)),
    (project) => project.fen,
  )
  const plannedFen = plannedOf(read)
  const share = ratioText(industryFen, plannedFen)
  const target = read.targets.find(
    (row) => row.indicator === 'category-share' && row.scopeKind === 'category' && row.period === 'year' && codes.has(row.scopeCode),
  )
  if (target?.valuePpm == null) return { yuan: formatYuan(industryFen), share, targetShare: null, isMet: null, differenceYuan: null }
  return {
    yuan: formatYuan(industryFen),
    share,
    targetShare: ratioText(target.valuePpm, WHOLE_PPM),
    isMet: plannedFen === 0n ? null : isMet(target.comparator, compareRatio(industryFen, plannedFen, target.valuePpm)),
    differenceYuan: formatYuan(industryFen - (plannedFen * target.valuePpm) / WHOLE_PPM),
  }
}

function byCategory(read: Read): Cockpit['byCategory'] {
  const lines = read.frames.filter((line) => line.kind === 'category')
  const rows = lines.map((line) => ({
    ...frameOf(
      read,
      line,
      read.projects.filter((project) => project.categoryCode === line.code),
    ),
    isIndustry: line.isIndustry,
  }))
  const without = read.projects.filter((project) => project.categoryCode === null)
  return without.length === 0
    ? rows
    : [...rows, { ...frameOf(read, { ...NO_FRAME, nameZh: '未分类', nameEn: 'Without category' }, without), isIndustry: false }]
}

/** The clusters under their categories; projects of another category that name the cluster count where their category is. */
function byCluster(read: Read): Cockpit['byCluster'] {
  const lines = read.frames.filter((line) => line.kind === 'cluster')
  const own = lines.map((line) => clusterRow(read, line, line.categoryCode))
  const clustered = new Set(lines.map((line) => line.categoryCode))
  const without = read.frames
    .filter((line) => line.kind === 'category' && clustered.has(line.code))
    .map((line) => clusterRow(read, { ...NO_FRAME, nameZh: '不属于集群', nameEn: 'Without cluster' }, line.code))
    .filter((row) => row.projects > 0)
  return [...own, ...without]
}

const NO_FRAME = { code: null, color: null, frameFen: null }

function clusterRow(
  read: Read,
  line: { code: string | null; nameZh: string; nameEn: string; color: string | null; frameFen: bigint | null },
  categoryCode: string | null,
): Cockpit['byCluster'][number] {
  const inside = read.projects.filter((project) => project.clusterCode === line.code && project.categoryCode === categoryCode)
  return { ...frameOf(read, line, inside), categoryCode: categoryCode ?? NONE, color: line.color }
}

function frameOf(
  read: Read,
  line: { code: string | null; nameZh: string; nameEn: string; frameFen: bigint | null },
  projects: readonly CockpitProject[],
) {
  return {
    code: line.code ?? NONE,
    name: read.nameOf(line),
    nameZh: line.nameZh,
    nameEn: line.nameEn,
    frameYuan: line.frameFen === null ? null : formatYuan(line.frameFen),
    plannedYuan: formatYuan(sumBy(projects, (project) => project.fen)),
    projects: projects.length,
  }
}

function byMonth(read: Read): Cockpit['byMonth'] {
  const rows = new Map(countable(read).map((row) => [monthOfDate(row.month), row]))
  let cumulative = 0n
  return monthsOfYear(read.year).map((month) => {
    const row = rows.get(month)
    cumulative += row?.total ?? 0n
    return {
      month,
      yuan: formatYuan(row?.total ?? 0n),
      cumulativeYuan: formatYuan(cumulative),
      constructionYuan: formatYuan(row?.construction ?? 0n),
      installationYuan: formatYuan(row?.installation ?? 0n),
      equipmentYuan: formatYuan(row?.equipment ?? 0n),
      otherYuan: formatYuan(row?.other ?? 0n),
    }
  })
}

/** What is planned up to the end of each mark of the year, and its target: named by the mark or as the cumulative month. */
function marks(read: Read): Cockpit['marks'] {
  return MARKS.map((period) => {
    const through = yearMonthOf(read.year, LAST_MONTH[period])
    const plannedFen = sumBy(
      countable(read).filter((row) => monthOfDate(row.month) <= through),
      (row) => row.total,
    )
    const target = zoneTarget(read, 'total-investment', period) ?? zoneTarget(read, 'total-investment', `cumulative-${through.slice(5)}`)
    const order = target?.valueFen == null ? null : plannedFen < target.valueFen ? -1 : plannedFen > target.valueFen ? 1 : 0
    return {
      period,
      through,
      plannedYuan: formatYuan(plannedFen),
      targetYuan: target?.valueFen == null ? null : formatYuan(target.valueFen),
      isMet: order === null ? null : isMet(target?.comparator ?? 'at_least', order),
    }
  })
}

function quarters(read: Read, gates: readonly { gate: string; quarter: number; projects: bigint }[]): Cockpit['quarters'] {
  return QUARTERS.map((quarter, index) => {
    const countOf = (gate: string) => Number(gates.find((row) => row.gate === gate && row.quarter === index + 1)?.projects ?? 0n)
    const targetOf = (indicator: string) => {
      const value = zoneTarget(read, indicator, quarter)?.valueCount ?? null
      return value === null ? null : Number(value)
    }
    return {
      quarter,
      starts: countOf('construction_start'),
      completions: countOf('completion'),
      productions: countOf('production'),
      startsTarget: targetOf('starts'),
      completionsTarget: targetOf('completions'),
      productionsTarget: targetOf('productions'),
    }
  })
}

function places(read: Read): Cockpit['places'] {
  const projects = new Map(read.projects.map((project) => [project.projectId, project]))
  const colors = new Map(read.frames.filter((line) => line.kind === 'cluster').map((line) => [line.code, line.color]))
  return read.places.flatMap((place) => {
    if (place.lng === null || place.lat === null) return []
    const project = projects.get(place.projectId)
    const clusterCode = project?.clusterCode ?? null
    return [
      {
        parcelId: place.parcelId,
        kind: place.kind,
        name: place.name,
        lng: Number(place.lng.toFixed(6)),
        lat: Number(place.lat.toFixed(6)),
        yuan: formatYuan(place.fen),
        clusterCode,
        categoryCode: project?.categoryCode ?? null,
        color: clusterCode === null ? null : (colors.get(clusterCode) ?? null),
      },
    ]
  })
}
