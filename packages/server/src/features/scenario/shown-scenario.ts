import type { Scenario, WireOutcome } from '@ballast/contract/scenario.ts'
import type { Context } from '../../platform/context.ts'
import type { NamedProject } from '../forecast/index.ts'
import type { ScenarioRow } from './scenario.queries.ts'

export const shownName = ({ locale }: Pick<Context, 'locale'>, { nameZh, nameEn }: Pick<NamedProject, 'nameZh' | 'nameEn'>): string =>
  locale === 'en' ? (nameEn ?? nameZh) : nameZh

export const shownScenario = (ctx: Context, { userId, version, result, ...row }: ScenarioRow): Scenario => ({
  ...row,
  ...(JSON.parse(result) as { base: WireOutcome; outcome: WireOutcome }),
  version: version.toString(),
  isMine: userId === ctx.user.userId,
})
