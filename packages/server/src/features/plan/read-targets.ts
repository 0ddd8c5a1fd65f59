import type { PlanTarget, planEditRoutes } from '@ballast/contract/plan-edit.ts'
import type { z } from 'zod'
import { evaluateTarget, INDICATORS, indicatorOf } from '@ballast/domain/plan/indicator.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { formatYuan } from '@ballast/domain/shared/money.ts'
import { ratioText, WHOLE_PPM } from '@ballast/domain/shared/ratio.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readPicture } from './check-plan.ts'
import { readTargets as readTargetRows } from './plan-content.queries.ts'
import { readScopes } from './plan-names.ts'

/** Targets with what the plan reaches of them, and what can be chosen for another one. */
export async function readTargets(
  tx: ReadTx,
  zoneId: Uuid,
  versionId: Uuid,
): Promise<z.input<(typeof planEditRoutes)['plan.targets']['response']>> {
  const picture = await readPicture(tx, zoneId, versionId)
  const rows = await readTargetRows(tx, zoneId, versionId)
  const scopes = await readScopes(tx, zoneId)
  const targets = rows.map((row): PlanTarget => {
    const indicator = indicatorOf(row.indicator)
    const scope = scopes.find((item) => item.kind === row.scopeKind && item.code === row.scopeCode)
    const { reached, standing, gapFen } = evaluateTarget(picture, row)
    return {
      targetId: row.targetId,
      indicator: row.indicator,
      nameZh: indicator?.nameZh ?? row.indicator,
      nameEn: indicator?.nameEn ?? row.indicator,
      unit: indicator?.unit ?? 'fen',
      scopeKind: row.scopeKind,
      scopeCode: row.scopeCode,
      scopeNameZh: scope?.nameZh ?? row.scopeCode,
      scopeNameEn: scope?.nameEn ?? row.scopeCode,
      period: row.period,
      comparator: row.comparator,
      valueYuan: row.valueFen === null ? null : formatYuan(row.valueFen),
      valueRatio: row.valuePpm === null ? null : ratioText(row.valuePpm, WHOLE_PPM, 6),
      valueCount: row.valueCount === null ? null : Number(row.valueCount),
      reachedYuan: reached?.unit === 'fen' ? formatYuan(reached.fen) : null,
      reachedRatio: reached?.unit === 'ppm' ? ratioText(reached.numerator, reached.denominator) : null,
      reachedCount: reached?.unit === 'count' ? Number(reached.count) : null,
      standing,
      gapYuan: formatYuan(gapFen),
      note: row.note,
      sourceKind: row.sourceKind,
      citation: row.citation,
      version: String(row.version),
    }
  })
  return {
    versionId,
    targets,
    indicators: INDICATORS.map(({ id, nameZh, nameEn, unit, scopes: kinds }) => ({ id, nameZh, nameEn, unit, scopes: [...kinds] })),
    scopes,
  }
}
