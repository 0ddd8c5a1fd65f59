import type { PlanDiff, PlanVersion } from '@ballast/contract/plan-edit.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { NodeDifference, ProjectDifference, TargetDifference } from '@ballast/domain/plan/diff.ts'
import { indicatorOf } from '@ballast/domain/plan/indicator.ts'
import type { ContentNode, ContentTarget, PlanContent } from '@ballast/domain/plan/plan-content.ts'
import { targetKey } from '@ballast/domain/plan/plan-row.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { ReadTx } from '../../platform/database.ts'
import { comparePlans } from './compare-plans.ts'
import { readScopes, targetName, type Names } from './plan-names.ts'
import type { PlanVersionRow } from './plan.queries.ts'

type Detail = PlanDiff['nodes'][number]['details'][number]

export const toVersion = (row: PlanVersionRow): PlanVersion => ({ ...row, version: String(row.version) })

/** What one version changes of another, with the names of everything in the caller's language where it is a text. */
export async function planDifference(tx: ReadTx, zoneId: Uuid, locale: Locale, from: Uuid, to: Uuid): Promise<PlanDiff> {
  const { difference, projects, before, after, ...versions } = await comparePlans(tx, zoneId, from, to)
  const scopes = await readScopes(tx, zoneId)
  const inLanguage = (names: Names | undefined): string | null => (locale === 'en' ? names?.nameEn : names?.nameZh) ?? null
  const nodes = nodeNames(before, after, inLanguage)
  const scope = (kind: 'category' | 'cluster', code: string | null): string | null =>
    code && (inLanguage(scopes.find((item) => item.kind === kind && item.code === code)) ?? code)
  return {
    from: toVersion(versions.from),
    to: toVersion(versions.to),
    gainedYuan: formatYuan(difference.gainedFen),
    lostYuan: formatYuan(difference.lostFen),
    netYuan: formatYuan(difference.netFen),
    targets: difference.targets.map((item) => targetToWire(item, (key) => targetName(scopes, key))),
    nodes: difference.nodes.map((item) => nodeToWire(item, nodes, scope)),
    projects: difference.projects.map((item) => projectToWire(item, nodes, projects.get(item.projectId))),
  }
}

/** Names of the nodes of both versions, as each version calls them. */
function nodeNames(before: PlanContent, after: PlanContent, inLanguage: (names: Names) => string | null) {
  const namesOf = (content: PlanContent) => new Map(content.nodes.map((node) => [node.nodeId, inLanguage(node)]))
  const [old, now] = [namesOf(before), namesOf(after)]
  return {
    before: (nodeId: Uuid | null | undefined) => (nodeId && old.get(nodeId)) || null,
    after: (nodeId: Uuid | null | undefined) => (nodeId && now.get(nodeId)) || null,
  }
}
type NodeNames = ReturnType<typeof nodeNames>

export function valueText(target: Pick<ContentTarget, 'valueFen' | 'valuePpm' | 'valueCount'> | null): string | null {
  if (target === null) return null
  if (target.valueFen !== null) return formatYuan(target.valueFen)
  return target.valuePpm === null ? String(target.valueCount) : ratioText(target.valuePpm, WHOLE_PPM, 6)
}

function targetToWire({ change, key, before, after }: TargetDifference, nameOf: (key: string) => Names): PlanDiff['targets'][number] {
  const target = (after ?? before) as ContentTarget
  const note = noteChange(before, after)
  return {
    change,
    key: targetKey(target),
    ...nameOf(key),
    unit: indicatorOf(target.indicator)?.unit ?? 'fen',
    comparator: target.comparator,
    before: valueText(before),
    after: valueText(after),
    details: change === 'changed' ? note : [],
  }
}

const noteChange = (before: { note: string | null } | null, after: { note: string | null } | null): Detail[] =>
  detail('note', before?.note ?? null, after?.note ?? null)

const detail = (field: Detail['field'], before: string | null, after: string | null): Detail[] =>
  before === after ? [] : [{ field, before, after }]

function nodeToWire(
  { change, nodeId, before, after, deltaFen }: NodeDifference,
  names: NodeNames,
  scope: (kind: 'category' | 'cluster', code: string | null) => string | null,
): PlanDiff['nodes'][number] {
  const { code, nameZh, nameEn } = (after ?? before) as ContentNode
  const details =
    before === null || after === null
      ? []
      : [
          ...detail('code', before.code, after.code),
          ...renamed(before, after, names),
          ...(before.parentId === after.parentId
            ? []
            : [{ field: 'parent' as const, before: names.before(before.parentId), after: names.after(after.parentId) }]),
          ...detail('category', scope('category', before.categoryCode), scope('category', after.categoryCode)),
          ...detail('cluster', scope('cluster', before.clusterCode), scope('cluster', after.clusterCode)),
          ...detail('sort', String(before.sort), String(after.sort)),
        ]
  return {
    change,
    nodeId,
    code,
    nameZh,
    nameEn,
    beforeYuan: before && formatYuan(before.frameFen),
    afterYuan: after && formatYuan(after.frameFen),
    deltaYuan: formatYuan(deltaFen),
    details,
  }
}

/** In the reader's language, or else in the other one, if only that was changed. */
function renamed(before: ContentNode, after: ContentNode, names: NodeNames): Detail[] {
  const inLanguage = detail('name', names.before(before.nodeId), names.after(after.nodeId))
  if (inLanguage.length > 0) return inLanguage
  return before.nameZh === after.nameZh ? detail('name', before.nameEn, after.nameEn) : detail('name', before.nameZh, after.nameZh)
}

function projectToWire(
  { beforeFen, afterFen, deltaFen, months, before, after, ...rest }: ProjectDifference,
  names: NodeNames,
  project: { projectNo: string; nameZh: string; nameEn: string | null } | undefined,
): PlanDiff['projects'][number] {
  const details =
    before === null || after === null
      ? []
      : [
          ...(rest.hasMoved ? [{ field: 'node' as const, before: names.before(before.nodeId), after: names.after(after.nodeId) }] : []),
          // A change of the year that its months do not show.
          ...(after.annualFen - before.annualFen === deltaFen
            ? []
            : detail('annual', formatYuan(before.annualFen), formatYuan(after.annualFen))),
          ...detail('profile', before.profile, after.profile),
          ...noteChange(before, after),
        ]
  return {
    ...rest,
    projectNo: project?.projectNo ?? '',
    nameZh: project?.nameZh ?? '',
    nameEn: project?.nameEn ?? null,
    beforeYuan: formatYuan(beforeFen),
    afterYuan: formatYuan(afterFen),
    deltaYuan: formatYuan(deltaFen),
    months: months.map((month) => ({ month: month.month, deltaYuan: formatYuan(month.deltaFen) })),
    details,
  }
}
