import { messageText, type Locale } from '@ballast/contract/messages.ts'
import { GATE_NAMES, nameIn } from '@ballast/contract/names.ts'
import type { Light as ShownLight, WatchFilter } from '@ballast/contract/light.ts'
import type { RouteId } from '@ballast/contract/routes.ts'
import { LIFE_GATES, type LifeGate } from '@ballast/domain/gate/life.ts'
import { behindPlan, unspentShare } from '@ballast/domain/light/behind.ts'
import { isMeasured, type LightKind } from '@ballast/domain/light/light-rule.ts'
import {
  dayAfter,
  LIGHT_COLOURS,
  lightsOf,
  shownColour,
  type Light,
  type LightColour,
  type WatchedProject,
} from '@ballast/domain/light/lights.ts'
import type { Uuid } from '@ballast/domain/shared/ids.ts'
import { fen, formatYuan, sumFen, ZERO_FEN, type Fen } from '@ballast/domain/shared/money.ts'
import { percentText } from '@ballast/domain/shared/ratio.ts'
import {
  addDays,
  addMonths,
  firstDayOf,
  monthOfDate,
  monthsOfYear,
  yearOf,
  type PlainDate,
  type YearMonth,
} from '@ballast/domain/shared/time.ts'
import { workdayIndex, type WorkdayIndex } from '@ballast/domain/shared/workday-index.ts'
import { businessDate, type Context } from '../../platform/context.ts'
import type { ReadTx } from '../../platform/database.ts'
import { allOf, type Condition } from '../../platform/list-query.ts'
import { projectsInReach } from '../../platform/scope.ts'
import { readCalendar } from '../../platform/workday-calendar.ts'
import { planVersionOf } from '../project/index.ts'
import { readGateOrders, readOverrides, readRules, type OverrideRecord, type RuleRecord } from './light.queries.ts'
import { watchConditions, watchedProjects, type WatchedRecord } from './watched.view.ts'

/** What a zone has laid down about its lights, and what they are counted by. */
export interface Watch {
  readonly locale: Locale
  readonly today: PlainDate
  readonly workdays: WorkdayIndex
  /** Of the year of today, and the twelve before the month of today. */
  readonly months: readonly YearMonth[]
  readonly lastTwelve: readonly YearMonth[]
  readonly rules: readonly RuleRecord[]
  readonly versionId: Uuid | null
  readonly overrides: ReadonlyMap<Uuid, readonly OverrideRecord[]>
  /** The gates that apply to a project of this type, in their order. */
  readonly gatesOf: (typeCode: string | null) => readonly LifeGate[]
}

export async function openWatch(tx: ReadTx, ctx: Context): Promise<Watch> {
  const { zoneId } = ctx.zone
  const today = businessDate(ctx)
  const orders = await readGateOrders(tx, zoneId)
  return {
    locale: ctx.locale,
    today,
    workdays: workdayIndex(await readCalendar(tx, zoneId)),
    months: monthsOfYear(yearOf(today)),
    lastTwelve: Array.from({ length: 12 }, (_, index) => monthOfDate(addMonths(firstDayOf(monthOfDate(today)), index - 12))),
    rules: await readRules(tx, zoneId),
    versionId: await planVersionOf(tx, zoneId, yearOf(today)),
    overrides: await readOverrides(tx, zoneId),
    gatesOf: (typeCode) => (typeCode === null ? LIFE_GATES : (orders.get(typeCode) ?? LIFE_GATES)),
  }
}

/** A project with its lights. */
export interface Watched {
  readonly record: WatchedRecord
  readonly project: WatchedProject
  readonly lights: readonly ShownLight[]
  readonly undecided: readonly LightKind[]
  /** Of its worst light. */
  readonly colour: LightColour
}

const PROMISES = { completion_date: 'completion', production_date: 'production', full_capacity_date: 'full_capacity' } as const

export function factsOf(watch: Watch, record: WatchedRecord): WatchedProject {
  const { planned, progress, brought, promised } = record
  return {
    standing: record.standing,
    gates: new Map(
      watch.gatesOf(record.typeCode).map((gate) => [gate, { plannedOn: planned?.[gate] ?? null, actualOn: progress?.[gate]?.[1] ?? null }]),
    ),
    fulfilledOn: new Map(Object.entries(brought ?? {}).map(([code, [on]]) => [code, on])),
    promisedOn: new Map(Object.entries(promised ?? {}).map(([kind, on]) => [PROMISES[kind as keyof typeof PROMISES], on])),
    behind: behindOf(watch, record),
  }
}

const amountOf = (text: string | undefined): Fen | null => (text === undefined ? null : fen(BigInt(text)))

/** What the rules that measure look at: the months of this year against its plan, and a year of months against the funds. */
function behindOf({ today, months, lastTwelve, rules }: Watch, record: WatchedRecord): WatchedProject['behind'] {
  if (!rules.some(({ kind, isActive }) => isActive && isMeasured(kind))) return new Map()
  const { plannedByMonth, reportedByMonth, toldByMonth, movements } = record
  const figures = months.map((month) => ({
    month,
    plannedFen: amountOf(plannedByMonth?.[month]) ?? ZERO_FEN,
    reportedFen: amountOf(reportedByMonth?.[month]),
    toldFen: amountOf(toldByMonth?.[month]),
  }))
  const moved = (movements ?? []).map(({ kind, on, fen: amount }) => ({ kind, on, fen: fen(BigInt(amount)) }))
  return new Map([
    ['progress-behind', behindPlan(figures, today)],
    ['funds-unspent', unspentShare(moved, lastTwelve, today)],
  ])
}

