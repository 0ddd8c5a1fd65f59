import type { LifeGate, Standing } from '../gate/life.ts'
import { addDays, addMonths, dateOfDayNumber, dayNumber, firstDayOf, monthOfDate, type PlainDate } from '../shared/time.ts'
import type { WorkdayIndex } from '../shared/workday-index.ts'
import { measuredLight, type Behind } from './behind.ts'
import { isMeasured, STUCK_BETWEEN, STUCK_LISTS, type LightKind, type LightRule, type MeasuredKind, type StuckList } from './light-rule.ts'

export const LIGHT_COLOURS = ['green', 'yellow', 'red'] as const
export type LightColour = (typeof LIGHT_COLOURS)[number]

/** What lights look at; `gates` holds those that apply to the project. */
export interface WatchedProject {
  readonly standing: Standing
  readonly gates: ReadonlyMap<LifeGate, { readonly plannedOn: PlainDate | null; readonly actualOn: PlainDate | null }>
  /** By condition: the day on which it was fulfilled. */
  readonly fulfilledOn: ReadonlyMap<string, PlainDate>
  /** Dates of the agreement that nobody has met, by the gate that meets them. */
  readonly promisedOn: ReadonlyMap<LifeGate, PlainDate>
  /** Of the rules that measure: how far it was behind at the end of each month. */
  readonly behind: ReadonlyMap<MeasuredKind, readonly Behind[]>
}

export interface Light {
  readonly kind: LightKind
  readonly colour: 'yellow' | 'red'
  /** The day on which it turned to this colour. */
  readonly since: PlainDate
  /** The day from which the rule counts. */
  readonly countedFrom: PlainDate
  /** The gate that puts it out; null: money does. */
  readonly owed: LifeGate | null
  /** Of a rule that measures: the last month that is over. */
  readonly behind: Behind | null
}

export interface Lit {
  readonly lights: readonly Light[]
  /** Rules whose working days lie outside the calendar: whether their light is on cannot be said. */
  readonly undecided: readonly LightKind[]
}

/** The gates on site, in the order of their nature; registration stands aside of it. */
const ON_SITE: readonly LifeGate[] = ['signing', 'land_award', 'construction_start', 'completion', 'production', 'full_capacity']

/** Whether the gate is passed, or one that cannot be reached without it. */
function isBehind({ gates }: WatchedProject, gate: LifeGate): boolean {
  if (gates.get(gate)?.actualOn != null) return true
  const at = ON_SITE.indexOf(gate)
  return at !== -1 && ON_SITE.slice(at + 1).some((later) => gates.get(later)?.actualOn != null)
}

interface Owed {
  readonly countedFrom: PlainDate
  readonly owed: LifeGate
}

/** Since when a project stands between two gates; undefined: it does not. */
export function stuckSince(project: WatchedProject, list: StuckList): PlainDate | undefined {
  const { passed, owed } = STUCK_BETWEEN[list]
  const since = project.gates.get(passed)?.actualOn
  if (since == null || !project.gates.has(owed) || isBehind(project, owed)) return undefined
  return since
}

const isStuckList = (kind: LightKind): kind is StuckList => (STUCK_LISTS as readonly string[]).includes(kind)

function owedBy(project: WatchedProject, rule: LightRule): Owed | undefined {
  const { kind } = rule
  if (isStuckList(kind)) {
    const since = stuckSince(project, kind)
    return since === undefined ? undefined : { countedFrom: since, owed: STUCK_BETWEEN[kind].owed }
  }
  if (kind === 'commitment-overdue') {
    const open = [...project.promisedOn].filter(([gate]) => !isBehind(project, gate)).sort(([, a], [, b]) => (a < b ? -1 : 1))[0]
    return open === undefined ? undefined : { countedFrom: open[1], owed: open[0] }
  }
  const start = project.gates.get('construction_start')
  if (start === undefined || isBehind(project, 'construction_start')) return undefined
  const from = kind === 'late-start' ? start.plannedOn : (project.fulfilledOn.get(rule.conditionCode ?? '') ?? null)
  return from === null ? undefined : { countedFrom: from, owed: 'construction_start' }
}

/**
 * The first day after a period: it begins the day after it is counted from and ends with its last day, in months with the same day
 * of the month. A planned month is over with its last day. Null: the calendar does not reach.
 */
export function dayAfter(rule: Pick<LightRule, 'kind' | 'unit'>, from: PlainDate, count: number, workdays: WorkdayIndex): PlainDate | null {
  const isWholeMonth = rule.kind === 'late-start'
  if (rule.unit === 'months') return isWholeMonth ? addMonths(firstDayOf(monthOfDate(from)), count + 1) : next(addMonths(from, count))
  const begin = isWholeMonth ? dateOfDayNumber(dayNumber(addMonths(firstDayOf(monthOfDate(from)), 1)) - 1) : from
  if (rule.unit === 'days') return addDays(begin, count + 1)
  const last = workdays.after(begin, count)
  return last === null ? null : next(last)
}

const next = (date: PlainDate): PlainDate => addDays(date, 1)

/** Every light of a project that is on today. Whoever has stopped or withdrawn owes nothing. */
export function lightsOf(project: WatchedProject, rules: readonly LightRule[], workdays: WorkdayIndex, today: PlainDate): Lit {
  const lights: Light[] = []
  const undecided: LightKind[] = []
  if (project.standing !== 'active') return { lights, undecided }
  for (const rule of rules) {
    const { kind } = rule
    if (isMeasured(kind)) {
      const light = rule.isActive ? measuredLight({ ...rule, kind }, project.behind.get(kind) ?? []) : undefined
      if (light !== undefined) lights.push({ ...light, owed: null })
      continue
    }
    const owed = rule.isActive ? owedBy(project, rule) : undefined
    if (owed === undefined || owed.countedFrom >= today) continue
    const turns = { yellow: turn(rule, owed, rule.yellowAfter, workdays, today), red: turn(rule, owed, rule.redAfter, workdays, today) }
    const colour = turns.red !== undefined && turns.red !== 'unknown' ? 'red' : 'yellow'
    const since = turns[colour]
    if (turns.red === 'unknown' || since === 'unknown') undecided.push(kind)
    else if (since !== undefined) lights.push({ kind, colour, since, ...owed, behind: null })
  }
  return { lights, undecided }
}

/** The day on which the threshold was passed; undefined: not yet, or there is none. */
function turn(
  rule: LightRule,
  { countedFrom }: Owed,
  threshold: number | null,
  workdays: WorkdayIndex,
  today: PlainDate,
): PlainDate | 'unknown' | undefined {
  if (threshold === null) return undefined
  const on = dayAfter(rule, countedFrom, threshold, workdays)
  // Where the calendar knows both ends, a day beyond its last is a day to come.
  if (on === null) return rule.unit === 'workdays' && workdays.between(countedFrom, today) === null ? 'unknown' : undefined
  return on <= today ? on : undefined
}

/** Somebody's word against a rule, for a time. */
export interface Override {
  readonly kind: LightKind
  readonly colour: 'green' | 'yellow'
  readonly untilOn: PlainDate
}

/** The colour that counts today: a rule's own, or a paler one that somebody answers for until a day. */
export function shownColour(light: Pick<Light, 'kind' | 'colour'>, overrides: readonly Override[], today: PlainDate): LightColour {
  const valid = overrides.find(({ kind, untilOn }) => kind === light.kind && untilOn >= today)
  if (valid === undefined) return light.colour
  return LIGHT_COLOURS.indexOf(valid.colour) < LIGHT_COLOURS.indexOf(light.colour) ? valid.colour : light.colour
}
