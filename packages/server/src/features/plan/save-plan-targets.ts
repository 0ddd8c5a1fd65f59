import { indicatorOf } from '@ballast/domain/plan/indicator.ts'
import { isPeriod } from '@ballast/domain/plan/period.ts'
import type { ContentTarget } from '@ballast/domain/plan/plan-content.ts'
import { COMPARATORS, targetKey, type PlanTargetRow } from '@ballast/domain/plan/plan-row.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { RowOutcome } from '@ballast/domain/shared/row-outcome.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { recordAudits } from '../../platform/audit.ts'
import type { Context } from '../../platform/context.ts'
import type { WriteTx } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { readCategories, readClusters, readTargets, writeTargets } from './plan-content.queries.ts'
import { holdDraft } from './plan.queries.ts'
import {
  auditSides,
  changesBetween,
  outcomeOf,
  refused,
  repeatedKeys,
  yuanOrNull,
  type FieldTexts,
  type SavePlanOptions,
} from './save-plan-options.ts'

const VALUE_OF_UNIT = { fen: 'valueFen', ppm: 'valuePpm', count: 'valueCount' } as const

export async function savePlanTargets(
  tx: WriteTx,
  ctx: Context,
  versionId: Uuid,
  rows: readonly PlanTargetRow[],
  options: SavePlanOptions,
): Promise<RowOutcome[]> {
  const { zoneId } = ctx.zone
  await holdDraft(tx, zoneId, versionId)
  const existing = new Map(
    (await readTargets(tx, zoneId, versionId)).map(({ version: _version, ...target }) => [targetKey(target), target]),
  )
  const scopes = {
    zone: new Set(['']),
    category: new Set((await readCategories(tx, zoneId)).map((row) => row.code)),
    cluster: new Set((await readClusters(tx, zoneId)).map((row) => row.code)),
  }
  const given = rows.map((row) => (row.scopeKind === 'zone' ? { ...row, scopeCode: '' } : row))
  const repeated = repeatedKeys(given.map(targetKey))
  const toWrite: ContentTarget[] = []
  const outcomes = given.map((row): RowOutcome => {
    const key = targetKey(row)
    const before = existing.get(key)
    const target: ContentTarget = {
      targetId: before?.targetId ?? newId(),
      indicator: row.indicator,
      scopeKind: row.scopeKind,
      scopeCode: row.scopeCode,
      period: row.period,
      comparator: row.comparator,
      valueFen: row.valueFen === undefined ? (before?.valueFen ?? null) : row.valueFen,
      valuePpm: row.valuePpm === undefined ? (before?.valuePpm ?? null) : row.valuePpm,
      valueCount: row.valueCount === undefined ? (before?.valueCount ?? null) : row.valueCount,
      note: row.note === undefined ? (before?.note ?? null) : row.note,
      sourceKind: row.sourceKind ?? before?.sourceKind ?? options.sourceKind ?? 'entered',
      citation: row.citation === undefined ? (before?.citation ?? null) : row.citation,
    }
    const reasons = [
      ...(repeated.has(key) ? [{ code: 'plan.row-repeated', params: { key } }] : []),
      ...reasonsOf(target, scopes[row.scopeKind].has(row.scopeCode)),
    ]
    if (reasons.length > 0) return refused(key, reasons)
    const changes = changesBetween(before ? textsOf(before) : {}, textsOf(target))
    if (before === undefined || changes.length > 0) toWrite.push(target)
    return outcomeOf(key, before === undefined, changes)
  })
  if (options.dryRun) return outcomes
  await writeTargets(tx, zoneId, versionId, toWrite)
  await recordAudits(
    tx,
    ctx,
    outcomes
      .filter(({ outcome }) => outcome === 'new' || outcome === 'changed')
      .map(({ key, changes, outcome }) => ({
        action: options.action,
        subjectType: 'plan_target',
        subjectId: `${versionId}/${key}`,
        ...auditSides(changes, outcome === 'new'),
      })),
  )
  return outcomes
}

const textsOf = (target: ContentTarget): FieldTexts => ({
  valueFen: yuanOrNull(target.valueFen),
  valuePpm: target.valuePpm === null ? null : ratioText(target.valuePpm, WHOLE_PPM, 6),
  valueCount: target.valueCount === null ? null : String(target.valueCount),
  note: target.note,
  sourceKind: target.sourceKind,
  citation: target.citation,
})

function reasonsOf(target: ContentTarget, isScopeKnown: boolean): Reason[] {
  const indicator = indicatorOf(target.indicator)
  if (!indicator) return [{ code: 'plan.indicator-unknown', params: { indicator: target.indicator }, at: 'indicator' }]
  const reasons: Reason[] = []
  if (!indicator.scopes.includes(target.scopeKind)) {
    reasons.push({
      code: 'plan.indicator-has-no-such-scope',
      params: { indicator: indicator.nameZh, scope: target.scopeKind },
      at: 'scopeKind',
    })
  } else if (!isScopeKnown) reasons.push({ code: 'plan.scope-unknown', params: { code: target.scopeCode }, at: 'scopeCode' })
  if (!isPeriod(target.period)) reasons.push({ code: 'plan.no-such-period', params: { period: target.period }, at: 'period' })
  if (!COMPARATORS.includes(target.comparator)) reasons.push({ code: 'plan.no-such-comparator', at: 'comparator' })
  const wanted = VALUE_OF_UNIT[indicator.unit]
  const present = (['valueFen', 'valuePpm', 'valueCount'] as const).filter((field) => target[field] !== null)
  if (present.length !== 1 || present[0] !== wanted) {
    reasons.push({ code: 'plan.value-of-other-unit', params: { indicator: indicator.nameZh, unit: indicator.unit }, at: wanted })
  } else if ((target[wanted] ?? 0n) < 0n && target.indicator !== 'growth') {
    reasons.push({ code: 'plan.amount-negative', at: wanted })
  }
  return reasons
}
