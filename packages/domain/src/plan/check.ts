import type { PlanPicture } from './plan-content.ts'
import { openBook, type PlanBook, type PlanRule, type RuleFinding, type Severity } from './plan-rule.ts'
import {
  afterCompletion,
  beforeStartGate,
  monthOutsideYear,
  monthsNotYear,
  noStartGate,
  notCountableWithoutReason,
  projectWithoutMonths,
} from './rules/month-rules.ts'
import {
  beyondTotalInvestment,
  duplicateProjectCode,
  duplicateProjectName,
  noOwner,
  noParcel,
  noServiceManager,
  noTotalInvestment,
  sharesNotWhole,
} from './rules/project-rules.ts'
import { noTotalTarget, targetMissed, targetNotMeasurable, targetNotRootFrame, totalTarget } from './rules/target-rules.ts'
import {
  childrenExceedFrame,
  frameNotDecomposed,
  frameOverProgrammed,
  frameUnderProgrammed,
  nodeOfOtherCategory,
  projectWithoutNode,
} from './rules/tree-rules.ts'
import { WHOLE_PPM } from '../shared/ratio.ts'

/** Every rule of the check, in the order in which its findings are listed. */
export const PLAN_RULES: readonly PlanRule[] = [
  noTotalTarget,
  targetNotRootFrame,
  targetMissed,
  frameNotDecomposed,
  childrenExceedFrame,
  frameUnderProgrammed,
  projectWithoutNode,
  nodeOfOtherCategory,
  projectWithoutMonths,
  monthsNotYear,
  monthOutsideYear,
  noParcel,
  sharesNotWhole,
  beyondTotalInvestment,
  beforeStartGate,
  duplicateProjectCode,
  notCountableWithoutReason,
  frameOverProgrammed,
  targetNotMeasurable,
  afterCompletion,
  noStartGate,
  noTotalInvestment,
  duplicateProjectName,
  noOwner,
  noServiceManager,
]

/** What a zone decides about a rule; a rule that is not named keeps its own severity. */
export type RuleSwitches = Readonly<Record<string, Severity | 'off'>>

export interface Breach extends RuleFinding {
  readonly rule: string
  readonly severity: Severity
  /** The subject as acceptances name it; the same in every version. */
  readonly subject: string
}

export interface Floating {
  readonly targetFen: bigint
  readonly plannedFen: bigint
  /** Target that is planned on no project. */
  readonly unplannedFen: bigint
  /** Planned, but its project stands on no parcel or corridor, or the shares are not whole. */
  readonly unplacedFen: bigint
  readonly totalFen: bigint
}

function floatingOf(book: PlanBook): Floating {
  let plannedFen = 0n
  let unplacedFen = 0n
  for (const money of book.money.values()) {
    plannedFen += money.countableFen
    if (money.sharePpm !== WHOLE_PPM) unplacedFen += money.countableFen
  }
  const targetFen = totalTarget(book.content.targets)?.valueFen ?? 0n
  const unplannedFen = targetFen > plannedFen ? targetFen - plannedFen : 0n
  return { targetFen, plannedFen, unplannedFen, unplacedFen, totalFen: unplannedFen + unplacedFen }
}

/** Every breach of every rule that is on, and the money that floats. */
export function checkPicture(picture: PlanPicture, switches: RuleSwitches = {}): { breaches: Breach[]; floating: Floating } {
  const book = openBook(picture)
  const breaches = PLAN_RULES.flatMap((rule) => {
    const severity = switches[rule.id] ?? rule.severity
    if (severity === 'off') return []
    return rule.find(book).map((finding) => ({ ...finding, rule: rule.id, severity, subject: `${finding.kind}:${finding.id}` }))
  })
  return { breaches, floating: floatingOf(book) }
}