export function watched(watch: Watch, record: WatchedRecord): Watched {
  const project = factsOf(watch, record)
  const { lights, undecided } = lightsOf(project, watch.rules, watch.workdays, watch.today)
  const shown = lights.map((light) => shownLight(watch, record, light))
  const worst = Math.max(0, ...shown.map(({ colour }) => LIGHT_COLOURS.indexOf(colour)))
  return { record, project, lights: shown, undecided, colour: LIGHT_COLOURS[worst] as LightColour }
}

/** The projects that the action reaches, under the filter, each with its lights. */
export async function watchProjects(
  tx: ReadTx,
  ctx: Context,
  action: RouteId,
  { filter = {}, where }: { filter?: WatchFilter; where?: Condition | undefined } = {},
): Promise<{ watch: Watch; projects: Watched[] }> {
  const watch = await openWatch(tx, ctx)
  const conditions = allOf([projectsInReach(ctx, action), watchConditions(filter), where])
  const records = await watchedProjects(tx, ctx.zone.zoneId, watch.versionId, conditions)
  return { watch, projects: records.map((record) => watched(watch, record)) }
}

export const ruleOf = (watch: Watch, kind: LightKind): RuleRecord => watch.rules.find((rule) => rule.kind === kind) as RuleRecord

/** The role, and the person whom the project names for it, or else the rule. */
export function owesOf(watch: Pick<Watch, 'locale'>, record: WatchedRecord, role: RuleRecord['owedBy'], otherwise: string | null) {
  if (role === 'service_manager') return { role, person: record.serviceManager }
  if (role === 'enterprise_reporter') return { role, person: (watch.locale === 'en' ? record.ownerEn : null) ?? record.ownerZh }
  return { role, person: otherwise }
}

function shownLight(watch: Watch, record: WatchedRecord, light: Light): ShownLight {
  const { kind, colour: ruleColour, since, countedFrom, owed } = light
  const rule = ruleOf(watch, kind)
  const overrides = watch.overrides.get(record.projectId) ?? []
  const valid = overrides.find((override) => override.kind === kind && override.untilOn >= watch.today)
  return {
    kind,
    colour: shownColour(light, overrides, watch.today),
    ruleColour,
    since,
    countedFrom,
    owed,
    points: light.behind === null ? null : percentText(light.behind.ppm, 1),
    says: wordsOf(watch, rule, light),
    owes: owesOf(watch, record, rule.owedBy, rule.owedPerson),
    override:
      valid === undefined
        ? null
        : {
            overrideId: valid.overrideId,
            colour: valid.colour,
            reason: valid.reason,
            untilOn: valid.untilOn,
            by: valid.by,
            at: valid.at,
          },
  }
}

function wordsOf({ locale, workdays }: Watch, rule: RuleRecord, { kind, countedFrom, owed, behind }: Light): string {
  if (behind !== null) return messageText(locale, `light.${kind}`, { month: behind.month, points: percentText(behind.ppm, 1) })
  const after = rule.redAfter === null ? null : dayAfter(rule, countedFrom, rule.redAfter, workdays)
  return messageText(locale, `light.${kind}`, {
    from: kind === 'late-start' ? monthOfDate(countedFrom) : countedFrom,
    gate: owed === null ? '—' : nameIn(locale, GATE_NAMES[owed]),
    lapses: after === null ? '—' : addDays(after, -1),
  })
}

/** The columns that every list of watched projects has. */
export function watchedColumns({ record }: Watched, countedGate?: LifeGate) {
  const isDateSimulated = countedGate !== undefined && record.progress?.[countedGate]?.[2] === 'simulated'
  return {
    projectId: record.projectId,
    projectNo: record.projectNo,
    nameZh: record.nameZh,
    nameEn: record.nameEn,
    serviceManager: record.serviceManager,
    bureauCode: record.bureauCode,
    categoryCode: record.categoryCode,
    clusterCode: record.clusterCode,
    totalYuan: record.totalFen === null ? null : formatYuan(record.totalFen),
    planYuan: record.planFen === null ? null : formatYuan(record.planFen),
    sourceKind: record.sourceKind,
    simulated: [
      ...(record.simulated?.includes('totalFen') ? ['totalYuan'] : []),
      ...(record.planSourceKind === 'simulated' ? ['planYuan'] : []),
      ...(isDateSimulated ? ['since'] : []),
    ],
    entered: [],
  }
}

/** Whether any amount of these projects is simulated. */
export const holdsSimulated = (projects: readonly Watched[]): boolean =>
  projects.some(({ record }) => record.sourceKind === 'simulated' || record.planSourceKind === 'simulated')

/** Sums of projects, each counted once. */
export const sumsOf = (projects: readonly Watched[]) => ({
  totalYuan: formatYuan(sumFen(projects.map(({ record }) => record.totalFen ?? 0n))),
  planYuan: formatYuan(sumFen(projects.map(({ record }) => record.planFen ?? 0n))),
})
