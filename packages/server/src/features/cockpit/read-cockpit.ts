import { MARKS, NONE, GATE_PERIODS, type Cockpit } from '@ballast/contract/cockpit.ts'
import type { SourceKind } from '@ballast/contract/scalars.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan, sumFen } from '@ballast/domain/shared/money.ts'
import { compareRatio, ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import { monthOfDate, monthsOfYear, yearMonthOf } from '@ballast/domain/shared/time.ts'
import type { Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { findVersion } from '../plan/index.ts'
import {
  cockpitCounts,
  cockpitFrames,
  cockpitGates,
  cockpitGroups,
  cockpitMonths,
  cockpitTargets,
  projectNames,
  type CockpitFrame,
  type CockpitMonth,
  type CockpitGroup,
  type CockpitTarget,
} from './cockpit.view.ts'

const TOP_PROJECTS = 10
const LAST_MONTH = { Q1: 3, H1: 6, 'first-three-quarters': 9, year: 12 } as const

interface Read {
  readonly year: number
  readonly targets: readonly CockpitTarget[]
  readonly months: readonly CockpitMonth[]
  readonly groups: readonly CockpitGroup[]
  readonly frames: readonly CockpitFrame[]
  readonly nameOf: (thing: { nameZh: string; nameEn: string | null }) => string
}

/** The year on one screen: from the target down to projects, places and months. */
export async function readCockpit(tx: ReadTx, ctx: Context, request: { year: number; versionId?: Uuid | undefined }): Promise<Cockpit> {
  const zoneId = ctx.zone.zoneId
  const version = await findVersion(tx, zoneId, request)
  const key = { zoneId, versionId: version.versionId }
  const groups = await cockpitGroups(tx, key, TOP_PROJECTS)
  const read: Read = {
    year: version.year,
    targets: await cockpitTargets(tx, key),
    months: await cockpitMonths(tx, key),
    groups: groups.filter((group) => group.projectId === null),
    frames: await cockpitFrames(tx, key),
    nameOf: (thing) => (ctx.locale === 'en' ? (thing.nameEn ?? thing.nameZh) : thing.nameZh),
  }
  const gates = await cockpitGates(tx, key, version.year)
  const counts = await cockpitCounts(tx, key)
  const top = groups.flatMap((group) => (group.projectId === null ? [] : [{ ...group, projectId: group.projectId }])).sort(byAmount)
  const names = await projectNames(
    tx,
    zoneId,
    top.map((group) => group.projectId),
  )
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
    gates: gatesByPeriod(read, gates),
    projects: countOf(read.groups),
    parcels: Number(counts.parcels),
    corridors: Number(counts.corridors),
    enterprises: Number(counts.enterprises),
  }
}

const byAmount = (a: CockpitGroup, b: CockpitGroup) => (a.fen > b.fen ? -1 : a.fen < b.fen ? 1 : 0)
const sumBy = <T>(rows: readonly T[], amountOf: (row: T) => bigint) => sumFen(rows.map(amountOf))
const countable = (read: Read) => read.months.filter((row) => row.countable)
const plannedOf = (read: Read) => sumBy(read.groups, (group) => group.fen)
const countOf = (groups: readonly CockpitGroup[]) => groups.reduce((sum, group) => sum + Number(group.projects), 0)

const zoneTarget = (read: Read, indicator: string, period: string) =>
  read.targets.find((target) => target.indicator === indicator && target.scopeKind === 'zone' && target.period === period)

function isMet(comparator: string, order: number): boolean {
  return comparator === 'at_least' ? order >= 0 : comparator === 'at_most' ? order <= 0 : order === 0
}

function totals(read: Read) {
  const months = countable(read)
  const target = zoneTarget(read, 'total-investment', 'year')
  const plannedFen = plannedOf(read)
  const placedFen = sumBy(read.groups, (group) => group.placedFen)
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
        read.groups.filter((group) => group.sourceKind === 'simulated'),
        (group) => group.fen,
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
    read.groups.filter((group) => codes.has(group.categoryCode)),
    (group) => group.fen,
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
      read.groups.filter((group) => group.categoryCode === line.code),
    ),
    isIndustry: line.isIndustry,
  }))
  const without = read.groups.filter((group) => group.categoryCode === null)
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
  const inside = read.groups.filter((group) => group.clusterCode === line.code && group.categoryCode === categoryCode)
  return { ...frameOf(read, line, inside), categoryCode: categoryCode ?? NONE, color: line.color }
}

function frameOf(
  read: Read,
  line: { code: string | null; nameZh: string; nameEn: string; frameFen: bigint | null },
  groups: readonly CockpitGroup[],
) {
  return {
    code: line.code ?? NONE,
    name: read.nameOf(line),
    nameZh: line.nameZh,
    nameEn: line.nameEn,
    frameYuan: line.frameFen === null ? null : formatYuan(line.frameFen),
    plannedYuan: formatYuan(sumBy(groups, (group) => group.fen)),
    projects: countOf(groups),
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

function gatesByPeriod(read: Read, gates: readonly { gate: string; quarter: number; projects: bigint }[]): Cockpit['gates'] {
  return GATE_PERIODS.map((period, index) => {
    const inPeriod = gates.filter((row) => period === 'year' || row.quarter === index + 1)
    const countAt = (gate: string) => inPeriod.filter((row) => row.gate === gate).reduce((sum, row) => sum + Number(row.projects), 0)
    const targetOf = (indicator: string) => {
      const value = zoneTarget(read, indicator, period)?.valueCount ?? null
      return value === null ? null : Number(value)
    }
    return {
      period,
      starts: countAt('construction_start'),
      completions: countAt('completion'),
      productions: countAt('production'),
      startsTarget: targetOf('starts'),
      completionsTarget: targetOf('completions'),
      productionsTarget: targetOf('productions'),
    }
  })
}
