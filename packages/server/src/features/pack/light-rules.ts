import type { Role } from '@ballast/contract/roles.ts'
import type { LightUnit } from '@ballast/domain/light/light-rule.ts'
import { presetRules } from '../light/index.ts'
import type { Pack } from './read-pack.ts'

/** A number of the file; "-": never; empty: as in the preset. */
const limit = (text: string | undefined, preset: number | null): number | null =>
  text === undefined ? preset : text === '-' ? null : Number(text)

/** The preset rules of the lights, with what the zone lays down otherwise. */
export function rulesOf({ csv }: Pack): ReturnType<typeof presetRules> {
  const own = new Map(csv['light-rules'].map(({ cells }) => [cells['kind'], cells]))
  return presetRules().map((rule) => {
    const cells = own.get(rule.kind)
    if (cells === undefined) return rule
    return {
      ...rule,
      unit: (cells['unit'] ?? rule.unit) as LightUnit,
      yellowAfter: limit(cells['yellow_after'], rule.yellowAfter),
      redAfter: limit(cells['red_after'], rule.redAfter),
      conditionCode: cells['condition'] ?? rule.conditionCode,
      owedBy: (cells['owed_by'] ?? rule.owedBy) as Role,
      nameZh: cells['name_zh'] ?? rule.nameZh,
      nameEn: cells['name_en'] ?? rule.nameEn,
      isActive: cells['active'] === undefined ? rule.isActive : cells['active'] === 'yes',
      citation: cells['citation'] ?? null,
      sourceKind: 'entered' as const,
    }
  })
}
