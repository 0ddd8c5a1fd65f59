import type { FundRow } from '@ballast/contract/fund.ts'
import { balanceOf, FUND_SOURCES, type FundSource, type Movement } from '@ballast/domain/fund/balance.ts'
import { fen, formatYuan, sumFen, type Fen } from '@ballast/domain/shared/money.ts'
import { ratioText } from '@ballast/domain/shared/ratio.ts'
import { monthOfDate, quarterOf, yearMonthOf, yearOf, type PlainDate } from '@ballast/domain/shared/time.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import type { Condition } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { fundedProjects, meetsFunds, type FundFilter, type FundedProject } from './fund.queries.ts'
import { shownBalance } from './move-funds.ts'

export interface Quarter {
  readonly year: number
  readonly quarter: number
}

interface Funded {
  readonly project: FundedProject
  readonly movements: readonly (Movement & { readonly source: FundSource | null })[]
}

const fundedOf = (project: FundedProject): Funded => ({
  project,
  movements: project.movements.map(({ kind, on, fen: amount, source }) => ({ kind, on, fen: fen(BigInt(amount)), source })),
})

const releasesIn = ({ year, quarter }: Quarter, { movements }: Funded, today: PlainDate) => {
  const [first, last] = [yearMonthOf(year, quarter * 3 - 2), yearMonthOf(year, quarter * 3)]
  return movements.filter(({ kind, on }) => kind === 'release' && on <= today && monthOfDate(on) >= first && monthOfDate(on) <= last)
}
const sumOf = (movements: readonly Movement[]): Fen => sumFen(movements.map((movement) => movement.fen))

/** What was released, spent and lies idle, project by project, the largest idle amount first. */
export async function listFunds(
  tx: ReadTx,
  ctx: Context,
  query: FundFilter & Partial<{ [K in keyof Quarter]: number | undefined }> & { idle?: boolean | undefined },
) {
  const today = businessDate(ctx)
  const quarter = { year: query.year ?? yearOf(today), quarter: query.quarter ?? quarterOf(monthOfDate(today)) }
  const funded = (await fundedProjects(tx, ctx.zone.zoneId, meetsFunds(projectsInReach(ctx, 'fund.list'), query))).map(fundedOf)
  const rows = funded
    .map((each) => ({ each, balance: balanceOf(each.movements, today), inQuarter: sumOf(releasesIn(quarter, each, today)) }))
    .filter(({ balance }) => query.idle !== true || balance.idleFen > 0n)
    .toSorted((a, b) => (a.balance.idleFen === b.balance.idleFen ? 0 : a.balance.idleFen > b.balance.idleFen ? -1 : 1))
  const releasedFen = sumFen(rows.map(({ balance }) => balance.releasedFen))
  const spentFen = sumFen(rows.map(({ balance }) => balance.spentFen))
  const releases = (source: FundSource, movements: Funded['movements']) => movements.filter((movement) => movement.source === source)
  return {
    businessOn: today,
    ...quarter,
    isSimulated: funded.some(({ project }) => project.isSimulated),
    rows: rows.map(({ each: { project, movements }, balance, inQuarter }): FundRow => {
      const { movements: _movements, ...facts } = project
      const sources = FUND_SOURCES.filter((source) => releases(source, movements).length > 0)
      return { ...facts, ...shownBalance(balance), inQuarterYuan: formatYuan(inQuarter), sources }
    }),
    totals: {
      projects: rows.length,
      releasedYuan: formatYuan(releasedFen),
      spentYuan: formatYuan(spentFen),
      idleYuan: formatYuan(releasedFen - spentFen),
      idleShare: ratioText(releasedFen - spentFen, releasedFen),
      inQuarterYuan: formatYuan(sumFen(rows.map(({ inQuarter }) => inQuarter))),
    },
    sources: FUND_SOURCES.map((source) => ({
      source,
      releasedYuan: formatYuan(
        sumFen(
          rows.map(({ each }) =>
            sumOf(
              releases(
                source,
                each.movements.filter(({ on }) => on <= today),
              ),
            ),
          ),
        ),
      ),
      inQuarterYuan: formatYuan(sumFen(rows.map(({ each }) => sumOf(releases(source, releasesIn(quarter, each, today)))))),
    })).filter(({ releasedYuan }) => releasedYuan !== '0.00'),
  }
}

/** Funds moved forward in a quarter (资金靠前供给): what was released in it up to a day, to how many projects, and what of it all is idle. */
export async function fundsReleasedInQuarter(
  tx: ReadTx,
  zoneId: Uuid,
  quarter: Quarter,
  today: PlainDate,
  reach: Condition = meetsFunds(undefined, {}),
): Promise<{ releasedFen: Fen; projects: number; idleFen: Fen }> {
  const funded = (await fundedProjects(tx, zoneId, reach)).map(fundedOf)
  const inQuarter = funded.map((each) => sumOf(releasesIn(quarter, each, today)))
  return {
    releasedFen: sumFen(inQuarter),
    projects: inQuarter.filter((amount) => amount > 0n).length,
    idleFen: sumFen(funded.map(({ movements }) => balanceOf(movements, today).idleFen)),
  }
}
