import type { Locale } from '@ballast/contract/messages.ts'
import { checkPicture, type Breach, type Floating } from '@ballast/domain/plan/check.ts'
import type { PlanPicture } from '@ballast/domain/plan/plan-content.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { drawYuan } from '@ballast/domain/shared/money.ts'
import type { ReadTx } from '../../platform/database.ts'
import { readCategories, readContent, readLastYear, readRegister } from './plan-content.queries.ts'
import { readScopes, targetName } from './plan-names.ts'
import { readAcceptances, readRuleSwitches, versionById, type AcceptanceRow } from './plan.queries.ts'

export interface CheckedBreach extends Breach {
  readonly acceptance: AcceptanceRow | null
}

export interface PlanCheck {
  readonly breaches: readonly CheckedBreach[]
  readonly floating: Floating
  readonly errors: number
  readonly warnings: number
  /** Warnings that nobody has accepted. */
  readonly openWarnings: number
}

/** All that indicators and rules look at, of one version. */
export async function readPicture(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanPicture> {
  const { year } = await versionById(tx, zoneId, versionId)
  return {
    year,
    content: await readContent(tx, zoneId, versionId),
    register: await readRegister(tx, zoneId, [versionId]),
    industryCategories: new Set((await readCategories(tx, zoneId)).filter((row) => row.isIndustry).map((row) => row.code)),
    lastYearFen: await readLastYear(tx, zoneId, year),
  }
}

/** The code of a finding's sentence, and the values in it. */
export function sentenceOf(breach: Breach, locale: Locale): { code: string; params: Record<string, string | number> } {
  const { unit, reached, wanted } = breach.params ?? {}
  return {
    code: `plan.rule.${breach.rule}${unit === undefined || unit === 'fen' ? '' : `.${unit}`}`,
    params: {
      subject: locale === 'en' ? breach.nameEn : breach.nameZh,
      amount: drawYuan(breach.amountFen),
      reached: String(reached ?? ''),
      wanted: String(wanted ?? ''),
    },
  }
}

/** Every floating yuan and every breach of one version. */
export async function checkPlan(tx: ReadTx, zoneId: Uuid, versionId: Uuid): Promise<PlanCheck> {
  const { breaches, floating } = checkPicture(await readPicture(tx, zoneId, versionId), await readRuleSwitches(tx, zoneId))
  const accepted = new Map((await readAcceptances(tx, zoneId, versionId)).map((row) => [`${row.rule} ${row.subject}`, row]))
  const scopes = breaches.some(({ kind }) => kind === 'target') ? await readScopes(tx, zoneId) : []
  const checked = breaches.map((breach) => ({
    ...breach,
    ...(breach.kind === 'target' ? targetName(scopes, breach.id) : {}),
    acceptance: breach.severity === 'warning' ? (accepted.get(`${breach.rule} ${breach.subject}`) ?? null) : null,
  }))
  const warnings = checked.filter((breach) => breach.severity === 'warning')
  return {
    breaches: checked,
    floating,
    errors: checked.length - warnings.length,
    warnings: warnings.length,
    openWarnings: warnings.filter((breach) => breach.acceptance === null).length,
  }
}
