import { GATE_NAMES, nameIn, ROLE_NAMES, STANDING_NAMES } from '@ballast/contract/names.ts'
import type { Locale } from '@ballast/contract/messages.ts'
import type { Role } from '@ballast/contract/roles.ts'
import type { LifeGate, Standing } from '@ballast/domain/gate/life.ts'
import type { Obstacle } from '@ballast/domain/gate/obstacles.ts'
import type { Reason } from '@ballast/domain/shared/refusal.ts'
import type { ConditionRecord } from './gate.queries.ts'

export const conditionName = (locale: Locale, { nameZh, nameEn }: ConditionRecord): string => (locale === 'en' ? nameEn : nameZh)
export const roleName = (locale: Locale, role: Role): string => nameIn(locale, ROLE_NAMES[role])

/** An obstacle as a reason, with the names that the caller's language has for things. */
export function reasonOf(locale: Locale, gate: LifeGate, obstacle: Obstacle): Reason {
  switch (obstacle.code) {
    case 'gate.not-applicable':
      return { code: obstacle.code, params: { gate: nameIn(locale, GATE_NAMES[gate]) } }
    case 'gate.standing':
      return { code: obstacle.code, params: { standing: nameIn(locale, STANDING_NAMES[obstacle.standing as Standing]) } }
    case 'gate.earlier-open':
    case 'gate.later-passed':
      return { code: obstacle.code, params: { gate: nameIn(locale, GATE_NAMES[obstacle.gate]) } }
    case 'gate.before-earlier':
      return { code: obstacle.code, params: { gate: nameIn(locale, GATE_NAMES[obstacle.gate]), on: obstacle.on }, at: 'on' }
    case 'gate.condition-missing':
    case 'gate.evidence-missing': {
      const condition = obstacle.condition as ConditionRecord
      return { code: obstacle.code, params: { condition: conditionName(locale, condition), role: roleName(locale, condition.owedBy) } }
    }
    case 'gate.already-passed':
      return { code: obstacle.code, params: { on: obstacle.on } }
    case 'gate.after-today':
      return { code: obstacle.code, params: { on: obstacle.on, today: obstacle.today }, at: 'on' }
    case 'gate.pack-not-accepted':
    case 'gate.not-passed':
    default:
      return { code: obstacle.code }
  }
}
